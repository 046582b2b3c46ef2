//! [`Head`]: the headers of a request, which follow from its action and its version of SOAP.

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::soap::{RequestError, SoapVersion};

const SOAP_ACTION: HeaderName = HeaderName::from_static("soapaction");

/// Headers of a request, with those that a transport adds.
const HEADERS: usize = 6;

/// What the headers of a request follow from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Head<'a> {
    pub(super) action: &'a str,
    pub(super) version: SoapVersion,
    /// Whether SOAP 1.2 names the action in its content type.
    pub(super) has_parameter: bool,
}

impl Head<'_> {
    /// The action as a parameter of the content type, as a quoted string.
    ///
    /// # Errors
    /// As [`Head::headers`].
    pub(super) fn parameter(&self) -> Result<Option<String>, RequestError> {
        match self.version {
            SoapVersion::V12 if self.has_parameter && !self.action.is_empty() => {
                quoted(self.action).map(Some)
            }
            SoapVersion::V11 | SoapVersion::V12 => Ok(None),
        }
    }

    /// The headers of a request with this content type, which is a package or an envelope alone.
    ///
    /// # Errors
    /// The action cannot stand in a header.
    pub(super) fn headers(
        &self,
        content_type: &str,
        is_package: bool,
    ) -> Result<HeaderMap, RequestError> {
        let accepted = match (self.version, is_package) {
            (SoapVersion::V11, false) => "text/xml",
            (SoapVersion::V11, true) => "text/xml, multipart/related",
            (SoapVersion::V12, false) => "application/soap+xml, text/xml",
            (SoapVersion::V12, true) => "application/soap+xml, text/xml, multipart/related",
        };
        let mut headers = HeaderMap::with_capacity(HEADERS);
        headers.insert(CONTENT_TYPE, self.value(content_type.to_owned())?);
        if self.version == SoapVersion::V11 {
            headers.insert(SOAP_ACTION, self.value(quoted(self.action)?)?);
        }
        headers.insert(ACCEPT, HeaderValue::from_static(accepted));
        Ok(headers)
    }

    fn value(&self, text: String) -> Result<HeaderValue, RequestError> {
        HeaderValue::from_maybe_shared(Bytes::from(text))
            .map_err(|_| RequestError::Action(self.action.to_owned()))
    }
}

/// The action as a quoted string; SOAP 1.1 §6.1.1. An action is a URI, so nothing needs escaping: what would is refused.
/// What is not ASCII goes as UTF-8, which HTTP takes for opaque octets; RFC 9110 §5.5.
fn quoted(action: &str) -> Result<String, RequestError> {
    let is_legal = |ch: char| !ch.is_control() && ch != '"' && ch != '\\';
    match action.chars().all(is_legal) {
        true => Ok(format!("\"{action}\"")),
        false => Err(RequestError::Action(action.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_actions_that_would_break_the_head() {
        assert_eq!(quoted("").unwrap(), "\"\"");
        assert_eq!(quoted("urn:a b").unwrap(), "\"urn:a b\"");
        assert_eq!(quoted("urn:é").unwrap(), "\"urn:é\"");
        for bad in ["a\r\nX: y", "a\"b", "a\\", "\u{85}", "\u{7f}"] {
            assert!(quoted(bad).is_err(), "{bad}");
        }
    }
}
