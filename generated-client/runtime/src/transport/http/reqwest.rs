//! [`HttpTransport`]: HTTP/1.1, and HTTP/2 where asked for, over reqwest and rustls.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use bytes::{Bytes, BytesMut};

use super::builder::{CONNECT_TIMEOUT, HttpTransportBuilder};
use super::extras::Extras;
use super::tls;
use crate::clock::Stopwatch;
use crate::transport::{CallContext, Transport, TransportError, TransportErrorKind};

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

    async fn exchange(
        &self,
        client: &::reqwest::Client,
        request: http::Request<Bytes>,
        (timeout, max): (Duration, usize),
    ) -> Result<http::Response<Bytes>, TransportError> {
        let uri = request.uri().clone();
        let mut request = ::reqwest::Request::try_from(request).map_err(transport_error)?;
        *request.timeout_mut() = Some(timeout);
        let mut response = client.execute(request).await.map_err(transport_error)?;
        let mut body = BytesMut::new();
        // The length that the server announces is not believed: nothing is reserved, everything is counted.
        while let Some(chunk) = response.chunk().await.map_err(transport_error)? {
            if body.len() + chunk.len() > max {
                return Err(TransportError::too_large(max));
            }
            body.extend_from_slice(&chunk);
        }
        let mut res = http::Response::new(body.freeze());
        *res.status_mut() = response.status();
        *res.version_mut() = response.version();
        *res.headers_mut() = std::mem::take(response.headers_mut());
        self.extras.undress(&uri, &mut res, max)?;
        Ok(res)
    }
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
        mut request: http::Request<Bytes>,
        context: &CallContext,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let setup =
            |problem: &String| TransportError::new(TransportErrorKind::Setup).with_message(problem);
        let client = self.client.as_ref().map_err(setup)?;
        if let Some(problem) = &self.tls_problem
            && request.uri().scheme_str() == Some("https")
        {
            return Err(setup(problem));
        }
        let clock = Stopwatch::start();
        self.extras.dress(&mut request);
        let copy = self.extras.copy(&request);
        let bounds = (context.timeout, context.max_body);
        let response = self.exchange(client, request, bounds).await?;
        let Some(request) = self.extras.challenged(copy, &response) else {
            return Ok(response);
        };
        let left = context.timeout.saturating_sub(clock.elapsed());
        self.exchange(client, request, (left, context.max_body))
            .await
    }
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
