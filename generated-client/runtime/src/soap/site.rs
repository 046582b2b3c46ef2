//! [`Located`]: an error, and the call that it ended.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// An error, and the call that it ended.
///
/// Everything of the error is within reach as if this were it.
#[derive(Clone)]
pub struct Located<E> {
    pub(super) site: CallSite,
    error: E,
}

/// Which call an error ended.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct CallSite {
    /// The operation's name in the WSDL; empty where it is not known.
    pub operation: &'static str,
    /// The URL that was called, without user information, query and fragment; `None` where it is not known.
    pub endpoint: Option<Arc<str>>,
}

impl CallSite {
    pub(crate) fn new(operation: &'static str, endpoint: Option<Arc<str>>) -> Self {
        Self {
            operation,
            endpoint,
        }
    }
}

/// What stands before the message of an error: `` `Buy` at https://shop.example/: ``.
impl fmt::Display for CallSite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.operation, &self.endpoint) {
            ("", None) => Ok(()),
            ("", Some(endpoint)) => write!(f, "{endpoint}: "),
            (operation, None) => write!(f, "`{operation}`: "),
            (operation, Some(endpoint)) => write!(f, "`{operation}` at {endpoint}: "),
        }
    }
}

impl<E> Located<E> {
    /// The error by itself.
    pub fn into_inner(self) -> E {
        self.error
    }
}

/// Of a call that is not known yet.
impl<E> From<E> for Located<E> {
    fn from(error: E) -> Self {
        Self {
            site: CallSite::default(),
            error,
        }
    }
}

impl<E> Deref for Located<E> {
    type Target = E;

    fn deref(&self) -> &E {
        &self.error
    }
}

impl<E: fmt::Debug> fmt::Debug for Located<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl<E: fmt::Display> fmt::Display for Located<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

/// A URL or path without what may be secret in it: user information, query and fragment.
pub(crate) fn shown_url(url: &str) -> String {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let url = &url[..end];
    match (url.find("://"), url.rfind('@')) {
        (Some(scheme), Some(at)) if at > scheme => {
            format!("{}://{}", &url[..scheme], &url[at + 1..])
        }
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_no_secrets_of_a_url() {
        assert_eq!(shown_url("/login?ticket=x#y"), "/login");
        assert_eq!(
            shown_url("https://u:p@example.com/a?b"),
            "https://example.com/a"
        );
    }
}
