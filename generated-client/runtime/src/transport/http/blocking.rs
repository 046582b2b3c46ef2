//! [`BlockingHttpTransport`]: HTTP/1.1 over ureq and rustls, for programs without an asynchronous runtime.

mod cased;
mod connect;

use std::fmt;
use std::io::Read;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::{AsSendBody, SendBody};

use self::cased::Cased;
use super::builder::{CONNECT_TIMEOUT, HttpTransportBuilder};
use super::coding::{self, Accepted};
use super::made::{Made, setup};
use super::tls;
use super::unpacking::{Unpacking, unpacked};
use crate::clock::Stopwatch;
use crate::transport::{
    Answered, BlockingBody, BlockingTransport, Body, CallContext, TransportError,
    TransportErrorKind, pieces_of,
};

/// HTTP that blocks the calling thread, with the same settings as [`HttpTransport`](crate::HttpTransport) and no runtime.
///
/// Mind what ureq logs through the crate `log`: at DEBUG the URL of every request with its query, and at TRACE, as
/// `ureq_proto::util`, the bytes of every message, passwords and cookies among them. Where a program's logger takes those,
/// calls are refused ([`TransportErrorKind::Setup`]): let it leave `ureq_proto` out, e.g. by `RUST_LOG=trace,ureq_proto=debug`.
/// Nothing else here, and nothing below [`HttpTransport`](crate::HttpTransport), logs a secret.
///
/// Cookies, deadlines, limits, redirects and proxies are as there. Cloning is cheap and shares connections and cookies.
#[derive(Clone)]
pub struct BlockingHttpTransport(Made<ureq::Agent>);

impl HttpTransportBuilder {
    /// Makes the transport for programs without a runtime.
    pub fn build_blocking(self) -> BlockingHttpTransport {
        BlockingHttpTransport(Made::new(self, agent))
    }
}

impl BlockingHttpTransport {
    /// A transport with the defaults.
    pub fn new() -> Self {
        Self::builder().build_blocking()
    }

    /// A transport with settings of your own.
    pub fn builder() -> HttpTransportBuilder {
        HttpTransportBuilder::default()
    }

    /// Sends `request`, once more where the server asks who we are, and gives the answer whose body has not been read.
    fn open(
        &self,
        mut request: Request<Body>,
        context: &CallContext,
        accepted: Accepted,
    ) -> Answered<ureq::Body> {
        let agent = self.0.carrier(request.uri())?;
        if log::log_enabled!(target: "ureq_proto::util", log::Level::Trace) {
            return Err(setup(
                "the logger takes what `ureq_proto` logs at TRACE, the bytes of messages with their secrets; leave it out",
            ));
        }
        let clock = Stopwatch::start();
        let extras = &self.0.extras;
        extras.dress(&mut request, accepted);
        let copy = extras.copy(&request);
        let response = self.start(agent, request, context, context.timeout)?;
        let head = (response.status(), response.headers());
        let Some(request) = extras.challenged(copy, head) else {
            return Ok(response);
        };
        // What is read to its end leaves the connection to the next request.
        let _ = read(response.into_body(), context);
        let left = context.timeout.saturating_sub(clock.elapsed());
        self.start(agent, request, context, left)
    }

    fn start(
        &self,
        agent: &ureq::Agent,
        request: Request<Body>,
        context: &CallContext,
        timeout: Duration,
    ) -> Answered<ureq::Body> {
        let uri = request.uri().clone();
        let (parts, body) = request.into_parts();
        let response = match body.as_bytes() {
            Some(bytes) => run(agent, Request::from_parts(parts, &bytes[..]), timeout),
            None => {
                let body = Outgoing(BlockingBody(body), Bytes::new());
                let body = SendBody::from_owned_reader(body);
                run(agent, Request::from_parts(parts, body), timeout)
            }
        };
        let response = response.map_err(|error| transport_error(error, context))?;
        self.0.extras.cookies.keep(&uri, response.headers());
        Ok(response)
    }
}

fn run(
    agent: &ureq::Agent,
    request: Request<impl AsSendBody>,
    timeout: Duration,
) -> Result<Response<ureq::Body>, ureq::Error> {
    let request = agent.configure_request(request);
    agent.run(request.timeout_global(Some(timeout)).build())
}

/// A body for ureq, which reads.
struct Outgoing(BlockingBody, Bytes);

impl Read for Outgoing {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        while self.1.is_empty() {
            match self.0.next() {
                Some(piece) => self.1 = piece.map_err(std::io::Error::other)?,
                None => return Ok(0),
            }
        }
        let n_bytes = out.len().min(self.1.len());
        out[..n_bytes].copy_from_slice(&self.1.split_to(n_bytes));
        Ok(n_bytes)
    }
}

