//! Addresses: where a document is, and whether it may be fetched from there.
//!
//! In: locations as documents write them. Out: [`Address`]es that [`Policy`] accepts. Opens no connection.

use url::{Origin, Url};

use super::FetchError;

/// Where a document is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Address {
    /// On the network, without fragment.
    Remote(Url),
    /// In the root folder: its path there.
    Local(String),
}

impl Address {
    /// As people and the lock read it, without secrets.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Remote(url) => shown(url),
            Self::Local(path) => path.clone(),
        }
    }

    /// What tells documents apart.
    pub(super) fn key(&self) -> String {
        match self {
            Self::Remote(url) => url.to_string(),
            Self::Local(path) => path.clone(),
        }
    }
}

/// Why an address is refused, and what to do.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Refused {
    pub(super) message: String,
    pub(super) help: Option<String>,
}

impl Refused {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
        }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Which hosts documents may be fetched from. A document decides what is asked for, so only named hosts are asked:
/// otherwise a stranger's WSDL could reach into the network of whoever captures it.
#[derive(Clone, Debug, Default)]
pub(super) struct Policy {
    rules: Vec<Rule>,
    /// The `https` sources, for documents that name themselves by `http`.
    secure: Vec<Url>,
    /// Whether a source says `http`.
    allows_plain: bool,
}

#[derive(Clone, Debug)]
struct Rule {
    host: String,
    port: Option<u16>,
    allows_plain: bool,
}

impl Policy {
    pub(super) fn new(sources: &[Url], allow_hosts: &[String]) -> Result<Self, FetchError> {
        let mut policy = Self {
            allows_plain: sources.iter().any(|it| it.scheme() == "http"),
            secure: (sources.iter().filter(|it| it.scheme() == "https"))
                .cloned()
                .collect(),
            rules: Vec::new(),
        };
        for source in sources {
            policy.rules.push(Rule {
                host: source.host_str().unwrap_or_default().to_owned(),
                port: source.port_or_known_default(),
                allows_plain: source.scheme() == "http",
            });
            // A service that moved to https at its old name is still the one that was named.
            policy.rules.push(Rule {
                host: source.host_str().unwrap_or_default().to_owned(),
                port: Some(443),
                allows_plain: false,
            });
        }
        for host in allow_hosts {
            policy.rules.push(parse_rule(host)?);
        }
        Ok(policy)
    }

    /// Accepts an address that a document refers to; by `https` where the document names its own host by `http`.
    pub(super) fn check_reference(&self, mut url: Url) -> Result<Url, Refused> {
        if url.scheme() == "http" && !self.is_plain_allowed(&url) {
            // Behind a gateway that ends TLS, services write their addresses without it.
            let same_host = |it: &&Url| it.host_str() == url.host_str() && url.port().is_none();
            if let Some(source) = self.secure.iter().find(same_host) {
                let port = source.port();
                let changed = url.set_scheme("https").and_then(|()| url.set_port(port));
                debug_assert!(
                    changed.is_ok(),
                    "both are web schemes, and the host is there"
                );
            }
        }
        self.check(url)
    }

    /// Accepts an address as it is.
    pub(super) fn check(&self, url: Url) -> Result<Url, Refused> {
        check_scheme(&url)?;
        check_no_password(&url)?;
        let host = url.host_str().unwrap_or_default();
        let port = url.port_or_known_default();
        let rules = || {
            (self.rules.iter())
                .filter(|it| it.host == host && it.port.is_none_or(|it| Some(it) == port))
        };
        let place = match url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        };
        if rules().next().is_none() {
            let refused = format!("`{}` is on a host that was not named", shown(&url));
            return Err(Refused::new(refused)
                .help(format!("if it should be asked, add `--allow-host {place}`")));
        }
        if url.scheme() == "http" && !self.is_plain_allowed(&url) {
            let refused = format!(
                "`{}` is plain http, which anyone on the way can change",
                shown(&url)
            );
            return Err(Refused::new(refused).help(format!(
                "if that is acceptable, add `--allow-host http://{place}`"
            )));
        }
        Ok(url)
    }

    fn is_plain_allowed(&self, url: &Url) -> bool {
        let host = url.host_str().unwrap_or_default();
        let port = url.port_or_known_default();
        (self.rules.iter()).any(|it| {
            let is_plain = it.allows_plain || self.allows_plain;
            is_plain && it.host == host && it.port.is_none_or(|it| Some(it) == port)
        })
    }
}

