//! HTTP: one GET after the other, with deadlines, limits and redirects.
//!
//! In: an address that the policy accepts. Out: bytes and what the server says they are. Knows nothing of XML.

use std::io::Read as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use base64::Engine as _;
use ureq::http::{HeaderName, HeaderValue};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use url::{Origin, Url};

use super::address::{Policy, Refused, is_same_origin, shown};
use super::redirect::{is_redirect, target};
use super::{FetchError, Limits, Options, Proxy};

/// The most bytes of an answer that is no document, for its first line.
const MAX_EXCERPT: u64 = 4096;

/// An answer.
#[derive(Clone, Debug)]
pub(super) struct Received {
    pub(super) url: Url,
    pub(super) status: u16,
    pub(super) content_type: Option<String>,
    pub(super) bytes: Vec<u8>,
}

pub(super) struct Client {
    agent: ureq::Agent,
    policy: Policy,
    /// Where secrets may go.
    first_origin: Option<Origin>,
    /// All that is sent to the first origin only.
    secrets: Vec<(HeaderName, HeaderValue)>,
    has_credentials: bool,
    limits: Limits,
    /// When all documents have to be there.
    end: Instant,
}

impl Client {
    pub(super) fn new(
        options: &Options,
        sources: &[Url],
        policy: Policy,
    ) -> Result<Self, FetchError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = TlsConfig::builder()
            .root_certs(match &options.ca {
                Some(pem) => RootCerts::new_with_certs(&certificates(pem)?),
                None => RootCerts::PlatformVerifier,
            })
            .unversioned_rustls_crypto_provider(provider)
            .build();
        let proxy = match &options.proxy {
            Proxy::None => None,
            Proxy::Environment => ureq::Proxy::try_from_env(),
            Proxy::Address(address) => Some(ureq::Proxy::new(address.expose()).map_err(|_| {
                FetchError(
                    "the proxy's address is none; expected e.g. `http://proxy.example:8080`"
                        .to_owned(),
                )
            })?),
        };
        let config = ureq::Agent::config_builder()
            .tls_config(tls)
            .proxy(proxy)
            .http_status_as_error(false)
            // Redirects are followed here, so that each is checked and carries no secret to another origin.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(options.limits.connect))
            .user_agent(concat!("wsdl-codegen/", env!("CARGO_PKG_VERSION")))
            .accept("text/xml, application/xml, application/wsdl+xml, */*;q=0.5")
            .accept_encoding("identity")
            .build();
        Ok(Self {
            agent: config.into(),
            policy,
            first_origin: sources.first().map(Url::origin),
            secrets: secrets(options)?,
            has_credentials: options.credentials.is_some(),
            limits: options.limits.clone(),
            end: Instant::now() + options.limits.all,
        })
    }

    /// Whether the time for all documents is over.
    pub(super) fn is_late(&self) -> bool {
        Instant::now() >= self.end
    }

    pub(super) fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Gets the document at `url`, of at most `most` bytes.
    pub(super) fn get(&self, url: &Url, most: usize) -> Result<Received, Refused> {
        let end = self.end.min(Instant::now() + self.limits.document);
        let mut url = url.clone();
        for _ in 0..=self.limits.redirects {
            let remaining = end.saturating_duration_since(Instant::now());
            if remaining.is_zero() {
                return Err(self.too_slow(&url));
            }
            let mut response = self.send(&url, remaining)?;
            let status = response.status().as_u16();
            let header = |name: &str| {
                let value = response.headers().get(name)?;
                Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
            };
            if is_redirect(status) {
                url = target(&url, header("location").as_deref(), &self.policy)?;
                continue;
            }
            let content_type = header("content-type");
            let coding =
                header("content-encoding").filter(|it| !it.eq_ignore_ascii_case("identity"));
            if status == 200
                && let Some(coding) = coding
            {
                return Err(Refused::new(format!(
                    "`{}` is sent compressed, as {}, although that was not asked for",
                    shown(&url),
                    coding.escape_debug()
                )));
            }
            let challenge = header("www-authenticate");
            let most = most.min(self.limits.file_bytes) as u64;
            let limit = if status == 200 { most + 1 } else { MAX_EXCERPT };
            let mut bytes = Vec::new();
            let reader = response.body_mut().with_config().limit(u64::MAX).reader();
            let read = reader.take(limit).read_to_end(&mut bytes);
            if status != 200 {
                // What came of the body is enough for an excerpt.
                return Err(self.refuse_status(&url, status, content_type, challenge, &bytes));
            }
            read.map_err(|it| self.failed(&url, &ureq::Error::from(it)))?;
            if bytes.len() as u64 > most {
                return Err(Refused::new(format!(
                    "`{}` is longer than {}",
                    shown(&url),
                    amount(most)
                )));
            }
            return Ok(Received {
                url,
                status,
                content_type,
                bytes,
            });
        }
        Err(Refused::new(format!(
            "`{}` is the end of {} redirects, and another one",
            shown(&url),
            self.limits.redirects
        )))
    }

    fn send(
        &self,
        url: &Url,
        remaining: Duration,
    ) -> Result<ureq::http::Response<ureq::Body>, Refused> {
        let mut request = self.agent.get(url.as_str());
        let is_first = (self.first_origin.as_ref()).is_some_and(|it| is_same_origin(it, url));
        if is_first {
            for (name, value) in &self.secrets {
                request = request.header(name, value);
            }
        }
        request
            .config()
            .timeout_global(Some(remaining))
            .build()
            .call()
            .map_err(|it| self.failed(url, &it))
    }

    fn too_slow(&self, url: &Url) -> Refused {
        let limit = self.limits.document;
        Refused::new(format!("`{}` did not come within {limit:?}", shown(url)))
    }

    fn failed(&self, url: &Url, error: &ureq::Error) -> Refused {
        let place = shown(url);
        let io_timeout = |it: &std::io::Error| it.kind() == std::io::ErrorKind::TimedOut;
        match error {
            ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => {
                let limit = self.limits.connect;
                Refused::new(format!(
                    "`{place}` did not accept a connection within {limit:?}"
                ))
            }
            ureq::Error::Timeout(_) => self.too_slow(url),
            ureq::Error::Io(it) if io_timeout(it) => self.too_slow(url),
            ureq::Error::HostNotFound => {
                Refused::new(format!("the host of `{place}` is not known"))
                    .help("see whether its name is right, and whether a proxy is needed: `--proxy`")
            }
            other => {
                let text = other.to_string();
                let refused = Refused::new(format!(
                    "`{place}` cannot be fetched: {}",
                    text.escape_debug()
                ));
                // All that rustls says of one begins so.
                if text.contains("certificate") {
                    refused.help(
                        "if the server's certificate is of your own authority, name that one's PEM file with `--ca`",
                    )
                } else {
                    refused
                }
            }
        }
    }

    fn refuse_status(
        &self,
        url: &Url,
        status: u16,
        content_type: Option<String>,
        challenge: Option<String>,
        bytes: &[u8],
    ) -> Refused {
        let answer = describe(status, content_type.as_deref(), bytes);
        let refused = Refused::new(format!("`{}` cannot be fetched: {answer}", shown(url)));
        let is_first = (self.first_origin.as_ref()).is_some_and(|it| is_same_origin(it, url));
        match (status, self.has_credentials) {
            (401, true) if is_first => {
                refused.help("the server did not accept the user and password")
            }
            (401 | 403, true) if !is_first => refused.help(
                "the credentials go to the first source's origin only; if they are meant for this one, capture from it",
            ),
            (401, false) => {
                let scheme = challenge.unwrap_or_default();
                let scheme = scheme.split_whitespace().next().unwrap_or_default();
                if scheme.is_empty() || scheme.eq_ignore_ascii_case("basic") {
                    refused.help("name a user with `--user`, or a header with `--header`")
                } else {
                    refused.help(format!(
                        "the server asks for `{}`; save the documents by other means and capture the file",
                        scheme.escape_debug()
                    ))
                }
            }
            _ => refused,
        }
    }
}

