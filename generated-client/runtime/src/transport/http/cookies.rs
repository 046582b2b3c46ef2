//! [`Cookies`]: a jar of a transport's own; RFC 6265.
//!
//! Written here because the crates for it bring a public suffix list, a clock and their own date type, and log names and
//! values of what they store. Without a list of suffixes a `Domain` cannot be trusted, so a cookie goes back to the host
//! that gave it and to no other: RFC 6265 §5.3 allows that.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::header::SET_COOKIE;
use http::{HeaderMap, HeaderValue, Uri};

use crate::clock::since_1970;
use crate::transport::http_date::parse_http_date;

/// Bytes of one cookie; what is longer is not kept. RFC 6265 §6.1 asks for at least as many.
const MAX_COOKIE: usize = 4096;
/// Cookies of one host, and hosts: the oldest make room.
const MAX_COOKIES: usize = 50;
const MAX_HOSTS: usize = 100;

/// The cookies of a transport and its clones. `Debug` shows how many there are, and nothing logs them.
#[derive(Clone, Default)]
pub(crate) struct Cookies(Arc<Mutex<Jar>>);

type Jar = BTreeMap<String, Vec<Cookie>>;

struct Cookie {
    name: String,
    value: String,
    path: String,
    is_secure: bool,
    /// Seconds since 1970; `None` for as long as the jar lives.
    expires: Option<u64>,
}

impl Cookies {
    /// Keeps what the answer of `uri` says.
    pub(crate) fn keep(&self, uri: &Uri, headers: &HeaderMap) {
        self.keep_at(uri, headers, now());
    }

    /// The `Cookie` of a request to `uri`.
    pub(crate) fn header(&self, uri: &Uri) -> Option<HeaderValue> {
        self.header_at(uri, now())
    }

    fn keep_at(&self, uri: &Uri, headers: &HeaderMap, now: u64) {
        let Some(host) = uri.host().map(str::to_ascii_lowercase) else {
            return;
        };
        for value in headers.get_all(SET_COOKIE) {
            let Some(cookie) = value.to_str().ok().and_then(|text| parse(text, uri, now)) else {
                continue;
            };
            let mut jar = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if jar.len() >= MAX_HOSTS && !jar.contains_key(&host) {
                jar.pop_first();
            }
            let list = jar.entry(host.clone()).or_default();
            list.retain(|old| old.name != cookie.name || old.path != cookie.path);
            if cookie.expires.is_some_and(|end| end <= now) {
                continue;
            }
            if list.len() >= MAX_COOKIES {
                list.remove(0);
            }
            list.push(cookie);
        }
    }

    fn header_at(&self, uri: &Uri, now: u64) -> Option<HeaderValue> {
        let host = uri.host()?.to_ascii_lowercase();
        let mut jar = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let list = jar.get_mut(&host)?;
        list.retain(|cookie| cookie.expires.is_none_or(|end| end > now));
        let mut sent: Vec<&Cookie> = list
            .iter()
            .filter(|cookie| !cookie.is_secure || uri.scheme_str() == Some("https"))
            .filter(|cookie| is_below(uri.path(), &cookie.path))
            .collect();
        // RFC 6265 §5.4: longer paths first, then as they came.
        sent.sort_by_key(|cookie| std::cmp::Reverse(cookie.path.len()));
        let pairs: Vec<String> = sent
            .iter()
            .map(|cookie| format!("{}={}", cookie.name, cookie.value))
            .collect();
        let mut value = HeaderValue::from_str(&pairs.join("; ")).ok()?;
        value.set_sensitive(true);
        (!pairs.is_empty()).then_some(value)
    }
}

impl fmt::Debug for Cookies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let jar = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let n_cookies: usize = jar.values().map(Vec::len).sum();
        write!(f, "[{n_cookies} cookies]")
    }
}

fn now() -> u64 {
    since_1970().map_or(0, |time| time.as_secs())
}

/// RFC 6265 §5.2; `None` for what is not kept.
fn parse(text: &str, uri: &Uri, now: u64) -> Option<Cookie> {
    if text.len() > MAX_COOKIE {
        return None;
    }
    let mut parts = text.split(';');
    let (name, value) = parts.next()?.split_once('=')?;
    let name = name.trim();
    let mut cookie = Cookie {
        name: (!name.is_empty()).then(|| name.to_owned())?,
        value: value.trim().to_owned(),
        path: default_path(uri.path()),
        is_secure: false,
        expires: None,
    };
    let mut max_age = None;
    for part in parts {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "path" if value.starts_with('/') => cookie.path = value.to_owned(),
            "path" => cookie.path = default_path(uri.path()),
            "secure" => cookie.is_secure = true,
            "domain" if !is_domain_of(value, uri.host()?) => return None,
            "expires" => cookie.expires = parse_http_date(value).or(cookie.expires),
            "max-age" => max_age = value.parse::<i64>().ok().or(max_age),
            _ => {}
        }
    }
    if let Some(seconds) = max_age {
        // It wins over `Expires`; RFC 6265 §5.3.
        let lasts = Duration::from_secs(u64::try_from(seconds).unwrap_or(0));
        cookie.expires = Some(now.saturating_add(lasts.as_secs()));
        if seconds <= 0 {
            cookie.expires = Some(0);
        }
    }
    Some(cookie)
}

