//! [`UnreadableAnswer`]: an answer that says it is a success and cannot be read, with what there is of it.

use std::any::Any;
use std::error::Error;
use std::fmt;
use std::ops::Deref;

use bytes::Bytes;
use http::StatusCode;

use crate::bounded::cut;
use crate::soap::ApplicationBody;
use crate::soap::excerpt::Escaped;
use crate::xml::{DecodeError, Deviation};

/// An answer that says that it is a success, but cannot be read.
///
/// It is the [`DecodeError`] that says why, with the answer as it came and what was read before.
#[non_exhaustive]
pub struct UnreadableAnswer {
    /// Why it cannot be read.
    pub error: DecodeError,
    /// The HTTP status; `None` if there was no HTTP message.
    pub status: Option<StatusCode>,
    /// The `Content-Encoding` that the answer still has, if there is one.
    pub content_encoding: Option<String>,
    /// The whole answer as it came, at most as many bytes as the limits allow. It holds what the server sent, secrets
    /// included, and is not shown.
    pub raw: Bytes,
    /// Where the answer departs from the schema, as far as it was read.
    pub deviations: Vec<Deviation>,
    body: Option<Box<dyn ApplicationBody>>,
}

impl UnreadableAnswer {
    /// What was read of the body, if it is a `B`: the response type of the operation. Members that were not reached are
    /// blank: no text, no items, zero, the first of the alternatives. Nothing of it is to be trusted where
    /// [`DecodeError::path`] does not say how far reading came.
    pub fn partial_body<B: Any>(&self) -> Option<&B> {
        let body: &dyn Any = &**self.body.as_ref()?;
        body.downcast_ref()
    }

    /// The same with what was read of the body.
    pub(super) fn with_body(mut self, body: impl ApplicationBody) -> Self {
        self.body = Some(Box::new(body));
        self
    }
}

impl From<DecodeError> for UnreadableAnswer {
    fn from(error: DecodeError) -> Self {
        Self {
            error,
            status: None,
            content_encoding: None,
            raw: Bytes::new(),
            deviations: Vec::new(),
            body: None,
        }
    }
}

impl Deref for UnreadableAnswer {
    type Target = DecodeError;

    fn deref(&self) -> &DecodeError {
        &self.error
    }
}

impl fmt::Display for UnreadableAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)?;
        match &self.content_encoding {
            Some(encoding) => {
                let encoding = Escaped(cut(encoding, 200));
                write!(f, ", in a body of Content-Encoding {encoding}")
            }
            None => Ok(()),
        }
    }
}

impl fmt::Debug for UnreadableAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnreadableAnswer")
            .field("error", &self.error)
            .field("status", &self.status)
            .field(
                "content_encoding",
                &self.content_encoding.as_deref().map(|text| cut(text, 200)),
            )
            .field("raw", &format_args!("{} bytes", self.raw.len()))
            .field("deviations", &self.deviations.len())
            .finish_non_exhaustive()
    }
}

impl Error for UnreadableAnswer {}
