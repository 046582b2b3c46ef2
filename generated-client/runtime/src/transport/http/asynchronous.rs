//! [`HttpTransport`]: HTTP/1.1, and HTTP/2 where asked for, over hyper and rustls.

mod connect;
mod link;

use std::error::Error;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use http_body::{Body as _, Frame, SizeHint};
use hyper::body::Incoming;
use hyper_util::client::legacy;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tokio::time::{Sleep, sleep, timeout};

use super::builder::{CONNECT_TIMEOUT, HttpTransportBuilder};
use super::coding::{self, Accepted};
use super::extras::Extras;
use super::tls;
use super::unpacking::Unpacking;
use crate::transport::{Body, CallContext, Transport, TransportError, TransportErrorKind};
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
pub struct HttpTransport {
    client: Result<legacy::Client<Connector, Outgoing>, String>,
    proxies: Proxies,
    /// Why https cannot work.
    tls_problem: Option<String>,
    extras: Extras,
}

impl HttpTransportBuilder {
    /// Makes the transport for programs with a runtime of tokio.
    pub fn build(self) -> HttpTransport {
        self.into()
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
        mut request: http::Request<Body>,
        max_body: usize,
        accepted: Accepted,
    ) -> Result<http::Response<Incoming>, TransportError> {
        let setup =
            |problem: &String| TransportError::new(TransportErrorKind::Setup).with_message(problem);
        let client = self.client.as_ref().map_err(setup)?;
        if let Some(problem) = &self.tls_problem
            && request.uri().scheme_str() == Some("https")
        {
            return Err(setup(problem));
        }
        self.extras.dress(&mut request, accepted);
        self.proxies.dress(&mut request);
        let copy = self.extras.copy(&request);
        let mut response = self.start(client, request).await?;
        let head = (response.status(), response.headers());
        if let Some(request) = self.extras.challenged(copy, head) {
            // What is read to its end leaves the connection to the next request.
            let mut n_bytes = 0;
            while let (Some(Ok(piece)), true) =
                (piece(response.body_mut()).await, n_bytes < max_body)
            {
                n_bytes += piece.len();
            }
            response = self.start(client, request).await?;
        }
        Ok(response)
    }

    async fn start(
        &self,
        client: &legacy::Client<Connector, Outgoing>,
        request: http::Request<Body>,
    ) -> Result<http::Response<Incoming>, TransportError> {
        let uri = request.uri().clone();
        let response = client.request(request.map(Outgoing)).await;
        let response = response.map_err(transport_error)?;
        self.extras.cookies.keep(&uri, response.headers());
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
async fn piece(body: &mut Incoming) -> Option<Result<Bytes, TransportError>> {
    poll_fn(|context| poll_piece(body, context)).await
}

fn poll_piece(
    body: &mut Incoming,
    context: &mut Context<'_>,
) -> Poll<Option<Result<Bytes, TransportError>>> {
    let frame = ready!(Pin::new(body).poll_frame(context));
    Poll::Ready(frame.map(|frame| match frame {
        Ok(frame) => Ok(frame.into_data().unwrap_or_default()),
        Err(error) => Err(TransportError::new(TransportErrorKind::Io).with_source(error)),
    }))
}

/// The body of an answer as it arrives, until the time is over.
fn incoming(mut body: Incoming, mut unpacking: Unpacking, mut time: Pin<Box<Sleep>>) -> Body {
    let mut has_ended = false;
    Body::from_poll(move |context| {
        loop {
            match unpacking.next() {
                Ok(Some(piece)) => return Poll::Ready(Some(Ok(piece))),
                Ok(None) if has_ended => return Poll::Ready(None),
                Ok(None) => {}
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
            if time.as_mut().poll(context).is_ready() {
                return Poll::Ready(Some(Err(out_of_time())));
            }
            match ready!(poll_piece(&mut body, context)) {
                Some(Ok(piece)) => unpacking.push(piece),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => {
                    has_ended = true;
                    return Poll::Ready(unpacking.finish().transpose());
                }
            }
        }
    })
}

impl Default for HttpTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransport")
            .field("extras", &self.extras)
            .field("is_usable", &self.client.is_ok())
            .finish()
    }
}

impl From<HttpTransportBuilder> for HttpTransport {
    fn from(builder: HttpTransportBuilder) -> Self {
        let extras = builder.extras.clone();
        let made = Proxies::of(&builder).and_then(|proxies| {
            let (client, tls_problem) = client(builder, proxies.clone())?;
            Ok((client, tls_problem, proxies))
        });
        let (client, tls_problem, proxies) = match made {
            Ok((client, tls_problem, proxies)) => (Ok(client), tls_problem, proxies),
            Err(problem) => (Err(problem), None, Proxies::default()),
        };
        Self {
            client,
            proxies,
            tls_problem,
            extras,
        }
    }
}

type Made = (legacy::Client<Connector, Outgoing>, Option<String>);

fn client(settings: HttpTransportBuilder, proxies: Proxies) -> Result<Made, String> {
    if let Some(problem) = settings.problem {
        return Err(problem);
    }
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
    let connector = Connector::new(tls.config, proxies, timeout, settings.title_case);
    let client = legacy::Client::builder(TokioExecutor::new())
        .pool_timer(TokioTimer::new())
        .timer(TokioTimer::new())
        .build(connector);
    Ok((client, tls.problem))
}

impl Transport for HttpTransport {
    async fn send(
        &self,
        request: http::Request<Bytes>,
        context: &CallContext,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let max = context.max_body;
        let exchange = async {
            let request = request.map(Body::from);
            let response = self.open(request, max, Accepted::Whole).await?;
            let (parts, mut body) = response.into_parts();
            Ok((parts, whole(&mut body, max).await?))
        };
        let (parts, body) = match timeout(context.timeout, exchange).await {
            Ok(answer) => answer?,
            Err(_) => return Err(out_of_time()),
        };
        let mut res = http::Response::from_parts(parts, body);
        coding::unpack(&mut res, max)?;
        Ok(res)
    }

    async fn send_streaming(
        &self,
        request: http::Request<Body>,
        context: &CallContext,
    ) -> Result<http::Response<Body>, TransportError> {
        let time = Box::pin(sleep(context.timeout));
        let open = self.open(request, context.max_body, Accepted::Pieces);
        let response = match timeout(context.timeout, open).await {
            Ok(response) => response?,
            Err(_) => return Err(out_of_time()),
        };
        let (mut parts, body) = response.into_parts();
        let unpacking = Unpacking::of(&mut parts.headers)?;
        let body = incoming(body, unpacking, time);
        Ok(http::Response::from_parts(parts, body))
    }
}

/// The whole body. What comes in one piece, as most answers do, is not copied.
async fn whole(body: &mut Incoming, max: usize) -> Result<Bytes, TransportError> {
    let (mut only, mut joined) = (Bytes::new(), BytesMut::new());
    // The length that the server announces is not believed: nothing is reserved, everything is counted.
    while let Some(piece) = piece(body).await {
        let piece = piece?;
        if only.len() + joined.len() + piece.len() > max {
            return Err(TransportError::too_large(max));
        }
        if only.is_empty() && joined.is_empty() {
            only = piece;
            continue;
        }
        joined.extend_from_slice(&std::mem::take(&mut only));
        joined.extend_from_slice(&piece);
    }
    Ok(match joined.is_empty() {
        true => only,
        false => joined.freeze(),
    })
}

fn out_of_time() -> TransportError {
    TransportError::new(TransportErrorKind::Timeout)
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