/// Whether a host may say so of itself; RFC 6265 §5.1.3.
fn is_domain_of(domain: &str, host: &str) -> bool {
    let domain = domain.trim_start_matches('.').to_ascii_lowercase();
    let host = host.to_ascii_lowercase();
    let is_parent = host
        .strip_suffix(&domain)
        .is_some_and(|head| head.ends_with('.'));
    let is_name = host.bytes().any(|ch| ch.is_ascii_alphabetic()) && !host.starts_with('[');
    domain.is_empty() || domain == host || (is_parent && is_name)
}

/// The folder of a request's path; RFC 6265 §5.1.4.
fn default_path(path: &str) -> String {
    match path.rfind('/') {
        None | Some(0) => String::from("/"),
        Some(end) => path[..end].to_owned(),
    }
}

/// Whether a cookie of `folder` goes to `path`; RFC 6265 §5.1.4.
fn is_below(path: &str, folder: &str) -> bool {
    let path = if path.is_empty() { "/" } else { path };
    match path.strip_prefix(folder) {
        Some(rest) => rest.is_empty() || folder.ends_with('/') || rest.starts_with('/'),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_700_000_000;

    fn jar(uri: &str, cookies: &[&str]) -> Cookies {
        let jar = Cookies::default();
        keep(&jar, uri, cookies);
        jar
    }

    fn keep(jar: &Cookies, uri: &str, cookies: &[&str]) {
        let mut headers = HeaderMap::new();
        for cookie in cookies {
            headers.append(SET_COOKIE, cookie.parse().expect("a header"));
        }
        jar.keep_at(&uri.parse().expect("a URL"), &headers, NOW);
    }

    fn sent(jar: &Cookies, uri: &str, now: u64) -> String {
        let header = jar.header_at(&uri.parse().expect("a URL"), now);
        header.map_or(String::new(), |it| it.to_str().expect("ASCII").to_owned())
    }

    #[test]
    fn a_cookie_goes_back_to_its_host_and_folder() {
        let jar = jar(
            "https://a.example/ws/login.asmx",
            &[
                "id=1; path=/; HttpOnly",
                "ws=2",
                "deep=3; Path=/ws/deep",
                "safe=4; Secure; path=/",
                "evil=5; domain=example.org",
                "own=6; domain=example; path=/ws",
                "=7",
                "none",
            ],
        );
        for (uri, expected) in [
            ("https://a.example/", "id=1; safe=4"),
            ("http://a.example/", "id=1"),
            ("https://A.EXAMPLE:8443/ws/x", "ws=2; own=6; id=1; safe=4"),
            (
                "https://a.example/ws/deep/x",
                "deep=3; ws=2; own=6; id=1; safe=4",
            ),
            ("https://a.example/wsx", "id=1; safe=4"),
            ("https://b.a.example/", ""),
            ("https://example/", ""),
            ("https://example.org/", ""),
        ] {
            assert_eq!(sent(&jar, uri, NOW), expected, "{uri}");
        }
        assert_eq!(format!("{jar:?}"), "[5 cookies]");
    }

    #[test]
    fn cookies_are_replaced_and_end() {
        let url = "http://a.example/";
        let jar = jar(
            url,
            &[
                "a=1",
                "b=2; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
                "c=3; expires=Wed, 15-Nov-23 00:00:00 GMT",
            ],
        );
        assert_eq!(sent(&jar, url, NOW), "a=1; b=2; c=3");
        assert_eq!(sent(&jar, url, NOW + 60), "a=1; c=3");
        keep(&jar, url, &["a=9; path=/", "c=; Max-Age=0"]);
        assert_eq!(sent(&jar, url, NOW), "a=9");
        keep(&jar, url, &["a=; expires=Thu, 01 Jan 1970 00:00:00 GMT"]);
        assert_eq!(sent(&jar, url, NOW), "");
    }

    #[test]
    fn a_server_fills_no_memory() {
        let jar = Cookies::default();
        for n in 0..200 {
            keep(&jar, &format!("http://h{n}.example/"), &["a=1"]);
            keep(&jar, "http://x.example/", &[&format!("c{n}=1")]);
        }
        keep(
            &jar,
            "http://x.example/",
            &[&format!("long={}", "x".repeat(MAX_COOKIE))],
        );
        let kept = jar.0.lock().expect("no test panics with it");
        assert_eq!(kept.len(), MAX_HOSTS);
        assert_eq!(kept["x.example"].len(), MAX_COOKIES);
    }
}