/// The whole of `body`, as `context` allows. The length that the server announces is not believed.
fn read(body: ureq::Body, context: &CallContext) -> Result<Bytes, TransportError> {
    let mut bytes = Vec::new();
    let max = context.max_body;
    let most = u64::try_from(max).unwrap_or(u64::MAX).saturating_add(1);
    let mut reader = body.into_with_config().limit(u64::MAX).reader().take(most);
    reader
        .read_to_end(&mut bytes)
        .map_err(|error| transport_error(error.into(), context))?;
    match bytes.len() <= max {
        true => Ok(Bytes::from(bytes)),
        false => Err(TransportError::too_large(max)),
    }
}

impl Default for BlockingHttpTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for BlockingHttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.show(f, "BlockingHttpTransport")
    }
}

fn agent(settings: HttpTransportBuilder) -> Result<(ureq::Agent, Option<String>), String> {
    #[cfg(feature = "http2")]
    if settings.http2 {
        return Err(String::from("the blocking transport speaks HTTP/1.1 only"));
    }
    let tls = tls::config(settings.trust, &["http/1.1"]).map_err(|error| error.to_string())?;
    let proxy = match (settings.proxy, settings.environment_proxies) {
        // The error may quote the URL, which may hold a password.
        (Some(url), _) => Some(ureq::Proxy::new(&url).map_err(|_| "the proxy is no URL")?),
        (None, true) => ureq::Proxy::try_from_env(),
        (None, false) => None,
    };
    let config = ureq::Agent::config_builder()
        .proxy(proxy)
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_connect(Some(settings.connect_timeout.unwrap_or(CONNECT_TIMEOUT)))
        // What is sent is what the request says.
        .user_agent("")
        .accept("")
        .accept_encoding("")
        .build();
    let connector = Cased {
        inner: connect::connector(Arc::new(tls.config)),
        is_on: settings.title_case,
    };
    let agent = ureq::Agent::with_parts(config, connector, DefaultResolver::default());
    Ok((agent, tls.problem))
}

impl BlockingTransport for BlockingHttpTransport {
    fn send_blocking(&self, request: Request<Bytes>, context: &CallContext) -> Answered<Bytes> {
        let request = request.map(Body::from);
        let (parts, body) = self.open(request, context, Accepted::Whole)?.into_parts();
        let mut response = Response::from_parts(parts, read(body, context)?);
        coding::unpack(&mut response, context.max_body)?;
        Ok(response)
    }

    fn send_streaming_blocking(
        &self,
        request: Request<BlockingBody>,
        context: &CallContext,
    ) -> Answered<BlockingBody> {
        let request = request.map(|body| body.0);
        let mut response = self.open(request, context, Accepted::Pieces)?;
        let unpacking = Unpacking::of(response.headers_mut())?;
        let call = context.clone();
        Ok(response.map(|body| {
            let reader = body.into_with_config().limit(u64::MAX).reader();
            let mut pieces = pieces_of(reader, move |error| transport_error(error.into(), &call));
            BlockingBody(unpacked(unpacking, move |_| Poll::Ready(pieces.next())))
        }))
    }
}

fn transport_error(error: ureq::Error, context: &CallContext) -> TransportError {
    use ureq::{Error, Timeout};

    let kind = match &error {
        Error::Other(cause) => match cause.downcast_ref() {
            Some(connect::Unconnected { is_tls: true, .. }) => TransportErrorKind::Tls,
            Some(connect::Unconnected { is_tls: false, .. }) => TransportErrorKind::Connect,
            None => TransportErrorKind::Io,
        },
        Error::HostNotFound | Error::ConnectionFailed | Error::ConnectProxyFailed(_) => {
            TransportErrorKind::Connect
        }
        Error::Timeout(Timeout::Resolve | Timeout::Connect) => TransportErrorKind::Connect,
        Error::Timeout(_) => TransportErrorKind::Timeout,
        Error::BadUri(_) | Error::Http(_) => TransportErrorKind::InvalidUrl,
        Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut => {
            TransportErrorKind::Timeout
        }
        _ => TransportErrorKind::Io,
    };
    let res = match kind {
        TransportErrorKind::Timeout => context.out_of_time(),
        kind => TransportError::new(kind),
    };
    match error {
        // It may quote the URL.
        Error::BadUri(_) => res,
        error => res.with_source(error),
    }
}
