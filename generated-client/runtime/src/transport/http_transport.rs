//! [`HttpTransport`]: HTTP/1.1 over reqwest and rustls.

mod credentials;

use std::error::Error;
use std::fmt;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::{Bytes, BytesMut};
use http::header::{AUTHORIZATION, USER_AGENT};
use http::{HeaderMap, HeaderValue};
use rustls::pki_types::CertificateDer;

use crate::transport::{CallContext, Transport, TransportError, TransportErrorKind, tls};

/// The time to connect, within the time for the whole call.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(30);

/// HTTP with cookies, deadlines and limits.
///
/// - TLS certificates are verified against the system's roots; there is no way to turn this off.
/// - Cookies are kept per transport: clones share them, two transports made separately do not.
/// - Redirects are not followed and requests are not repeated: a request may hold credentials.
/// - Proxies named in the environment are not used unless [`HttpTransportBuilder::environment_proxies`] says so.
/// - Compression is not asked for, so the limit on the body counts the bytes that came.
///
/// Cloning is cheap and shares the connections.
#[derive(Clone)]
pub struct HttpTransport {
    client: Result<reqwest::Client, String>,
    /// Why https cannot work.
    tls_problem: Option<String>,
    headers: HeaderMap,
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
}

impl Default for HttpTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransport")
            .field("headers", &self.headers)
            .field("is_usable", &self.client.is_ok())
            .finish()
    }
}

/// The settings of an [`HttpTransport`].
///
/// A setting that is wrong is reported by the first call, as [`TransportErrorKind::Setup`].
#[derive(Default)]
pub struct HttpTransportBuilder {
    roots: Vec<CertificateDer<'static>>,
    identity: Option<tls::Identity>,
    proxies: Vec<reqwest::Proxy>,
    environment_proxies: bool,
    connect_timeout: Option<Duration>,
    headers: HeaderMap,
    problem: Option<String>,
}

impl fmt::Debug for HttpTransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Proxies may hold credentials.
        f.debug_struct("HttpTransportBuilder")
            .field("roots", &self.roots.len())
            .field("has_client_certificate", &self.identity.is_some())
            .field("proxies", &self.proxies.len())
            .field("environment_proxies", &self.environment_proxies)
            .field("connect_timeout", &self.connect_timeout)
            .field("headers", &self.headers)
            .field("problem", &self.problem)
            .finish()
    }
}

impl HttpTransportBuilder {
    /// Trusts the certificates in this PEM text besides those of the system.
    #[must_use]
    pub fn root_certificates_pem(mut self, pem: &[u8]) -> Self {
        match tls::parse_pem(pem) {
            Ok(certificates) => self.roots.extend(certificates),
            Err(problem) => self.set_problem(format!("root certificates: {problem}")),
        }
        self
    }

    /// Sends all requests through this proxy: `http://host:port`, user information allowed.
    #[must_use]
    pub fn proxy(mut self, url: &str) -> Self {
        match reqwest::Proxy::all(url) {
            Ok(proxy) => self.proxies.push(proxy),
            // The error may quote the URL, which may hold a password.
            Err(_) => self.set_problem(String::from("the proxy is no URL")),
        }
        self
    }

    /// Uses the proxies that the environment names (`HTTPS_PROXY`, `NO_PROXY`, …). Off by default.
    #[must_use]
    pub fn environment_proxies(mut self) -> Self {
        self.environment_proxies = true;
        self
    }

    /// The time to connect; 30 s by default. The time for the whole call is set at the client or the call.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// Sends this `User-Agent`.
    #[must_use]
    pub fn user_agent(mut self, value: &str) -> Self {
        match HeaderValue::from_str(value) {
            Ok(value) => {
                self.headers.insert(USER_AGENT, value);
            }
            Err(_) => self.set_problem(String::from("the user agent cannot be sent in HTTP")),
        }
        self
    }