/// An answer in words: status, content type, first line.
pub(super) fn describe(status: u16, content_type: Option<&str>, bytes: &[u8]) -> String {
    let reason = ureq::http::StatusCode::from_u16(status).ok();
    let reason = reason
        .and_then(|it| it.canonical_reason())
        .unwrap_or_default();
    let content_type = match content_type {
        Some(it) => format!("`{}`", it.escape_debug()),
        None => "no content type".to_owned(),
    };
    let line = match first_line(bytes) {
        Some(line) => format!("it begins with `{line}`"),
        None => "it is empty".to_owned(),
    };
    let status = format!("{status} {reason}");
    format!("status {}, {content_type}; {line}", status.trim_end())
}

/// The first line with anything on it, at most 120 characters.
pub(super) fn first_line(bytes: &[u8]) -> Option<String> {
    const MOST: usize = 120;
    let head = &bytes[..bytes.len().min(MAX_EXCERPT as usize)];
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let line = text.lines().next()?.trim_end();
    let mut shown: String = line.chars().take(MOST).collect();
    if shown.len() < line.len() {
        shown.push('…');
    }
    Some(
        shown
            .chars()
            .flat_map(|it| match it {
                '"' | '\'' => vec![it],
                it => it.escape_debug().collect(),
            })
            .collect(),
    )
}

