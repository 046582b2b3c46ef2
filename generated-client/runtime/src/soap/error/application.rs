//! [`Application`]: a failure that the server reports in a header block of an answer without a fault.

use std::any::Any;
use std::error::Error;
use std::fmt;

use http::StatusCode;

use crate::bounded::{cut, debug_bounded};
use crate::soap::NoHeaders;
use crate::soap::excerpt::Escaped;
use crate::xml::{DecodeError, Deviation};

/// Bytes of a message that `Display` shows.
const MESSAGE_SHOWN: usize = 1 << 10;

/// A failure that the server reports in a header block of an answer without a fault.
#[non_exhaustive]
pub struct Application<H = NoHeaders> {
    /// The header block that says so: its local name.
    pub field: &'static str,
    /// What the server says of it, where the settings of the capture say where that stands (`message` in `[[failure]]`).
    pub message: Option<String>,
    /// All header blocks of the answer.
    pub headers: H,
    /// The HTTP status.
    pub status: StatusCode,
    /// Where the answer departs from the schema.
    pub deviations: Vec<Deviation>,
    /// Why the body beside the failure cannot be read, if it cannot.
    pub cause: Option<DecodeError>,
    body: Box<dyn ApplicationBody>,
}

impl<H> Application<H> {
    pub(in crate::soap) fn new(
        (field, message): (&'static str, Option<String>),
        headers: H,
        status: StatusCode,
        body: impl ApplicationBody,
    ) -> Self {
        Self {
            field,
            message,
            headers,
            status,
            deviations: Vec::new(),
            cause: None,
            body: Box::new(body),
        }
    }

    /// The body that came with the failure, if it is a `B`: the response type of the operation.
    pub fn body<B: Any>(&self) -> Option<&B> {
        let body: &dyn Any = &*self.body;
        body.downcast_ref()
    }
}

impl<H> fmt::Display for Application<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = self.field;
        write!(
            f,
            "the server reports a failure in its header block `{field}`"
        )?;
        match &self.message {
            Some(message) => write!(f, ": {}", Escaped(cut(message.trim(), MESSAGE_SHOWN))),
            None => Ok(()),
        }
    }
}

impl<H: fmt::Debug> fmt::Debug for Application<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_bounded(f, |f| {
            f.debug_struct("Application")
                .field("field", &self.field)
                .field("message", &self.message)
                .field("status", &self.status)
                .field("headers", &self.headers)
                .field("cause", &self.cause)
                .field("deviations", &self.deviations)
                .field("body", &self.body)
                .finish()
        })
    }
}

impl<H: fmt::Debug> Error for Application<H> {}

/// What the body of an [`Application`] failure can be.
pub trait ApplicationBody: Any + fmt::Debug + Send + Sync {}

impl<T: Any + fmt::Debug + Send + Sync> ApplicationBody for T {}
