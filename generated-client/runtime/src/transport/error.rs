//! [`TransportError`]: why there is no whole answer.

use std::error::Error;
use std::fmt;

use crate::bounded::{ERROR_BYTES, debug_bounded, write_bounded};

/// Why there is no whole answer. Holds neither the request nor the URL.
///
/// `Display` says the kind, and the message or else the innermost cause.
pub struct TransportError {
    kind: TransportErrorKind,
    message: Option<String>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// What kind of failure a [`TransportError`] is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection: the name is unknown, the host refuses or does not answer in the time to connect. The request
    /// was not sent.
    Connect,
    /// The connection is not safe: a certificate is not valid or not trusted. The request was not sent.
    Tls,
    /// The time ran out. Whether the server has taken the request is not known.
    Timeout,
    /// The body of the answer is greater than allowed.
    BodyTooLarge,
    /// The connection broke, or what came over it is not HTTP. Whether the server has taken the request is not known.
    Io,
    /// The URL cannot be called. The request was not sent.
    InvalidUrl,
    /// The transport cannot be used as it is set up. The request was not sent.
    Setup,
}

impl TransportError {
    /// An error without more to say.
    pub fn new(kind: TransportErrorKind) -> Self {
        Self {
            kind,
            message: None,
            source: None,
        }
    }

    /// The body of the answer has more than `max` bytes.
    pub fn too_large(max: usize) -> Self {
        Self::new(TransportErrorKind::BodyTooLarge).with_message(format!(
            "more than {max} bytes; `Limits::bytes` (`with_limits`) allows more"
        ))
    }

    /// The same with what happened, in a few words without secrets.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<String>) -> Self {
        self.message = Some(message.into());
        self
    }

    /// The same with its cause.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What kind of failure it is.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether there was no connection.
    pub fn is_connect(&self) -> bool {
        self.kind == TransportErrorKind::Connect
    }

    /// Whether the time ran out.
    pub fn is_timeout(&self) -> bool {
        self.kind == TransportErrorKind::Timeout
    }

    /// Whether it is certain that the server has not seen the request, so that it can be sent again.
    pub fn is_unsent(&self) -> bool {
        match self.kind {
            TransportErrorKind::Connect
            | TransportErrorKind::Tls
            | TransportErrorKind::InvalidUrl
            | TransportErrorKind::Setup => true,
            TransportErrorKind::Timeout
            | TransportErrorKind::BodyTooLarge
            | TransportErrorKind::Io => false,
        }
    }
}

impl TransportError {
    /// The innermost cause: the others only say where it happened.
    fn innermost(&self) -> Option<&(dyn Error + 'static)> {
        std::iter::successors(self.source(), |error: &&(dyn Error + 'static)| {
            (*error).source()
        })
        .last()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "cannot connect",
            TransportErrorKind::Tls => "no safe connection",
            TransportErrorKind::Timeout => "timeout",
            TransportErrorKind::BodyTooLarge => "the answer is too large",
            TransportErrorKind::Io => "the connection failed",
            TransportErrorKind::InvalidUrl => "the URL cannot be called",
            TransportErrorKind::Setup => "the transport is not usable",
        })?;
        match (&self.message, self.innermost()) {
            (Some(message), _) => write_bounded(f, ERROR_BYTES / 2, format_args!(": {message}")),
            (None, Some(cause)) => write_bounded(f, ERROR_BYTES / 2, format_args!(": {cause}")),
            (None, None) => Ok(()),
        }
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_bounded(f, |f| {
            f.debug_struct("TransportError")
                .field("kind", &self.kind)
                .field("message", &self.message)
                .field("source", &self.source)
                .finish()
        })
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.source {
            Some(source) => Some(&**source),
            None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_says_what_became_of_the_request() {
        use TransportErrorKind::{BodyTooLarge, Connect, InvalidUrl, Io, Setup, Timeout, Tls};
        for kind in [Connect, Tls, InvalidUrl, Setup, Timeout, BodyTooLarge, Io] {
            let error = TransportError::new(kind);
            assert_eq!(error.is_timeout(), kind == Timeout, "{kind:?}");
            assert_eq!(error.is_connect(), kind == Connect, "{kind:?}");
            let is_unsent = [Connect, Tls, InvalidUrl, Setup].contains(&kind);
            assert_eq!(error.is_unsent(), is_unsent, "{kind:?}");
        }
    }
}
