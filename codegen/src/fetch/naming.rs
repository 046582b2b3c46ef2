//! Names of stored files. In: addresses. Out: paths that are relative, safe on every file system, readable and
//! case-insensitively unique.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use super::address::{Address, without_secrets};
use crate::document::references::Kind;

/// The most characters of a part of a path, without its ending.
const MAX_STEM: usize = 80;

/// Gives names.
#[derive(Debug, Default)]
pub(super) struct Namer {
    /// Lowercase.
    taken: BTreeSet<String>,
    known: BTreeMap<String, String>,
}

impl Namer {
    /// A namer that gives documents the names they had.
    pub(super) fn new(known: &BTreeMap<String, String>) -> Self {
        let mut namer = Self::default();
        for (address, name) in known {
            // The lock is a file that people edit, so its names are checked like any other.
            if is_safe(name) && namer.taken.insert(name.to_lowercase()) {
                namer.known.insert(address.clone(), name.clone());
            }
        }
        namer
    }

    /// The name of the document at `address`.
    pub(super) fn name(&mut self, address: &Address, kind: &Kind, is_root: bool) -> String {
        let ending = match kind {
            Kind::Wsdl => ".wsdl",
            Kind::Schema | Kind::BuiltIn | Kind::Other(_) => ".xsd",
        };
        // Addresses that differ in a secret only are shown alike, so a name is given once.
        if let Some(name) = self.known.remove(&address.shown())
            && name.to_lowercase().ends_with(ending)
        {
            return name;
        }
        let wanted = match address {
            Address::Remote(url) => sanitise(&remote_name(url)),
            Address::Local(path) => {
                let parts: Vec<String> = path.split('/').map(sanitise).collect();
                parts.join("/")
            }
        };
        let (folder, file) = match wanted.rsplit_once('/') {
            Some((folder, file)) => (format!("{folder}/"), file.to_owned()),
            None => (String::new(), wanted),
        };
        let (stem, given) = split_ending(&file);
        // A schema that ends in `.wsdl` would be taken for a root, and a root must end so.
        let keeps_given = match (given.to_ascii_lowercase().as_str(), kind) {
            (".wsdl", Kind::Wsdl) => true,
            (".xsd", Kind::Wsdl) => !is_root,
            (".xsd", _) => true,
            _ => false,
        };
        let ending = if keeps_given { given } else { ending };
        let mut name = format!("{folder}{stem}{ending}");
        let mut number = 2;
        while !self.taken.insert(name.to_lowercase()) {
            name = format!("{folder}{stem}-{number}{ending}");
            number += 1;
        }
        name
    }
}

/// Whether a path is one that [`Namer`] gives.
pub(super) fn is_safe(path: &str) -> bool {
    path.split('/')
        .all(|it| !it.is_empty() && sanitise(it) == it)
}

/// The file name that an address suggests: the value of `?xsd=…`, or the last part of the path.
fn remote_name(url: &Url) -> String {
    // A name must not say what the address keeps secret.
    let url = &without_secrets(url);
    let last = |it: &str| {
        let it = it.trim_end_matches(['/', '\\']);
        it.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
    };
    let path = percent_decode(&last(url.path()));
    let (stem, _) = split_ending(&path);
    let stem = if stem.is_empty() { "service" } else { stem };
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    for (key, value) in &pairs {
        let value = last(value);
        let lower = value.to_ascii_lowercase();
        let names_file = lower.ends_with(".xsd") || lower.ends_with(".wsdl");
        let is_kind =
            ["xsd", "wsdl", "schema", "wadl"].contains(&key.to_ascii_lowercase().as_str());
        if !value.is_empty() && (names_file || is_kind) {
            return value;
        }
    }
    // `?wsdl` says nothing that the ending does not.
    let is_plain = pairs.is_empty()
        || (pairs.iter())
            .any(|(key, value)| value.is_empty() && key.to_ascii_lowercase().contains("wsdl"));
    if is_plain {
        return match path.as_str() {
            "" => stem.to_owned(),
            path => path.to_owned(),
        };
    }
    let query: Vec<String> = (pairs.iter())
        .map(|(key, value)| match value.as_str() {
            "" => key.clone(),
            value => format!("{key}-{value}"),
        })
        .collect();
    format!("{stem}-{}", query.join("-"))
}

