//! [`Known`]: what is the same in many requests, made once: where they go, their headers, and memory to write them in.
//!
//! In: an endpoint as a caller or a WSDL writes it, and what headers follow from. Out: a request without its body, to a
//! URI that can be connected to.

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use http::request::Parts;
use http::{Method, Uri};

use crate::opaque::opaque;
use crate::soap::envelope::Spare;
use crate::soap::head::Head;
use crate::soap::package::content_type;
use crate::soap::{RequestError, SoapVersion, shown_url};

/// What was made for requests so far. Clones share it.
#[derive(Clone, Default)]
pub(crate) struct Known(Arc<Inner>);

#[derive(Default)]
struct Inner {
    /// The first endpoint that was asked for, and what it is as a URI.
    endpoint: OnceLock<(String, Uri)>,
    /// The same, as messages show it.
    shown: OnceLock<(String, Arc<str>)>,
    /// Requests to that endpoint: those of the actions that were called first.
    heads: RwLock<Vec<KnownHead>>,
    spare: Spare,
}

struct KnownHead {
    action: String,
    version: SoapVersion,
    has_parameter: bool,
    parts: Parts,
}

/// Actions whose headers are kept; contracts hardly have more.
const MAX_HEADS: usize = 256;

impl Known {
    /// The memory that one message leaves to the next.
    pub(super) fn spare(&self) -> &Spare {
        &self.0.spare
    }

    /// The endpoint as messages show it.
    pub(crate) fn shown(&self, endpoint: &str) -> Arc<str> {
        let shown = || (endpoint.to_owned(), shown_url(endpoint).into());
        let (known, shown_known) = self.0.shown.get_or_init(shown);
        match known == endpoint {
            true => Arc::clone(shown_known),
            false => shown_url(endpoint).into(),
        }
    }

    /// A request without its body, with the headers of an envelope alone.
    ///
    /// # Errors
    /// The endpoint cannot be connected to, or the action cannot stand in a header.
    pub(super) fn parts(&self, endpoint: &str, head: Head<'_>) -> Result<Parts, RequestError> {
        let (known, uri) = match self.0.endpoint.get() {
            Some(known) => known,
            None => {
                let uri = parse(endpoint)?;
                // Another call may have been quicker, with the same or with another.
                self.0.endpoint.get_or_init(|| (endpoint.to_owned(), uri))
            }
        };
        let heads = self.0.heads.read().unwrap_or_else(PoisonError::into_inner);
        let is_it = |known: &&KnownHead| {
            (known.version, known.has_parameter) == (head.version, head.has_parameter)
                && known.action == head.action
        };
        let mut parts = match heads.iter().find(is_it) {
            Some(known) => known.parts.clone(),
            None => {
                drop(heads);
                self.add(uri, head)?
            }
        };
        if known != endpoint {
            parts.uri = parse(endpoint)?;
        }
        Ok(parts)
    }

    /// Makes a request to the endpoint that is known, and keeps it.
    #[cold]
    fn add(&self, uri: &Uri, head: Head<'_>) -> Result<Parts, RequestError> {
        let parameter = head.parameter()?;
        let content_type = content_type(head.version, parameter.as_deref());
        let (mut parts, ()) = http::Request::new(()).into_parts();
        parts.method = Method::POST;
        parts.uri = uri.clone();
        parts.headers = head.headers(&content_type, false)?;
        let mut heads = self.0.heads.write().unwrap_or_else(PoisonError::into_inner);
        if heads.len() < MAX_HEADS {
            heads.push(KnownHead {
                action: head.action.to_owned(),
                version: head.version,
                has_parameter: head.has_parameter,
                parts: parts.clone(),
            });
        }
        Ok(parts)
    }
}

/// What is known follows from what was asked, so that it makes no difference.
impl PartialEq for Known {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Known {}

opaque!(Known);

/// The endpoint as a URI that can be connected to.
fn parse(endpoint: &str) -> Result<Uri, RequestError> {
    let problem = |problem| RequestError::Endpoint { problem };
    if endpoint.is_empty() {
        return Err(problem("there is none: the WSDL gives no address"));
    }
    let Ok(uri) = endpoint.trim().parse::<Uri>() else {
        return Err(problem("it is no URL"));
    };
    if !matches!(uri.scheme_str(), Some("http" | "https")) {
        return Err(problem("it is neither an http nor an https URL"));
    }
    let Some(authority) = uri.authority() else {
        return Err(problem("it names no host"));
    };
    if authority.host().is_empty() {
        return Err(problem("it names no host"));
    }
    if authority.as_str().contains('@') {
        return Err(problem(
            "it holds a user name or password; use the transport's settings for them",
        ));
    }
    Ok(uri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_is_no_endpoint() {
        for bad in [
            "",
            "/path",
            "example.com",
            "ftp://example.com/",
            "file:///etc/passwd",
            "https://user:pw@example.com/",
            "http://",
            "https://exa mple.com/",
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
        assert!(parse("http://127.0.0.1:8080/a?b=c").is_ok());
        assert!(parse("https://[::1]/").is_ok());
    }

    #[test]
    fn another_endpoint_is_not_taken_for_the_known_one() {
        let head = Head {
            action: "urn:a",
            version: SoapVersion::V11,
            has_parameter: true,
        };
        let known = Known::default();
        assert!(known.parts("nowhere", head).is_err());
        for endpoint in [
            "https://a.example/x",
            "https://b.example/",
            "https://a.example/x",
        ] {
            assert_eq!(known.parts(endpoint, head).unwrap().uri, endpoint);
            assert_eq!(&*known.shown(endpoint), shown_url(endpoint));
        }
        assert!(known.clone().parts("nowhere", head).is_err());
    }

    #[test]
    fn headers_are_those_of_their_action_and_version() {
        use crate::soap::SoapVersion::{V11, V12};

        let known = Known::default();
        for _ in 0..2 {
            for (action, version, has_parameter, content_type) in [
                ("urn:a", V11, true, "text/xml; charset=utf-8"),
                ("urn:b", V11, true, "text/xml; charset=utf-8"),
                (
                    "urn:a",
                    V12,
                    true,
                    "application/soap+xml; charset=utf-8; action=\"urn:a\"",
                ),
                ("urn:a", V12, false, "application/soap+xml; charset=utf-8"),
            ] {
                let head = Head {
                    action,
                    version,
                    has_parameter,
                };
                let headers = known.parts("https://a.example/", head).unwrap().headers;
                assert_eq!(headers["content-type"], content_type);
                let soap_action = headers
                    .get("soapaction")
                    .map(|value| value.to_str().unwrap());
                let expected = (version == V11).then(|| format!("\"{action}\""));
                assert_eq!(soap_action, expected.as_deref());
            }
        }
    }
}
