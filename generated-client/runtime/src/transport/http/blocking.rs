//! [`BlockingHttpTransport`]: HTTP/1.1 over ureq and rustls, for programs without an asynchronous runtime.

mod connect;

use std::fmt;
use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use ureq::unversioned::resolver::DefaultResolver;

use super::builder::{CONNECT_TIMEOUT, HttpTransportBuilder};
use super::extras::Extras;
use super::tls;
use crate::clock::Stopwatch;
use crate::transport::{BlockingTransport, CallContext, TransportError, TransportErrorKind};

/// HTTP that blocks the calling thread, with the same settings as [`HttpTransport`](crate::HttpTransport) and no runtime.
///
/// Mind what ureq logs through the crate `log`: at DEBUG the URL of every request with its query, and at TRACE, as
/// `ureq_proto::util`, the bytes of every message, passwords and cookies among them. Where a program logs at TRACE, leave
/// `ureq_proto` out; nothing else here, and nothing below [`HttpTransport`](crate::HttpTransport), logs a secret.
///
/// Cookies, deadlines, limits, redirects and proxies are as there. Cloning is cheap and shares connections and cookies.
#[derive(Clone)]
pub struct BlockingHttpTransport {
    agent: Result<ureq::Agent, String>,
    /// Why https cannot work.
    tls_problem: Option<String>,
    extras: Extras,
}

impl HttpTransportBuilder {
    /// Makes the transport for programs without a runtime.
    pub fn build_blocking(self) -> BlockingHttpTransport {
        self.into()
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

    fn exchange(
        &self,
        agent: &ureq::Agent,
        request: http::Request<Bytes>,
        (timeout, max): (Duration, usize),
    ) -> Result<http::Response<Bytes>, TransportError> {
        let uri = request.uri().clone();
        let (parts, body) = request.into_parts();
        let request = http::Request::from_parts(parts, &body[..]);
        let request = agent
            .configure_request(request)
            .timeout_global(Some(timeout))
            .build();
        let (parts, body) = agent.run(request).map_err(transport_error)?.into_parts();
        let mut bytes = Vec::new();
        let most = u64::try_from(max).unwrap_or(u64::MAX).saturating_add(1);
        // The length that the server announces is not believed.
        let mut reader = body.into_with_config().limit(u64::MAX).reader().take(most);
        reader
            .read_to_end(&mut bytes)
            .map_err(|error| transport_error(error.into()))?;
        if bytes.len() > max {
            return Err(TransportError::too_large(max));
        }
        let mut res = http::Response::from_parts(parts, Bytes::from(bytes));
        self.extras.undress(&uri, &mut res, max)?;
        Ok(res)
    }
}

impl Default for BlockingHttpTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for BlockingHttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingHttpTransport")
            .field("extras", &self.extras)
            .field("is_usable", &self.agent.is_ok())
            .finish()
    }
}

impl From<HttpTransportBuilder> for BlockingHttpTransport {
    fn from(builder: HttpTransportBuilder) -> Self {
        let extras = builder.extras.clone();
        let (agent, tls_problem) = match agent(builder) {
            Ok((agent, tls_problem)) => (Ok(agent), tls_problem),
            Err(problem) => (Err(problem), None),
        };
        Self {
            agent,
            tls_problem,
            extras,
        }
    }
}

fn agent(settings: HttpTransportBuilder) -> Result<(ureq::Agent, Option<String>), String> {
    if let Some(problem) = settings.problem {
        return Err(problem);
    }
    if settings.title_case {
        return Err(String::from(
            "the blocking transport writes names of headers in small letters only",
        ));
    }
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
    let connector = connect::connector(Arc::new(tls.config));
    let agent = ureq::Agent::with_parts(config, connector, DefaultResolver::default());
    Ok((agent, tls.problem))
}

impl BlockingTransport for BlockingHttpTransport {
    fn send_blocking(
        &self,
        mut request: http::Request<Bytes>,
        context: &CallContext,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let setup =
            |problem: &String| TransportError::new(TransportErrorKind::Setup).with_message(problem);
        let agent = self.agent.as_ref().map_err(setup)?;
        if let Some(problem) = &self.tls_problem
            && request.uri().scheme_str() == Some("https")
        {
            return Err(setup(problem));
        }
        let clock = Stopwatch::start();
        self.extras.dress(&mut request);
        let copy = self.extras.copy(&request);
        let bounds = (context.timeout, context.max_body);
        let response = self.exchange(agent, request, bounds)?;
        let Some(request) = self.extras.challenged(copy, &response) else {
            return Ok(response);
        };
        let left = context.timeout.saturating_sub(clock.elapsed());
        self.exchange(agent, request, (left, context.max_body))
    }
}

fn transport_error(error: ureq::Error) -> TransportError {
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
    match error {
        // It may quote the URL.
        Error::BadUri(_) => TransportError::new(kind),
        error => TransportError::new(kind).with_source(error),
    }
}
