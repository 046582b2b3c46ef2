//! [`HttpTransport`]: HTTP/1.1, and HTTP/2 where asked for, over reqwest and rustls.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::Uri;

use super::builder::{CONNECT_TIMEOUT, HttpTransportBuilder};
use super::coding::{self, Accepted};
use super::extras::Extras;
use super::tls;
use super::unpacking::Unpacking;
use crate::clock::Stopwatch;
use crate::transport::{Body, CallContext, Transport, TransportError, TransportErrorKind};

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
    client: Result<::reqwest::Client, String>,
    /// Why https cannot work.
    tls_problem: Option<String>,
    extras: Extras,
    /// The first place that requests went to, in the form that reqwest wants and parses anew for every request: most go to
    /// one place.
    place: Arc<OnceLock<(Uri, ::reqwest::Url)>>,
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
        context: &CallContext,
        accepted: Accepted,
    ) -> Result<::reqwest::Response, TransportError> {
        let setup =
            |problem: &String| TransportError::new(TransportErrorKind::Setup).with_message(problem);
        let client = self.client.as_ref().map_err(setup)?;
        if let Some(problem) = &self.tls_problem
            && request.uri().scheme_str() == Some("https")
        {
            return Err(setup(problem));
        }
        let clock = Stopwatch::start();
        self.extras.dress(&mut request, accepted);
        let copy = self.extras.copy(&request);
        let mut response = self.start(client, request, context.timeout).await?;
        let head = (response.status(), response.headers());
        if let Some(request) = self.extras.challenged(copy, head) {
            // What is read to its end leaves the connection to the next request.
            let mut n_bytes = 0;
            while let (Ok(Some(chunk)), true) = (response.chunk().await, n_bytes < context.max_body)
            {
                n_bytes += chunk.len();
            }
            let left = context.timeout.saturating_sub(clock.elapsed());
            response = self.start(client, request, left).await?;
        }
        Ok(response)
    }

    async fn start(
        &self,
        client: &::reqwest::Client,
        request: http::Request<Body>,
        timeout: Duration,
    ) -> Result<::reqwest::Response, TransportError> {
        let uri = request.uri().clone();
        let request = request.map(|body| match body.as_bytes() {
            Some(bytes) => ::reqwest::Body::from(bytes.clone()),
            None => ::reqwest::Body::wrap(Outgoing(Mutex::new(body))),
        });
        let (parts, body) = request.into_parts();
        let mut request = ::reqwest::Request::new(parts.method, self.url(&uri)?);
        *request.headers_mut() = parts.headers;
        *request.version_mut() = parts.version;
        *request.body_mut() = Some(body);
        *request.timeout_mut() = Some(timeout);
        let response = client.execute(request).await.map_err(transport_error)?;
        self.extras.cookies.keep(&uri, response.headers());
        Ok(response)
    }

    /// The place in the form that reqwest wants.
    fn url(&self, uri: &Uri) -> Result<::reqwest::Url, TransportError> {
        match self.place.get() {
            Some((known, url)) if known == uri => return Ok(url.clone()),
            Some(_) | None => {}
        }
        let url = ::reqwest::Url::parse(&uri.to_string()).map_err(|error| {
            TransportError::new(TransportErrorKind::InvalidUrl).with_source(error)
        })?;
        // Another call may have been quicker.
        let _ = self.place.set((uri.clone(), url.clone()));
        Ok(url)
    }
}

/// A body for reqwest, which wants one that threads can share.
struct Outgoing(Mutex<Body>);

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, TransportError>>> {
        let body = self.get_mut().0.get_mut();
        let piece = body
            .unwrap_or_else(PoisonError::into_inner)
            .poll_piece(context);
        piece.map(|piece| piece.map(|bytes| bytes.map(http_body::Frame::data)))
    }
}