/// A part of a path without anything that a file system or a URL treats specially.
fn sanitise(part: &str) -> String {
    let clean: String = part
        .chars()
        .map(|it| match it {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '_' | '-' => it,
            _ => '_',
        })
        .collect();
    let clean = clean.trim_start_matches(['.', '-']).trim_end_matches('.');
    let (stem, ending) = split_ending(clean);
    let stem = &stem[..stem.len().min(MAX_STEM)];
    let stem = if stem.is_empty() { "document" } else { stem };
    let lower = stem
        .split('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let is_device = ["con", "prn", "aux", "nul"].contains(&lower.as_str())
        || (lower.len() == 4
            && (lower.starts_with("com") || lower.starts_with("lpt"))
            && lower.ends_with(|it: char| it.is_ascii_digit()));
    // These names are devices on Windows, whatever their ending.
    let mark = if is_device { "_" } else { "" };
    format!("{mark}{stem}{ending}")
}

/// Splits off `.wsdl` or `.xsd`, or drops the ending of a program that serves documents.
fn split_ending(file: &str) -> (&str, &str) {
    const SERVERS: [&str; 9] = [
        ".asmx", ".ashx", ".aspx", ".cfc", ".do", ".jws", ".php", ".svc", ".xml",
    ];
    let Some(at) = file.rfind('.') else {
        return (file, "");
    };
    let (stem, ending) = file.split_at(at);
    let lower = ending.to_ascii_lowercase();
    match lower.as_str() {
        ".wsdl" | ".xsd" => (stem, ending),
        it if SERVERS.contains(&it) => (stem, ""),
        _ => (file, ""),
    }
}

fn percent_decode(text: &str) -> String {
    // A query is decoded the same way, but for `+`.
    let text = text.replace('+', "%2B");
    let decoded = url::form_urlencoded::parse(text.as_bytes()).next();
    decoded.map_or_else(String::new, |(key, _)| key.into_owned())
}

/// The location of the file `to` as the file `from` writes it; both are names that [`Namer`] gave.
pub(super) fn relative(from: &str, to: &str) -> String {
    let mut from: Vec<&str> = from.split('/').collect();
    from.pop();
    let to: Vec<&str> = to.split('/').collect();
    let shared = (from.iter().zip(&to[..to.len() - 1]))
        .take_while(|(a, b)| a == b)
        .count();
    let up = "../".repeat(from.len() - shared);
    format!("{up}{}", to[shared..].join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remote(text: &str) -> Address {
        Address::Remote(Url::parse(text).unwrap())
    }

    #[test]
    fn names_are_readable() {
        for (address, kind, is_root, expected) in [
            ("https://x/Shop.svc?wsdl", Kind::Wsdl, true, "Shop.wsdl"),
            ("https://x/Shop.asmx?WSDL", Kind::Wsdl, true, "Shop.wsdl"),
            (
                "https://x/Shop.svc?singleWsdl",
                Kind::Wsdl,
                true,
                "Shop.wsdl",
            ),
            ("https://x/shop.wsdl", Kind::Wsdl, true, "shop.wsdl"),
            ("https://x/S.WSDL", Kind::Wsdl, true, "S.WSDL"),
            ("https://x/S.xsd", Kind::Wsdl, true, "S.wsdl"),
            ("https://x/S.xsd", Kind::Wsdl, false, "S.xsd"),
            ("https://x/S?file=T.xsd", Kind::Schema, false, "T.xsd"),
            ("https://x/S?a&b=2", Kind::Wsdl, true, "S-a-b-2.wsdl"),
            ("https://x/S?a=1&wsdl&token=x", Kind::Wsdl, true, "S.wsdl"),
            (
                "https://x/S?token=x",
                Kind::Wsdl,
                true,
                "S-token-REDACTED.wsdl",
            ),
            ("https://x/?wsdl", Kind::Wsdl, true, "service.wsdl"),
            (
                "https://x/Shop.svc?xsd=xsd0",
                Kind::Schema,
                false,
                "xsd0.xsd",
            ),
            (
                "https://x/Shop.svc?wsdl=wsdl0",
                Kind::Wsdl,
                false,
                "wsdl0.wsdl",
            ),
            (
                "https://x/S?xsd=../a/Types.xsd",
                Kind::Schema,
                false,
                "Types.xsd",
            ),
            (
                "https://x/a/Types.xsd?v=2",
                Kind::Schema,
                false,
                "Types-v-2.xsd",
            ),
            ("https://x/a/Types.XSD", Kind::Schema, false, "Types.XSD"),
            ("https://x/types", Kind::Schema, false, "types.xsd"),
            ("https://x/types.wsdl", Kind::Schema, false, "types.xsd"),
            ("https://x/v1.2/api.v3", Kind::Wsdl, true, "api.v3.wsdl"),
            ("https://x/a%20b%2Fc.xsd", Kind::Schema, false, "a_b_c.xsd"),
            (
                "https://x/%2e%2e%2fetc?xsd=..%2f..",
                Kind::Schema,
                false,
                "document.xsd",
            ),
            ("https://x/nul.xsd", Kind::Schema, false, "_nul.xsd"),
            ("https://x/com1.x.xsd", Kind::Schema, false, "_com1.x.xsd"),
            (
                "https://x/S?xsd=%00%0a%E2%80%AE",
                Kind::Schema,
                false,
                "___.xsd",
            ),
        ] {
            let name = Namer::default().name(&remote(address), &kind, is_root);
            assert_eq!(name, expected, "{address}");
            assert!(is_safe(&name), "{name}");
        }
    }

    #[test]
    fn names_are_unique_in_any_case() {
        let mut namer = Namer::default();
        let mut name = |it| namer.name(&remote(it), &Kind::Schema, false);
        assert_eq!(name("https://x/a/Types.xsd"), "Types.xsd");
        assert_eq!(name("https://x/b/types.xsd"), "types-2.xsd");
        assert_eq!(name("https://x/c/TYPES.xsd"), "TYPES-3.xsd");
    }

    #[test]
    fn known_names_stay() {
        let known = BTreeMap::from([
            ("https://x/b.xsd".to_owned(), "a.xsd".to_owned()),
            ("https://x/c.xsd".to_owned(), "../c.xsd".to_owned()),
        ]);
        let mut namer = Namer::new(&known);
        assert_eq!(
            namer.name(&remote("https://x/a.xsd"), &Kind::Schema, false),
            "a-2.xsd"
        );
        assert_eq!(
            namer.name(&remote("https://x/b.xsd"), &Kind::Schema, false),
            "a.xsd"
        );
        assert_eq!(
            namer.name(&remote("https://x/c.xsd"), &Kind::Schema, false),
            "c.xsd"
        );
    }

    #[test]
    fn local_paths_stay() {
        let local = |it: &str| Address::Local(it.to_owned());
        let mut namer = Namer::default();
        assert_eq!(
            namer.name(&local("a b/T.xsd"), &Kind::Schema, false),
            "a_b/T.xsd"
        );
        assert_eq!(namer.name(&local("S.xml"), &Kind::Wsdl, true), "S.wsdl");
    }

    #[test]
    fn locations_are_relative() {
        assert_eq!(relative("a.wsdl", "b.xsd"), "b.xsd");
        assert_eq!(relative("x/a.wsdl", "b.xsd"), "../b.xsd");
        assert_eq!(relative("x/a.wsdl", "x/y/b.xsd"), "y/b.xsd");
        assert_eq!(relative("x/a.wsdl", "y/b.xsd"), "../y/b.xsd");
        assert_eq!(relative("a.wsdl", "x/b.xsd"), "x/b.xsd");
    }
}
