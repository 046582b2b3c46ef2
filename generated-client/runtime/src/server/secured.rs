//! [`Secured`]: an endpoint whose messages are protected.

use bytes::Bytes;

use crate::server::Endpoint;
use crate::soap::IncomingError;
use crate::ws_security::Security;

use super::dispatch::{refused, unprotected};

/// An endpoint behind WS-Security: it gets what is left of requests that are believed, and its answers are protected.
///
/// What is known of a request is in [`Incoming::verified`](crate::Incoming::verified). What is not believed is answered
/// with a fault that does not say why. What the contract's policy asks is to be said in the [`Security`].
#[derive(Clone, Debug)]
pub struct Secured<E> {
    endpoint: E,
    security: Security,
}

impl<E: Endpoint> Secured<E> {
    /// This endpoint behind this security.
    pub fn new(endpoint: E, security: Security) -> Self {
        Self { endpoint, security }
    }
}

impl<E: Endpoint> Endpoint for Secured<E> {
    async fn handle(&self, request: http::Request<Bytes>) -> http::Response<Bytes> {
        let (mut request, verified) = match self.security.open_request(request) {
            Ok(opened) => opened,
            Err(error) => return refused(&IncomingError::Security(error)),
        };
        request.extensions_mut().insert(verified.clone());
        let response = self.endpoint.handle(request).await;
        let protected = self
            .security
            .protect_answer(response, None, Some(&verified));
        protected.unwrap_or_else(|_| unprotected())
    }
}
