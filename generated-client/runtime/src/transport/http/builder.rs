//! [`HttpTransportBuilder`]: the settings of the HTTP transports.

use std::fmt;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use http::header::{AUTHORIZATION, USER_AGENT};

use super::extras::Extras;
use super::tls;

/// The time to connect, within the time for the whole call.
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(30);

/// The settings of an HTTP transport.
///
/// A setting that is wrong is reported by the first call, as [`TransportErrorKind::Setup`](crate::TransportErrorKind::Setup).
#[must_use]
#[derive(Default)]
pub struct HttpTransportBuilder {
    pub(super) trust: tls::Trust,
    pub(super) proxy: Option<String>,
    pub(super) environment_proxies: bool,
    pub(super) connect_timeout: Option<Duration>,
    pub(super) title_case: bool,
    #[cfg(feature = "http2")]
    pub(super) http2: bool,
    pub(super) extras: Extras,
    pub(super) problem: Option<String>,
}

impl fmt::Debug for HttpTransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Proxies may hold credentials.
        f.debug_struct("HttpTransportBuilder")
            .field("roots", &self.trust.roots.len())
            .field("accepted_certificates", &self.trust.pinned.len())
            .field("has_client_certificate", &self.trust.identity.is_some())
            .field("has_proxy", &self.proxy.is_some())
            .field("environment_proxies", &self.environment_proxies)
            .field("connect_timeout", &self.connect_timeout)
            .field("extras", &self.extras)
            .field("problem", &self.problem)
            .finish()
    }
}

impl HttpTransportBuilder {
    /// Trusts the certificates in this PEM text besides those of the system.
    pub fn root_certificates_pem(mut self, pem: &[u8]) -> Self {
        match tls::parse_pem(pem) {
            Ok(certificates) => self.trust.roots.extend(certificates),
            Err(problem) => self.set_problem(format!("root certificates: {problem}")),
        }
        self
    }

    /// Sends all requests through this proxy: `http://host:port`, user information allowed.
    pub fn proxy(mut self, url: &str) -> Self {
        self.proxy = Some(url.to_owned());
        self
    }

    /// Uses the proxies that the environment names (`HTTPS_PROXY`, `NO_PROXY`, …). Off by default.
    pub fn environment_proxies(mut self) -> Self {
        self.environment_proxies = true;
        self
    }

    /// The time to connect; 30 s by default. The time for the whole call is set at the client or the call.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// Sends this `User-Agent`.
    pub fn user_agent(mut self, value: &str) -> Self {
        match HeaderValue::from_str(value) {
            Ok(value) => {
                self.extras.headers.insert(USER_AGENT, value);
            }
            Err(_) => self.set_problem("the user agent cannot be sent in HTTP"),
        }
        self
    }

    /// Answers servers that ask for HTTP Digest with these credentials; RFC 7616. They are not sent themselves.
    ///
    /// The first call to a server is sent twice: it is refused with what the second has to answer.
    #[cfg(feature = "digest")]
    pub fn digest_auth(mut self, user: &str, password: &str) -> Self {
        let digest = super::digest::Digest::new(user, password);
        self.extras.digest = Some(std::sync::Arc::new(digest));
        self
    }

    /// Sends these credentials with every request, to whatever endpoint it goes; RFC 7617.
    pub fn basic_auth(mut self, user: &str, password: &str) -> Self {
        if user.contains(':') {
            self.set_problem("a user name for basic authentication has no colon");
            return self;
        }
        let encoded = STANDARD.encode(format!("{user}:{password}"));
        match HeaderValue::from_str(&format!("Basic {encoded}")) {
            Ok(mut value) => {
                value.set_sensitive(true);
                self.extras.headers.insert(AUTHORIZATION, value);
            }
            Err(_) => self.set_problem("the credentials cannot be sent in HTTP"),
        }
        self
    }

    /// Writes the names of HTTP headers as `Content-Type` and `SOAPAction`, for old servers that read no others; with HTTP/1.1
    /// only.
    pub fn title_case_headers(mut self) -> Self {
        self.title_case = true;
        self
    }

    /// Speaks HTTP/2 with servers that offer it over TLS; with the asynchronous transport only.
    #[cfg(feature = "http2")]
    pub fn http2(mut self) -> Self {
        self.http2 = true;
        self
    }

    /// Packs the bodies of requests in gzip. No server has to take that: ask whoever runs it.
    #[cfg(feature = "gzip")]
    pub fn gzip_requests(mut self) -> Self {
        self.extras.packs_requests = true;
        self
    }

    /// Accepts the server's certificate by its fingerprint, the SHA-256 of it in hexadecimal digits, and no other, whoever
    /// signed it and whatever host it names.
    ///
    /// For laboratories, and devices with a certificate of their own. It is a promise that the fingerprint is known from
    /// elsewhere, e.g. from `openssl x509 -noout -fingerprint -sha256` on the device.
    pub fn accept_certificate(mut self, fingerprint: &str) -> Self {
        match parse_fingerprint(fingerprint) {
            Some(fingerprint) => self.trust.pinned.push(fingerprint),
            None => self.set_problem("the fingerprint of a certificate has 64 hexadecimal digits"),
        }
        self
    }

    pub(super) fn set_problem(&mut self, problem: impl Into<String>) {
        self.problem.get_or_insert(problem.into());
    }
}

/// 64 hexadecimal digits, with colons or blanks between them or not.
fn parse_fingerprint(text: &str) -> Option<tls::Fingerprint> {
    let digits: Vec<char> = text.chars().filter(|ch| !matches!(ch, ':' | ' ')).collect();
    let mut res = [0; 32];
    if digits.len() != 2 * res.len() {
        return None;
    }
    for (byte, pair) in res.iter_mut().zip(digits.chunks(2)) {
        let value = pair[0].to_digit(16)? << 4 | pair[1].to_digit(16)?;
        *byte = u8::try_from(value).ok()?;
    }
    Some(res)
}
