//! [`HttpTransport`]: HTTP/1.1, and HTTP/2 where asked for, over hyper and rustls.

mod connect;
mod link;

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::{Request, Response};
use http_body::{Body as _, Frame, SizeHint};
use hyper::body::Incoming;
use hyper_util::client::legacy;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tokio::time::{sleep, timeout};

use super::builder::{CONNECT_TIMEOUT, HttpTransportBuilder};
use super::coding::{self, Accepted};
use super::made::Made;
use super::tls;
use super::unpacking::{Unpacking, unpacked};
use crate::transport::body::join;
use crate::transport::{
    Answered, Body, CallContext, Piece, Transport, TransportError, TransportErrorKind,
};
use connect::{Connector, Proxies};

/// HTTP with cookies, deadlines and limits.
///
/// - TLS certificates are verified against the system's roots and those that the builder is given.
/// - Cookies are kept per transport and host: clones share them, two transports made separately do not. A cookie goes to no
///   other host than that which gave it, whatever its `Domain` says.
/// - Redirects are not followed and requests are not repeated: a request may hold credentials.
/// - Proxies named in the environment are not used unless [`HttpTransportBuilder::environment_proxies`] says so.
/// - Answers are asked for and read in the compressions whose features are on; limits count what is unpacked.
///
/// Cloning is cheap and shares the connections.
#[derive(Clone)]
pub struct HttpTransport(Made<Carrier>);

#[derive(Clone)]
struct Carrier {
    client: legacy::Client<Connector, Outgoing>,
    proxies: Proxies,
}

impl HttpTransportBuilder {
    /// Makes the transport for programs with a runtime of tokio.
    pub fn build(self) -> HttpTransport {
        HttpTransport(Made::new(self, carrier))
    }
}

impl HttpTransport {
    /// A transport with the defaults.
    ///
    /// If the system offers no root certificates, calls to https endpoints give an error that says so.
    pub fn new() -> Self {
        Self::builder().build()
    }

    /// A transport with settings of your own.
    pub fn builder() -> HttpTransportBuilder {
        HttpTransportBuilder::default()
    }

    /// Sends `request`, once more where the server asks who we are, and gives the answer whose body has not been read.
    async fn open(
        &self,
        mut request: Request<Body>,
        max_body: usize,
        accepted: Accepted,
    ) -> Answered<Incoming> {
        let carrier = self.0.carrier(request.uri())?;
        let extras = &self.0.extras;
        extras.dress(&mut request, accepted);
        carrier.proxies.dress(&mut request);
        let copy = extras.copy(&request);
        let mut response = self.start(carrier, request).await?;
        let head = (response.status(), response.headers());
        if let Some(request) = extras.challenged(copy, head) {
            // What is read to its end leaves the connection to the next request.
            let body = response.body_mut();
            let _ = join(|context| poll_piece(body, context), max_body).await;
            response = self.start(carrier, request).await?;
        }
        Ok(response)
    }

    async fn start(&self, carrier: &Carrier, request: Request<Body>) -> Answered<Incoming> {
        let uri = request.uri().clone();
        let response = carrier.client.request(request.map(Outgoing)).await;
        let response = response.map_err(transport_error)?;
        self.0.extras.cookies.keep(&uri, response.headers());
        Ok(response)
    }
}

/// A body for hyper.
struct Outgoing(Body);

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let piece = ready!(self.0.poll_piece(context));
        Poll::Ready(piece.map(|bytes| bytes.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.0.as_bytes().is_some_and(Bytes::is_empty)
    }

    fn size_hint(&self) -> SizeHint {
        match self.0.as_bytes() {
            Some(bytes) => SizeHint::with_exact(bytes.len() as u64),
            None => SizeHint::default(),
        }
    }
}

/// The next piece of the body of an answer; `None` at its end.
fn poll_piece(body: &mut Incoming, context: &mut Context<'_>) -> Poll<Piece> {
    let frame = ready!(Pin::new(body).poll_frame(context));
    Poll::Ready(frame.map(|frame| match frame {
        Ok(frame) => Ok(frame.into_data().unwrap_or_default()),
        Err(error) => Err(TransportError::new(TransportErrorKind::Io).with_source(error)),
    }))
}

impl Default for HttpTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.show(f, "HttpTransport")
    }
}

fn carrier(settings: HttpTransportBuilder) -> Result<(Carrier, Option<String>), String> {
    let proxies = Proxies::of(&settings)?;
    #[cfg(feature = "http2")]
    let has_http2 = settings.http2;
    #[cfg(not(feature = "http2"))]
    let has_http2 = false;
    let protocols: &[&str] = match has_http2 {
        true => &["h2", "http/1.1"],
        false => &["http/1.1"],
    };
    let tls = tls::config(settings.trust, protocols).map_err(|error| error.to_string())?;
    let timeout = settings.connect_timeout.unwrap_or(CONNECT_TIMEOUT);
    let connector = Connector::new(tls.config, proxies.clone(), timeout, settings.title_case);
    let client = legacy::Client::builder(TokioExecutor::new())
        .pool_timer(TokioTimer::new())
        .timer(TokioTimer::new())
        .build(connector);
    Ok((Carrier { client, proxies }, tls.problem))
}

impl Transport for HttpTransport {
    async fn send(&self, request: Request<Bytes>, context: &CallContext) -> Answered<Bytes> {
        let max = context.max_body;
        let exchange = async {
            let request = request.map(Body::from);
            let response = self.open(request, max, Accepted::Whole).await?;
            let (parts, mut body) = response.into_parts();
            let body = join(|context| poll_piece(&mut body, context), max).await?;
            Ok(Response::from_parts(parts, body))
        };
        let answer = timeout(context.timeout, exchange).await;
        let mut response = answer.unwrap_or_else(|_| Err(context.out_of_time()))?;
        coding::unpack(&mut response, max)?;
        Ok(response)
    }

    async fn send_streaming(
        &self,
        request: Request<Body>,
        context: &CallContext,
    ) -> Answered<Body> {
        let mut time = Box::pin(sleep(context.timeout));
        let open = self.open(request, context.max_body, Accepted::Pieces);
        let answer = timeout(context.timeout, open).await;
        let mut response = answer.unwrap_or_else(|_| Err(context.out_of_time()))?;
        let unpacking = Unpacking::of(response.headers_mut())?;
        let call = context.clone();
        Ok(response.map(|mut body| {
            unpacked(unpacking, move |context| {
                match time.as_mut().poll(context) {
                    Poll::Ready(()) => Poll::Ready(Some(Err(call.out_of_time()))),
                    Poll::Pending => poll_piece(&mut body, context),
                }
            })
        }))
    }
}

fn transport_error(error: legacy::Error) -> TransportError {
    let kind = match error.is_connect() {
        true if is_tls(&error) => TransportErrorKind::Tls,
        true => TransportErrorKind::Connect,
        // Whatever broke, TLS as well: the request may be with the server by now.
        false => TransportErrorKind::Io,
    };
    TransportError::new(kind).with_source(error)
}

/// Whether a cause is one of rustls. IO errors hide what they wrap from `source()`.
fn is_tls(error: &legacy::Error) -> bool {
    let mut next: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(cause) = next {
        if cause.is::<rustls::Error>() {
            return true;
        }
        next = match cause
            .downcast_ref::<std::io::Error>()
            .and_then(|io| io.get_ref())
        {
            Some(inner) => Some(inner),
            None => cause.source(),
        };
    }
    false
}
