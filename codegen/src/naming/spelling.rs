//! What a namespace name says: its segments, the general ones before the special ones, versions and dates apart.
//!
//! In: a namespace name; any text is one. Out: [`Segments`]. Knows no Rust names.

use crate::namespaces::{
    SOAP11_ENCODING, SOAP11_ENVELOPE, SOAP12_ENCODING, SOAP12_ENVELOPE, XML, XSD, XSI,
};

/// The segments of a namespace name.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Segments {
    /// Those that tell something, the most telling last.
    pub(crate) telling: Vec<String>,
    /// Versions and dates.
    pub(crate) versions: Vec<String>,
}

/// What so many namespace names have that it tells nothing.
const GENERIC: &[&str] = &[
    "asmx",
    "aspx",
    "cxf",
    "docs",
    "jaxws",
    "jws",
    "namespace",
    "namespaces",
    "ns",
    "php",
    "schema",
    "schemas",
    "service",
    "services",
    "soap",
    "svc",
    "type",
    "types",
    "webservice",
    "webservices",
    "ws",
    "wsdl",
    "www",
    "xml",
    "xsd",
];

/// The domains of names of companies that stand at the end of a `urn:`.
const TOP_LEVEL: &[&str] = &["com", "edu", "gov", "net", "org"];

/// How many telling segments of a namespace a name can have: enough to tell any two apart that people wrote.
const MAX_SEGMENTS: usize = 6;

/// How many characters of a segment a name can have.
const MAX_CHARS: usize = 40;

/// What everybody calls these.
const KNOWN: &[(&str, &str)] = &[
    (XML, "xml"),
    (XSD, "xsd"),
    (XSI, "xsi"),
    (SOAP11_ENVELOPE, "soap_envelope"),
    (SOAP12_ENVELOPE, "soap12_envelope"),
    (SOAP11_ENCODING, "soap_encoding"),
    (SOAP12_ENCODING, "soap12_encoding"),
];

/// Second levels of domain names below a country.
const SECOND_LEVEL: &[&str] = &["ac", "co", "com", "edu", "gov", "net", "org"];

/// What `uri` can be called, best first and never empty: its last telling segment, with versions and the segments before
/// it added one by one.
pub(crate) fn candidates(uri: &str) -> Vec<String> {
    if let Some((_, name)) = KNOWN.iter().find(|it| it.0 == uri) {
        return vec![(*name).to_owned()];
    }
    let short = |it: &String| it.chars().take(MAX_CHARS).collect::<String>();
    let segments = segments(uri);
    let telling: Vec<String> = segments.telling.iter().map(short).collect();
    let versions: Vec<String> = segments.versions.iter().map(short).collect();
    let versions = versions[versions.len().saturating_sub(MAX_SEGMENTS)..].join("_");
    let mut res: Vec<String> = Vec::new();
    for from in (telling.len().saturating_sub(MAX_SEGMENTS)..telling.len()).rev() {
        let name = telling[from..].join("_");
        res.push(name.clone());
        if !versions.is_empty() {
            res.push(format!("{name}_{versions}"));
        }
    }
    if res.is_empty() {
        res.push(short(&uri.to_owned()));
    }
    res
}

/// Whether `uri` has a version or date.
pub(crate) fn has_version(uri: &str) -> bool {
    KNOWN.iter().all(|it| it.0 != uri) && !segments(uri).versions.is_empty()
}

/// The segments of `uri`.
fn segments(uri: &str) -> Segments {
    let mut all: Vec<String> = Vec::new();
    let rest = match uri.split_once("://") {
        Some((_, rest)) => {
            let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
            all.extend(host(&rest[..end]));
            &rest[end..]
        }
        None => uri.strip_prefix("urn:").unwrap_or(uri),
    };
    for part in rest.split(|it: char| "/:#?&=".contains(it)) {
        match part.rsplit_once('.') {
            // `messages.platform.example.com` has the general last, as a host.
            Some((before, top)) if before.contains('.') && TOP_LEVEL.contains(&top) => {
                let labels = before.rsplit('.');
                all.extend(labels.map(|it| without_versions(it.trim())));
            }
            Some(_) | None => all.extend(part.split('.').map(|it| without_versions(it.trim()))),
        }
    }
    all.retain(|it| it.chars().any(char::is_alphanumeric));
    let (versions, words): (Vec<String>, Vec<String>) =
        all.into_iter().partition(|it| is_version(it));
    let is_generic = |it: &String| GENERIC.contains(&it.to_lowercase().as_str());
    let mut telling: Vec<String> = words.iter().filter(|it| !is_generic(it)).cloned().collect();
    if telling.is_empty() {
        telling = words;
    }
    Segments { telling, versions }
}