fn parse_rule(text: &str) -> Result<Rule, FetchError> {
    let error = || {
        FetchError(format!(
            "expected a host such as `shop.example`, `shop.example:8443` or `http://shop.example`, found `{text}`"
        ))
    };
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme @ ("http" | "https"), rest)) => (scheme, rest),
        Some(_) => return Err(error()),
        None => ("https", text),
    };
    // `Url` drops a port that is the scheme's own, so the text says whether one was named.
    let url = Url::parse(&format!("{scheme}://{rest}")).map_err(|_| error())?;
    let is_bare = url.path() == "/" && url.query().is_none() && url.username().is_empty();
    let host = url.host_str().filter(|_| is_bare).ok_or_else(error)?;
    let names_port =
        (rest.rsplit_once(':')).is_some_and(|(_, port)| port.chars().all(|it| it.is_ascii_digit()));
    Ok(Rule {
        host: host.to_owned(),
        port: url.port_or_known_default().filter(|_| names_port),
        allows_plain: scheme == "http",
    })
}

/// Reads an address that the caller gives; `None` where it is the path of a file.
pub(super) fn parse_source(text: &str) -> Result<Option<Url>, FetchError> {
    let lower = text.to_ascii_lowercase();
    if !lower.starts_with("http://") && !lower.starts_with("https://") {
        return Ok(None);
    }
    let mut url =
        Url::parse(text).map_err(|it| FetchError(format!("`{text}` is no address: {it}")))?;
    check_no_password(&url).map_err(|it| {
        let help = it.help.unwrap_or_default();
        FetchError(format!("{}: {help}", it.message))
    })?;
    url.set_fragment(None);
    Ok(Some(url))
}

/// Resolves what a remote document at `base` refers to.
pub(super) fn resolve(base: &Url, location: &str) -> Result<Url, Refused> {
    let mut url = base
        .join(location)
        .map_err(|it| Refused::new(format!("`{location}` is no address: {it}")))?;
    url.set_fragment(None);
    check_scheme(&url)?;
    Ok(url)
}

/// Whether both are one origin, to which a secret may go.
pub(super) fn is_same_origin(first: &Origin, url: &Url) -> bool {
    first.is_tuple() && *first == url.origin()
}

fn check_scheme(url: &Url) -> Result<(), Refused> {
    match url.scheme() {
        // Both have a host, or were no addresses.
        "http" | "https" => Ok(()),
        scheme => Err(Refused::new(format!(
            "`{}` is not fetched: its scheme is `{scheme}`, not `https`",
            shown(url)
        ))),
    }
}

fn check_no_password(url: &Url) -> Result<(), Refused> {
    if url.username().is_empty() && url.password().is_none() {
        return Ok(());
    }
    Err(
        Refused::new(format!("`{}` carries a user or a password", shown(url)))
            .help("give the user with `--user` and the password in the environment"),
    )
}

/// An address without user, password, and the values of parameters that say that they are secret.
pub(super) fn shown(url: &Url) -> String {
    without_secrets(url).to_string()
}

