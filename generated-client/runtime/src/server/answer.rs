//! [`Answer`]: what a method of a service gives.

use std::fmt;

use crate::record::slot::Member;
use crate::soap::{Fault, FaultKind, Incoming, Operation};

/// What a service answers to operation `O`: a body with header blocks.
#[must_use]
pub struct Answer<O: Operation> {
    /// The body.
    pub body: O::Response,
    /// The header blocks; none by default.
    pub headers: O::ResponseHeaders,
}

/// What became of a request: an answer, or a fault.
pub type Handled<O> = Result<Answer<O>, Box<Fault<<O as Operation>::Fault>>>;

impl<O: Operation> Answer<O> {
    /// An answer without header blocks.
    pub fn new(body: O::Response) -> Self {
        Self {
            body,
            headers: O::ResponseHeaders::blank(),
        }
    }

    /// The same with these header blocks.
    pub fn with_headers(mut self, headers: O::ResponseHeaders) -> Self {
        self.headers = headers;
        self
    }
}

impl<O: Operation> Clone for Answer<O> {
    fn clone(&self) -> Self {
        Self {
            body: self.body.clone(),
            headers: self.headers.clone(),
        }
    }
}

impl<O: Operation> fmt::Debug for Answer<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("body", &self.body)
            .field("headers", &self.headers)
            .finish()
    }
}

impl<O: Operation> Incoming<O> {
    /// A fault in answer to this request, in its version of SOAP.
    ///
    /// [`FaultKind::Sender`] is the caller's mistake, [`FaultKind::Receiver`] the service's own.
    /// A declared detail is added by [`Fault::with_detail`].
    pub fn fault(&self, kind: FaultKind, reason: impl Into<String>) -> Box<Fault<O::Fault>> {
        Box::new(Fault::new(self.version, kind, reason))
    }
}
