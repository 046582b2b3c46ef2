//! [`TowerTransport`] and [`TransportService`]: every `tower` service as a transport, and every transport as a service, so
//! that timeouts, retries, limits and balancing come from there.

use std::error::Error;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tower_service::Service;

use crate::opaque::opaque;
use crate::transport::{Answered, CallContext, Transport, TransportError, TransportErrorKind};
use crate::xml::Limits;

type BoxError = Box<dyn Error + Send + Sync>;
type Classify = dyn Fn(&(dyn Error + 'static)) -> TransportErrorKind + Send + Sync;

/// A `tower` service as a transport.
///
/// The request that the service gets has what is called ([`CallInfo`](crate::CallInfo)) and the [`CallContext`] in its
/// extensions. The time of the call is for the service to keep to: [`TransportService`] does.
#[must_use]
pub struct TowerTransport<S> {
    service: Mutex<S>,
    classify: Arc<Classify>,
}

impl<S> TowerTransport<S> {
    /// The transport over `service`, which is cloned for every call.
    ///
    /// An error that is no [`TransportError`] has kind [`TransportErrorKind::Io`].
    pub fn new(service: S) -> Self {
        Self {
            service: Mutex::new(service),
            classify: Arc::new(|_| TransportErrorKind::Io),
        }
    }

    /// The same where `classify` says of which kind the errors of layers are, e.g. that `tower::timeout::error::Elapsed` is
    /// [`TransportErrorKind::Timeout`].
    pub fn with_kinds(
        mut self,
        classify: impl Fn(&(dyn Error + 'static)) -> TransportErrorKind + Send + Sync + 'static,
    ) -> Self {
        self.classify = Arc::new(classify);
        self
    }

    fn error(&self, error: impl Into<BoxError>) -> TransportError {
        match error.into().downcast::<TransportError>() {
            Ok(error) => *error,
            Err(error) => TransportError::new((self.classify)(&*error)).with_source(error),
        }
    }
}

impl<S> Transport for TowerTransport<S>
where
    S: Service<Request<Bytes>, Response = Response<Bytes>> + Clone + Send,
    S::Error: Into<BoxError> + Send,
    S::Future: Send,
{
    async fn send(&self, mut request: Request<Bytes>, context: &CallContext) -> Answered<Bytes> {
        request.extensions_mut().insert(context.clone());
        let service = self.service.lock().map(|service| service.clone());
        let mut service = service.unwrap_or_else(|poisoned| poisoned.into_inner().clone());
        let ready = poll_fn(|context| service.poll_ready(context)).await;
        ready.map_err(|error| self.error(error))?;
        let response = service.call(request).await;
        context.within(response.map_err(|error| self.error(error))?)
    }
}

impl<S: Clone> Clone for TowerTransport<S> {
    fn clone(&self) -> Self {
        let service = self.service.lock().unwrap_or_else(PoisonError::into_inner);
        Self {
            service: Mutex::new(service.clone()),
            classify: Arc::clone(&self.classify),
        }
    }
}

opaque!(TowerTransport<S>);

/// A transport as a `tower` service. Clones share it.
///
/// It keeps to the [`CallContext`] in the extensions of a request; without one a call has 60 s and the limits of answers.
#[derive(Debug)]
pub struct TransportService<T>(Arc<T>);

impl<T> TransportService<T> {
    /// The service over `transport`.
    pub fn new(transport: T) -> Self {
        Self(Arc::new(transport))
    }
}

impl<T> Clone for TransportService<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T: Transport + 'static> Service<Request<Bytes>> for TransportService<T> {
    type Response = Response<Bytes>;
    type Error = TransportError;
    type Future = Pin<Box<dyn Future<Output = Answered<Bytes>> + Send>>;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Bytes>) -> Self::Future {
        let transport = Arc::clone(&self.0);
        let context = request.extensions().get::<CallContext>().cloned();
        let context = context
            .unwrap_or_else(|| CallContext::new(Duration::from_secs(60), Limits::response().bytes));
        Box::pin(async move { transport.send(request, &context).await })
    }
}