    /// Sends these credentials with every request, to whatever endpoint it goes; RFC 7617.
    #[must_use]
    pub fn basic_auth(mut self, user: &str, password: &str) -> Self {
        if user.contains(':') {
            self.set_problem(String::from(
                "a user name for basic authentication has no colon",
            ));
            return self;
        }
        let encoded = STANDARD.encode(format!("{user}:{password}"));
        match HeaderValue::from_str(&format!("Basic {encoded}")) {
            Ok(mut value) => {
                value.set_sensitive(true);
                self.headers.insert(AUTHORIZATION, value);
            }
            Err(_) => self.set_problem(String::from("the credentials cannot be sent in HTTP")),
        }
        self
    }

    /// Makes the transport.
    pub fn build(self) -> HttpTransport {
        let headers = self.headers.clone();
        let (client, tls_problem) = match self.build_client() {
            Ok((client, tls_problem)) => (Ok(client), tls_problem),
            Err(problem) => (Err(problem), None),
        };
        HttpTransport {
            client,
            tls_problem,
            headers,
        }
    }

    fn build_client(self) -> Result<(reqwest::Client, Option<String>), String> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        let tls = tls::config(self.roots, self.identity).map_err(|error| error.to_string())?;
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls.config)
            .http1_only()
            .cookie_store(true)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(self.connect_timeout.unwrap_or(CONNECT_TIMEOUT));
        if !self.environment_proxies {
            builder = builder.no_proxy();
        }
        for proxy in self.proxies {
            builder = builder.proxy(proxy);
        }
        let client = builder
            .build()
            .map_err(|error| deepest(&error.without_url()))?;
        Ok((client, tls.problem))
    }

    fn set_problem(&mut self, problem: String) {
        self.problem.get_or_insert(problem);
    }
}

impl Transport for HttpTransport {
    async fn send(
        &self,
        request: http::Request<Bytes>,
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
        let mut request = reqwest::Request::try_from(request).map_err(transport_error)?;
        *request.timeout_mut() = Some(context.timeout);
        for (name, value) in &self.headers {
            request.headers_mut().insert(name, value.clone());
        }
        let mut response = client.execute(request).await.map_err(transport_error)?;
        let mut body = BytesMut::new();
        // The length that the server announces is not believed: nothing is reserved, everything is counted.
        while let Some(chunk) = response.chunk().await.map_err(transport_error)? {
            if body.len() + chunk.len() > context.max_body {
                let message = format!("more than {} bytes", context.max_body);
                return Err(
                    TransportError::new(TransportErrorKind::BodyTooLarge).with_message(message)
                );
            }
            body.extend_from_slice(&chunk);
        }
        let mut res = http::Response::new(body.freeze());
        *res.status_mut() = response.status();
        *res.version_mut() = response.version();
        *res.headers_mut() = std::mem::take(response.headers_mut());
        Ok(res)
    }
}

fn transport_error(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    let kind = if is_tls(&error) {
        TransportErrorKind::Tls
    } else if error.is_connect() {
        // The time to connect may have run out as well, but then it is certain that nothing was sent.
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_builder() {
        TransportErrorKind::InvalidUrl
    } else {
        TransportErrorKind::Io
    };
    TransportError::new(kind).with_source(error)
}

/// Whether a cause is one of rustls. IO errors hide what they wrap from `source()`.
fn is_tls(error: &reqwest::Error) -> bool {
    let mut next: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(it) = next {
        if it.is::<rustls::Error>() {
            return true;
        }
        next = match it
            .downcast_ref::<std::io::Error>()
            .and_then(|it| it.get_ref())
        {
            Some(inner) => Some(inner),
            None => it.source(),
        };
    }
    false
}

/// The message of the innermost cause: the others only say where it happened.
fn deepest(error: &reqwest::Error) -> String {
    let mut it: &dyn Error = error;
    while let Some(source) = it.source() {
        it = source;
    }
    it.to_string()
}
