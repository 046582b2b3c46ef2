//! [`KnownEndpoint`]: where requests go, parsed once for all that go there.
//!
//! In: an endpoint as a caller or a WSDL writes it. Out: a URI that can be connected to.

use std::fmt;
use std::sync::{Arc, OnceLock};

use http::Uri;

use crate::soap::RequestError;

/// The first endpoint that was asked for, and what it is as a URI. Clones share it.
#[derive(Clone, Default)]
pub(crate) struct KnownEndpoint(Arc<OnceLock<(String, Uri)>>);

impl KnownEndpoint {
    /// The endpoint as a URI.
    ///
    /// # Errors
    /// It cannot be connected to.
    pub(super) fn uri(&self, endpoint: &str) -> Result<Uri, RequestError> {
        match self.0.get() {
            Some((known, uri)) if known == endpoint => Ok(uri.clone()),
            Some(_) => parse(endpoint),
            None => {
                let uri = parse(endpoint)?;
                // Another call may have been quicker, with the same or with another.
                let _ = self.0.set((endpoint.to_owned(), uri.clone()));
                Ok(uri)
            }
        }
    }
}

/// What is known follows from what was asked, so that it makes no difference.
impl PartialEq for KnownEndpoint {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for KnownEndpoint {}

impl fmt::Debug for KnownEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KnownEndpoint(..)")
    }
}

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
        let known = KnownEndpoint::default();
        assert!(known.uri("nowhere").is_err());
        for endpoint in [
            "https://a.example/x",
            "https://b.example/",
            "https://a.example/x",
        ] {
            assert_eq!(known.uri(endpoint).unwrap(), endpoint);
        }
        assert!(known.clone().uri("nowhere").is_err());
    }
}