fn amount(bytes: u64) -> String {
    match bytes >> 20 {
        0 => format!("{bytes} bytes"),
        mebibytes => format!("{mebibytes} MiB"),
    }
}

fn certificates(pem: &[u8]) -> Result<Vec<Certificate<'static>>, FetchError> {
    let mut found = Vec::new();
    for item in parse_pem(pem) {
        match item {
            Ok(PemItem::Certificate(it)) => found.push(it),
            Ok(_) => {}
            Err(it) => return Err(FetchError(format!("the file of `--ca` is no PEM: {it}"))),
        }
    }
    if found.is_empty() {
        return Err(FetchError(
            "the file of `--ca` holds no certificate in PEM".to_owned(),
        ));
    }
    Ok(found)
}

fn secrets(options: &Options) -> Result<Vec<(HeaderName, HeaderValue)>, FetchError> {
    /// What the client itself says, or what would make its message another one.
    const OWN: [&str; 8] = [
        "accept-encoding",
        "connection",
        "content-length",
        "expect",
        "host",
        "te",
        "transfer-encoding",
        "upgrade",
    ];
    let mut headers = Vec::new();
    for (name, value) in &options.headers {
        let no_header = || {
            FetchError(format!(
                "`{}` cannot be sent as a header",
                name.escape_debug()
            ))
        };
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| no_header())?;
        if OWN.contains(&name.as_str()) {
            return Err(FetchError(format!("the header `{name}` cannot be set")));
        }
        // The value may be a secret, so the message does not have it.
        let mut value = HeaderValue::from_str(value.expose()).map_err(|_| no_header())?;
        value.set_sensitive(true);
        headers.push((name, value));
    }
    if let Some(it) = &options.credentials {
        // RFC 7617 §2: the first colon ends the user.
        if it.user.contains(':') || it.user.chars().any(char::is_control) {
            return Err(FetchError(
                "the user holds a colon or a control character".to_owned(),
            ));
        }
        let pair = format!("{}:{}", it.user, it.password.expose());
        let token = base64::engine::general_purpose::STANDARD.encode(pair);
        let mut value = HeaderValue::from_str(&format!("Basic {token}"))
            .expect("base64 is ASCII without control characters");
        value.set_sensitive(true);
        headers.push((ureq::http::header::AUTHORIZATION, value));
    }
    Ok(headers)
}

#[cfg(test)]
mod tests {
    use ureq::{Error, Timeout};

    use super::*;

    #[test]
    fn failures_say_what_can_be_done() {
        let url = Url::parse("https://shop.example/S?wsdl").unwrap();
        let client = Client::new(&Options::default(), &[], Policy::new(&[], &[]).unwrap()).unwrap();
        let io = |kind: std::io::ErrorKind| Error::Io(kind.into());
        for (error, words, help) in [
            (
                Error::Timeout(Timeout::Connect),
                "a connection within 30s",
                None,
            ),
            (
                Error::Timeout(Timeout::Resolve),
                "a connection within 30s",
                None,
            ),
            (
                Error::Timeout(Timeout::Global),
                "did not come within 60s",
                None,
            ),
            (
                io(std::io::ErrorKind::TimedOut),
                "did not come within 60s",
                None,
            ),
            (
                io(std::io::ErrorKind::BrokenPipe),
                "cannot be fetched: ",
                None,
            ),
            (Error::HostNotFound, "the host of ", Some("--proxy")),
            (
                Error::Tls("invalid peer certificate: Expired"),
                "cannot be fetched: ",
                Some("--ca"),
            ),
        ] {
            let refused = client.failed(&url, &error);
            assert!(refused.message.contains(words), "{refused:?}");
            let has_help = |it: &str| refused.help.as_deref().unwrap_or("").contains(it);
            match help {
                Some(help) => assert!(has_help(help), "{refused:?}"),
                None => assert_eq!(refused.help, None),
            }
        }
    }

    #[test]
    fn an_excerpt_is_short() {
        let letters = |n: usize| "a".repeat(n);
        assert_eq!(first_line(letters(120).as_bytes()), Some(letters(120)));
        assert_eq!(
            first_line(letters(121).as_bytes()),
            Some(letters(120) + "…")
        );
        assert_eq!(first_line(b" \n\n b \nc"), Some("b".to_owned()));
        assert_eq!(first_line(b" \n"), None);
    }
}