/// The body of `response` as it arrives.
fn incoming(response: ::reqwest::Response, mut unpacking: Unpacking) -> Body {
    let mut body = ::reqwest::Body::from(response);
    let mut has_ended = false;
    Body::from_poll(move |context| {
        loop {
            match unpacking.next() {
                Ok(Some(piece)) => return Poll::Ready(Some(Ok(piece))),
                Ok(None) if has_ended => return Poll::Ready(None),
                Ok(None) => {}
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
            let frame = http_body::Body::poll_frame(Pin::new(&mut body), context);
            match std::task::ready!(frame) {
                Some(Ok(frame)) => unpacking.push(frame.into_data().unwrap_or_default()),
                Some(Err(error)) => return Poll::Ready(Some(Err(transport_error(error)))),
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
        let (client, tls_problem) = match client(builder) {
            Ok((client, tls_problem)) => (Ok(client), tls_problem),
            Err(problem) => (Err(problem), None),
        };
        Self {
            client,
            tls_problem,
            extras,
            place: Arc::default(),
        }
    }
}

fn client(settings: HttpTransportBuilder) -> Result<(::reqwest::Client, Option<String>), String> {
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
    let mut builder = ::reqwest::Client::builder()
        .tls_backend_preconfigured(tls.config)
        .redirect(::reqwest::redirect::Policy::none())
        .retry(::reqwest::retry::never())
        .referer(false)
        .connect_timeout(settings.connect_timeout.unwrap_or(CONNECT_TIMEOUT));
    if !has_http2 {
        builder = builder.http1_only();
    }
    if settings.title_case {
        builder = builder.http1_title_case_headers();
    }
    if !settings.environment_proxies {
        builder = builder.no_proxy();
    }
    if let Some(url) = settings.proxy {
        // The error may quote the URL, which may hold a password.
        let proxy = ::reqwest::Proxy::all(url).map_err(|_| "the proxy is no URL")?;
        builder = builder.proxy(proxy);
    }
    let client = builder
        .build()
        .map_err(|error| deepest(&error.without_url()))?;
    Ok((client, tls.problem))
}

impl Transport for HttpTransport {
    async fn send(
        &self,
        request: http::Request<Bytes>,
        context: &CallContext,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let request = request.map(Body::from);
        let mut response = self.open(request, context, Accepted::Whole).await?;
        let max = context.max_body;
        // What comes in one piece, as most answers do, is not copied.
        let (mut only, mut joined) = (Bytes::new(), BytesMut::new());
        // The length that the server announces is not believed: nothing is reserved, everything is counted.
        while let Some(chunk) = response.chunk().await.map_err(transport_error)? {
            if only.len() + joined.len() + chunk.len() > max {
                return Err(TransportError::too_large(max));
            }
            if only.is_empty() && joined.is_empty() {
                only = chunk;
                continue;
            }
            joined.extend_from_slice(&std::mem::take(&mut only));
            joined.extend_from_slice(&chunk);
        }
        let body = match joined.is_empty() {
            true => only,
            false => joined.freeze(),
        };
        let mut res = http::Response::new(body);
        take_head(&mut response, &mut res);
        coding::unpack(&mut res, max)?;
        Ok(res)
    }

    async fn send_streaming(
        &self,
        request: http::Request<Body>,
        context: &CallContext,
    ) -> Result<http::Response<Body>, TransportError> {
        let mut response = self.open(request, context, Accepted::Pieces).await?;
        let mut res = http::Response::new(());
        take_head(&mut response, &mut res);
        let unpacking = Unpacking::of(res.headers_mut())?;
        Ok(res.map(|()| incoming(response, unpacking)))
    }
}

fn take_head<B>(response: &mut ::reqwest::Response, res: &mut http::Response<B>) {
    *res.status_mut() = response.status();
    *res.version_mut() = response.version();
    *res.headers_mut() = std::mem::take(response.headers_mut());
}

fn transport_error(error: ::reqwest::Error) -> TransportError {
    let error = error.without_url();
    let kind = if error.is_connect() && is_tls(&error) {
        TransportErrorKind::Tls
    } else if error.is_connect() {
        // The time to connect may have run out as well, but then it is certain that nothing was sent.
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_builder() {
        TransportErrorKind::InvalidUrl
    } else {
        // Whatever broke, TLS as well: the request may be with the server by now.
        TransportErrorKind::Io
    };
    TransportError::new(kind).with_source(error)
}

/// Whether a cause is one of rustls. IO errors hide what they wrap from `source()`.
fn is_tls(error: &::reqwest::Error) -> bool {
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

/// The message of the innermost cause: the others only say where it happened.
fn deepest(error: &::reqwest::Error) -> String {
    let mut cause: &dyn Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}
