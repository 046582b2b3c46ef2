//! [`BlockingHttpTransport`]: [`HttpTransport`] for programs without an asynchronous runtime.

use std::fmt;

use bytes::Bytes;
use tokio::runtime::{Builder, Handle, Runtime};

use crate::transport::{
    BlockingTransport, CallContext, HttpTransport, Transport, TransportError, TransportErrorKind,
};

/// HTTP that blocks the calling thread; everything else is as in [`HttpTransport`].
///
/// Brings a small runtime of its own. Inside an asynchronous runtime, calls give an error instead of blocking it.
pub struct BlockingHttpTransport {
    inner: HttpTransport,
    /// `None` only while it is dropped, or if the system refused it.
    runtime: Option<Runtime>,
}

impl BlockingHttpTransport {
    /// A transport with the defaults.
    pub fn new() -> Self {
        Self::from(HttpTransport::new())
    }
}

impl Default for BlockingHttpTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl From<HttpTransport> for BlockingHttpTransport {
    fn from(inner: HttpTransport) -> Self {
        Self {
            inner,
            runtime: Builder::new_current_thread().enable_all().build().ok(),
        }
    }
}

impl BlockingTransport for BlockingHttpTransport {
    fn send_blocking(
        &self,
        request: http::Request<Bytes>,
        context: &CallContext,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let setup = |message| TransportError::new(TransportErrorKind::Setup).with_message(message);
        if Handle::try_current().is_ok() {
            return Err(setup("a blocking call inside an asynchronous runtime"));
        }
        let Some(runtime) = &self.runtime else {
            return Err(setup("the system refused a runtime"));
        };
        runtime.block_on(self.inner.send(request, context))
    }
}

impl Drop for BlockingHttpTransport {
    fn drop(&mut self) {
        // Dropping a runtime inside another one would panic.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl fmt::Debug for BlockingHttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BlockingHttpTransport")
            .field(&self.inner)
            .finish()
    }
}