/// See [`shown`].
pub(super) fn without_secrets(url: &Url) -> Url {
    const SECRET: [&str; 8] = [
        "auth", "code", "key", "pass", "secret", "sig", "ticket", "token",
    ];
    let mut url = url.clone();
    // Neither fails for an address with a host, and one without has neither.
    let _ = url.set_password(None);
    let _ = url.set_username("");
    let Some(query) = url.query() else {
        return url;
    };
    let parts: Vec<String> = query
        .split('&')
        .map(|part| match part.split_once('=') {
            Some((name, value)) if !value.is_empty() => {
                let lower = name.to_ascii_lowercase();
                let is_secret = SECRET.iter().any(|it| lower.contains(it));
                let value = if is_secret { "REDACTED" } else { value };
                format!("{name}={value}")
            }
            Some(_) | None => part.to_owned(),
        })
        .collect();
    let query = parts.join("&");
    url.set_query(Some(&query));
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn only_named_hosts_are_asked() {
        let hosts = [
            "b.example".to_owned(),
            "c.example:8443".to_owned(),
            "http://d.example".to_owned(),
        ];
        let policy = Policy::new(&[url("https://a.example/S.svc?wsdl")], &hosts).unwrap();
        for (address, expected) in [
            ("https://a.example/x.xsd", "https://a.example/x.xsd"),
            // The document names its own host without TLS.
            ("http://a.example/x.xsd", "https://a.example/x.xsd"),
            (
                "https://b.example:8080/x.xsd",
                "https://b.example:8080/x.xsd",
            ),
            (
                "https://c.example:8443/x.xsd",
                "https://c.example:8443/x.xsd",
            ),
            ("http://d.example/x.xsd", "http://d.example/x.xsd"),
        ] {
            let found = policy
                .check_reference(url(address))
                .map(|it| it.to_string());
            assert_eq!(found.as_deref(), Ok(expected));
        }
        for (address, why) in [
            ("https://a.example:8443/x.xsd", "not named"),
            ("https://c.example/x.xsd", "not named"),
            ("http://b.example/x.xsd", "plain http"),
            ("http://a.example:443/x.xsd", "plain http"),
            ("http://169.254.169.254/latest", "not named"),
            ("file:///etc/passwd", "scheme"),
            ("ftp://a.example/x.xsd", "scheme"),
            ("https://u:p@a.example/x.xsd", "a user or a password"),
            ("https://u@a.example/x.xsd", "a user or a password"),
            ("https://:p@a.example/x.xsd", "a user or a password"),
        ] {
            let refused = policy.check_reference(url(address)).unwrap_err();
            assert!(
                refused.message.contains(why),
                "{address}: {}",
                refused.message
            );
            assert!(!refused.message.contains("u:p"), "{}", refused.message);
        }
    }

    #[test]
    fn plain_http_is_the_callers_choice() {
        let policy = Policy::new(&[url("http://a.example:81/S?wsdl")], &[]).unwrap();
        assert!(policy.check(url("http://a.example:81/x.xsd")).is_ok());
        assert!(policy.check(url("https://a.example/x.xsd")).is_ok());
        assert!(policy.check(url("http://a.example:82/x.xsd")).is_err());
    }

    #[test]
    fn secrets_are_not_shown() {
        let shown = shown(&url("https://a.example/S?wsdl&ApiKey=abc&token=&x=1"));
        assert_eq!(shown, "https://a.example/S?wsdl&ApiKey=REDACTED&token=&x=1");
        for empty in ["http://", "https://:80/"] {
            assert!(parse_source(empty).is_err(), "{empty}");
        }
        assert!(
            parse_source("https://u:p@a.example/")
                .unwrap_err()
                .0
                .contains("--user")
        );
    }

    #[test]
    fn rules_are_hosts_and_nothing_else() {
        for wrong in ["a.example/x", "ftp://a", "", "u@a.example", "a.example?x"] {
            assert!(parse_rule(wrong).is_err(), "{wrong}");
        }
        assert_eq!(parse_rule("a.example:443").unwrap().port, Some(443));
        assert_eq!(parse_rule("A.example").unwrap().host, "a.example");
        assert_eq!(parse_rule("[::1]:80").unwrap().port, Some(80));
    }
}