/// The labels of a host name, the registered one first.
fn host(authority: &str) -> Vec<String> {
    let name = authority.rsplit('@').next().unwrap_or_default();
    let name = name.split(':').next().unwrap_or_default();
    let mut labels: Vec<&str> = name.split('.').filter(|it| !it.is_empty()).collect();
    if labels
        .iter()
        .all(|it| it.chars().all(|it| it.is_ascii_digit()))
    {
        return Vec::new();
    }
    if labels.len() > 1 {
        let top = labels.pop().unwrap_or_default();
        let is_below = labels.last().is_some_and(|it| SECOND_LEVEL.contains(it));
        if top.len() == 2 && is_below && labels.len() > 1 {
            labels.pop();
        }
    }
    labels.into_iter().rev().map(str::to_owned).collect()
}

/// `oasis-200401-wss` without the date; a segment that is nothing else stays.
fn without_versions(segment: &str) -> String {
    if is_version(segment) {
        return segment.to_owned();
    }
    let words: Vec<&str> = segment.split(['-', '_']).collect();
    let kept: Vec<&str> = words.iter().copied().filter(|it| !is_version(it)).collect();
    if kept.is_empty() || kept.len() == words.len() {
        return segment.to_owned();
    }
    kept.join("-")
}

/// Whether a segment says only when something was: `v2`, `ver10`, `b-2`, `2003`, `2020-01-31`, `1a`.
fn is_version(segment: &str) -> bool {
    let rest = segment.trim_start_matches(|it: char| it.is_ascii_alphabetic());
    let letters = &segment[..segment.len() - rest.len()];
    let is_short = letters.len() < 4 || letters.eq_ignore_ascii_case("version");
    let digits = rest.trim_start_matches(['-', '_']);
    let digits = digits
        .strip_suffix(|it: char| it.is_ascii_lowercase())
        .unwrap_or(digits);
    is_short
        && digits.starts_with(|it: char| it.is_ascii_digit())
        && digits
            .chars()
            .all(|it| it.is_ascii_digit() || it == '-' || it == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_told_from_words() {
        for it in [
            "v2",
            "ver10",
            "b-2",
            "2003",
            "2020-01-31",
            "1a",
            "version3",
            "07",
            "V1_2",
        ] {
            assert!(is_version(it), "{it}");
        }
        for it in [
            "orders",
            "Services85",
            "eu",
            "v",
            "3d-secure",
            "",
            "-",
            "größe1",
        ] {
            assert!(!is_version(it), "{it}");
        }
    }

    #[test]
    fn any_text_has_segments() {
        for it in [
            "",
            ":",
            "http://",
            "http://@:",
            "://",
            "urn:",
            "   ",
            "http://1.2.3.4:80/",
            "é",
        ] {
            let _ = segments(it);
        }
        for it in ["", ":", "urn:", "2", "http://1.2.3.4:80/"] {
            assert!(!candidates(it).is_empty(), "{it}");
        }
        assert!(candidates(&"a/".repeat(10_000)).len() < 20);
        let it = segments("urn:messages_2016_1.platform.webservices.example.com");
        assert_eq!(it.telling, ["example", "platform", "messages"]);
        let it = segments("http://www.example.co.uk/shop/v1.2/orders.xsd");
        assert_eq!(it.telling, ["example", "shop", "orders"]);
        assert_eq!(it.versions, ["v1", "2"]);
    }
}
