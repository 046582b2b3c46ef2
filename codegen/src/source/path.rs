//! Paths inside a capture: relative, with `/` between the parts. In: what a document says. Out: a [`Location`].

use std::path::Path;

/// Where a `schemaLocation` or `location` points.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Location {
    /// A path relative to the capture's root.
    Inside(String),
    /// A relative path that leaves the capture's root.
    Outside,
    /// An absolute URL or path.
    Absolute,
}

/// Resolves `location` as written in the document at `base`.
pub fn resolve_location(base: &str, location: &str) -> Location {
    let path = location.split(['#', '?']).next().unwrap_or_default();
    let path = path.replace('\\', "/");
    if has_scheme(&path) || path.starts_with('/') {
        return Location::Absolute;
    }
    let folder = folder(base);
    match normalise(&format!("{folder}/{}", decode_percent(&path))) {
        Some(path) => Location::Inside(path),
        None => Location::Outside,
    }
}

/// A path with `/` everywhere, as cargo reads it.
pub(crate) fn slashed(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

/// The folder that holds `path`; empty for the root.
pub(crate) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Removes `.` and `..` and empty parts; `None` where `..` leaves the root.
pub fn normalise(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The file names under which a fetched `location` may have been stored: its last part, and forms of its query.
pub fn stored_names(location: &str) -> Vec<String> {
    let location = location.split('#').next().unwrap_or_default();
    let location = location.replace('\\', "/");
    let (path, query) = match location.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (location.as_str(), None),
    };
    let last = decode_percent(path.rsplit('/').next().unwrap_or_default());
    let mut names = Vec::new();
    if let Some(query) = query {
        // A capture stores `Service.svc?xsd=xsd0` under a name without characters that file systems refuse.
        let value = decode_percent(query.rsplit('=').next().unwrap_or_default());
        let value = value.rsplit('/').next().unwrap_or_default();
        let stem = last.rsplit_once('.').map_or(last.as_str(), |it| it.0);
        for name in [
            format!("{last}?{query}"),
            format!("{last}_{query}"),
            format!("{last}_{query}.xsd"),
            format!("{last}_{query}.wsdl"),
            format!("{last}_{value}"),
            format!("{last}_{value}.xsd"),
            format!("{last}.{value}.xsd"),
            format!("{stem}_{value}.xsd"),
            format!("{stem}.{value}.xsd"),
            format!("{stem}_{value}.wsdl"),
            format!("{stem}.{value}.wsdl"),
            value.to_owned(),
            format!("{value}.xsd"),
            format!("{value}.wsdl"),
        ] {
            let clean: String = name
                .chars()
                .map(|it| match it {
                    '?' | '=' | '&' | ':' | '*' | '"' | '<' | '>' | '|' | '/' => '_',
                    it => it,
                })
                .collect();
            names.push(name);
            names.push(clean);
        }
    }
    names.push(last);
    names.retain(|it| !it.is_empty());
    names.dedup();
    names
}

fn has_scheme(path: &str) -> bool {
    let Some((scheme, _)) = path.split_once(':') else {
        return false;
    };
    let mut chars = scheme.chars();
    chars.next().is_some_and(|it| it.is_ascii_alphabetic())
        && chars.all(|it| it.is_ascii_alphanumeric() || matches!(it, '+' | '-' | '.'))
}

/// `text` with what is percent-encoded in it decoded; as it is where that gives no UTF-8.
pub fn decode_percent(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = bytes
            .get(at + 1..at + 3)
            .and_then(|it| std::str::from_utf8(it).ok());
        match pair.and_then(|it| u8::from_str_radix(it, 16).ok()) {
            Some(byte) if bytes[at] == b'%' => {
                out.push(byte);
                at += 3;
            }
            _ => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_stay_inside() {
        let inside = |it: &str| Location::Inside(it.to_owned());
        for (base, location, expected) in [
            ("a/b.wsdl", "c.xsd", inside("a/c.xsd")),
            ("a/b.wsdl", "../c.xsd", inside("c.xsd")),
            ("a/b.wsdl", "./x\\c%20d.xsd", inside("a/x/c d.xsd")),
            ("b.wsdl", "c.xsd?version=1#x", inside("c.xsd")),
            ("b.wsdl", "x12%20y.xsd", inside("x12 y.xsd")),
            ("b.wsdl", "../../etc/passwd", Location::Outside),
            ("b.wsdl", "%2e%2e/c.xsd", Location::Outside),
            ("b.wsdl", "/etc/passwd", Location::Absolute),
            ("b.wsdl", "http://x.example/c.xsd", Location::Absolute),
            ("b.wsdl", "file:///c.xsd", Location::Absolute),
            ("b.wsdl", "C:\\c.xsd", Location::Absolute),
        ] {
            assert_eq!(
                resolve_location(base, location),
                expected,
                "{base} {location}"
            );
        }
    }

    #[test]
    fn schemes_are_told_from_names() {
        for (path, expected) in [
            ("urn:x", true),
            ("svn+ssh://x", true),
            ("a b:c.xsd", false),
            ("1a:c.xsd", false),
            (":c.xsd", false),
            ("c.xsd", false),
        ] {
            assert_eq!(has_scheme(path), expected, "{path}");
        }
    }

    #[test]
    fn queries_become_file_names() {
        let names = stored_names("http://x.example/User.svc?xsd=xsd0");
        assert!(names.contains(&"User.svc_xsd=xsd0".to_owned()), "{names:?}");
        // Without what file systems refuse.
        assert!(names.contains(&"User.svc_xsd_xsd0".to_owned()), "{names:?}");
        assert!(names.contains(&"xsd0.xsd".to_owned()), "{names:?}");
        assert_eq!(stored_names("http://x.example/a/Types.xsd"), ["Types.xsd"]);
        assert_eq!(stored_names("%zz%4"), ["%zz%4"]);
    }
}
