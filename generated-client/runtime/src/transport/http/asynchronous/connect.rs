//! [`Connector`]: connections to hosts, straight or through a proxy, with TLS where the URL asks for it.
//!
//! In: the URL of a request. Out: a [`Link`], within the time to connect.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use http::header::PROXY_AUTHORIZATION;
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use rustls::ClientConfig;
use tower_service::Service;

use super::super::builder::HttpTransportBuilder;
use super::link::{Link, Near};

type BoxError = Box<dyn std::error::Error + Send + Sync>;
type Connecting<S> = Pin<Box<dyn Future<Output = Result<S, BoxError>> + Send>>;

/// How long a connection is quiet before it is asked whether it is still there.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// The proxies that requests go through.
#[derive(Clone, Default)]
pub(super) struct Proxies(Option<Arc<Matcher>>);

impl Proxies {
    /// Those that the settings name.
    ///
    /// # Errors
    /// What they name is no URL.
    pub(super) fn of(settings: &HttpTransportBuilder) -> Result<Self, String> {
        let matcher = match &settings.proxy {
            Some(url) if !is_proxy(url) => return Err(String::from("the proxy is no URL")),
            Some(url) => Matcher::builder().all(url.as_str()).build(),
            None if settings.environment_proxies => Matcher::from_env(),
            None => return Ok(Self(None)),
        };
        Ok(Self(Some(Arc::new(matcher))))
    }

    fn of_uri(&self, uri: &Uri) -> Option<Intercept> {
        self.0.as_ref()?.intercept(uri)
    }

    /// Says who we are to the proxy that reads `request`: of one in TLS it sees nothing.
    pub(super) fn dress<B>(&self, request: &mut http::Request<B>) {
        if request.uri().scheme_str() == Some("http")
            && let Some(proxy) = self.of_uri(request.uri())
            && let Some(value) = proxy.basic_auth()
        {
            let headers = request.headers_mut();
            headers.insert(PROXY_AUTHORIZATION, value.clone());
        }
    }
}

/// Whether it is the URL of a proxy, the scheme of which may be left out.
fn is_proxy(url: &str) -> bool {
    let uri = match url.contains("://") {
        true => url.parse::<Uri>(),
        false => format!("http://{url}").parse(),
    };
    uri.is_ok_and(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https"))
            && uri.host().is_some_and(|host| !host.is_empty())
    })
}

/// Connects.
#[derive(Clone)]
pub(super) struct Connector {
    inner: HttpsConnector<Way>,
    proxies: Proxies,
    timeout: Duration,
    is_cased: bool,
}

impl Connector {
    /// With names of headers in capitals if it `is_cased`.
    pub(super) fn new(
        tls: ClientConfig,
        proxies: Proxies,
        timeout: Duration,
        is_cased: bool,
    ) -> Self {
        let tls = Arc::new(tls);
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_keepalive(Some(KEEP_ALIVE));
        tcp.set_keepalive_interval(Some(KEEP_ALIVE));
        let way = Way {
            to_proxies: HttpsConnector::from((tcp.clone(), Arc::clone(&tls))),
            tcp,
            proxies: proxies.clone(),
        };
        Self {
            inner: HttpsConnector::from((way, tls)),
            proxies,
            timeout,
            is_cased,
        }
    }
}

impl Service<Uri> for Connector {
    type Response = Link;
    type Error = BoxError;
    type Future = Connecting<Link>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        // In TLS nobody on the way reads the request.
        let is_read_by_proxy =
            uri.scheme_str() == Some("http") && self.proxies.of_uri(&uri).is_some();
        let connecting = tokio::time::timeout(self.timeout, self.inner.call(uri));
        let is_cased = self.is_cased;
        Box::pin(async move {
            let Ok(stream) = connecting.await else {
                let message = "the host does not answer in the time to connect";
                return Err(io::Error::new(io::ErrorKind::TimedOut, message).into());
            };
            Ok(Link::new(stream?, is_read_by_proxy, is_cased))
        })
    }
}

/// The way to a host, on which TLS is spoken or not.
#[derive(Clone)]
struct Way {
    tcp: HttpConnector,
    to_proxies: HttpsConnector<HttpConnector>,
    proxies: Proxies,
}

impl Service<Uri> for Way {
    type Response = Near;
    type Error = BoxError;
    type Future = Connecting<Near>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.tcp.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let Some(proxy) = self.proxies.of_uri(&uri) else {
            let connecting = self.tcp.call(uri);
            return Box::pin(async move { Ok(MaybeHttpsStream::Http(connecting.await?)) });
        };
        if uri.scheme_str() == Some("http") {
            return self.to_proxies.call(proxy.uri().clone());
        }
        let mut tunnel = Tunnel::new(proxy.uri().clone(), self.to_proxies.clone());
        if let Some(value) = proxy.basic_auth() {
            tunnel = tunnel.with_auth(value.clone());
        }
        let connecting = tunnel.call(uri);
        Box::pin(async move { Ok(connecting.await?) })
    }
}
