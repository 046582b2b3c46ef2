//! [`MediaType`]: a `Content-Type` and its parameters; RFC 9110 §8.3, RFC 2387 §3.

use std::borrow::Cow;

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};

/// A parsed `Content-Type`.
#[derive(Clone, Debug, Default)]
pub(crate) struct MediaType {
    /// In lower case, without parameters; empty if the header is absent.
    pub(crate) essence: Cow<'static, str>,
    /// The `charset` parameter.
    pub(crate) charset: Option<Cow<'static, str>>,
    /// The `action` parameter of SOAP 1.2.
    pub(crate) action: Option<String>,
    /// The `boundary` of a package.
    pub(crate) boundary: Option<String>,
    /// The `start` of a package: the `Content-ID` of its root part.
    pub(crate) start: Option<String>,
    /// The `start-info` of an XOP package: the content type of what is packed.
    pub(crate) start_info: Option<String>,
    /// The `type` of a package, which is that of its root part, or of an XOP document.
    pub(crate) kind: Option<String>,
}

/// What most answers say of themselves.
const USUAL: &str = "text/xml; charset=utf-8";

/// The `Content-Type` as it is written, for messages.
pub(crate) fn content_type(headers: &HeaderMap) -> Option<Cow<'_, str>> {
    let value = headers.get(CONTENT_TYPE)?;
    Some(String::from_utf8_lossy(value.as_bytes()))
}

impl MediaType {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let value = headers
            .get(CONTENT_TYPE)
            .map_or(&b""[..], HeaderValue::as_bytes);
        match value == USUAL.as_bytes() {
            true => Self {
                essence: Cow::Borrowed("text/xml"),
                charset: Some(Cow::Borrowed("utf-8")),
                ..Self::default()
            },
            false => Self::parse(&String::from_utf8_lossy(value)),
        }
    }

    /// As written; empty where nothing is.
    pub(crate) fn parse(text: &str) -> Self {
        let mut parts = outside_quotes(text, ';');
        let essence = parts.next().unwrap_or_default().trim();
        let mut res = Self {
            essence: essence.to_ascii_lowercase().into(),
            ..Self::default()
        };
        for part in parts {
            let Some((name, value)) = part.split_once('=') else {
                continue;
            };
            let slot = match &*name.trim().to_ascii_lowercase() {
                "action" => &mut res.action,
                "boundary" => &mut res.boundary,
                "charset" => {
                    res.charset.get_or_insert_with(|| unquote(value).into());
                    continue;
                }
                "start" => &mut res.start,
                "start-info" | "startinfo" => &mut res.start_info,
                "type" => &mut res.kind,
                _ => continue,
            };
            slot.get_or_insert_with(|| unquote(value));
        }
        res
    }

    /// Whether it says XML, or nothing at all.
    pub(crate) fn may_be_xml(&self) -> bool {
        matches!(&*self.essence, "" | "text/xml" | "application/xml")
            || self.essence.ends_with("+xml") && self.essence != "application/xhtml+xml"
    }

    /// Whether it is a message with attachments (MTOM, SOAP with Attachments).
    pub(crate) fn is_multipart(&self) -> bool {
        self.essence.starts_with("multipart/")
    }
}

/// The parts of `text` between separators outside of quoted strings; RFC 9110 §5.6.4.
pub(crate) fn outside_quotes(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    let mut is_escaped = false;
    text.split(move |ch| {
        let was_escaped = std::mem::take(&mut is_escaped);
        match ch {
            '"' if !was_escaped => is_quoted = !is_quoted,
            '\\' if is_quoted && !was_escaped => is_escaped = true,
            _ => {}
        }
        ch == separator && !is_quoted
    })
}

fn unquote(value: &str) -> String {
    let value = value.trim();
    let Some(inner) = value.strip_prefix('"').and_then(|it| it.strip_suffix('"')) else {
        return value.to_owned();
    };
    let mut res = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(it) = chars.next() {
        match it {
            '\\' => res.extend(chars.next()),
            it => res.push(it),
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: &str) -> MediaType {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_str(value).unwrap());
        MediaType::of(&headers)
    }

    #[test]
    fn reads_parameters_in_any_spelling() {
        let it = of("Application/SOAP+XML; action=\"urn:a;b\\\"c\" ;Charset=UTF-16");
        assert_eq!(it.essence, "application/soap+xml");
        assert_eq!(it.action.as_deref(), Some("urn:a;b\"c"));
        assert_eq!(it.charset.as_deref(), Some("UTF-16"));
        assert!(it.may_be_xml());
    }

    #[test]
    fn what_is_usual_is_what_it_would_be_read_as() {
        let parsed = MediaType::parse(USUAL);
        assert_eq!(format!("{:?}", of(USUAL)), format!("{parsed:?}"));
    }

    #[test]
    fn tells_xml_from_the_rest() {
        for (value, expected) in [
            ("text/xml", true),
            ("text/xml;charset=\"utf-8\"", true),
            ("application/vnd.x+xml", true),
            ("application/xhtml+xml", false),
            ("text/html", false),
            ("application/json", false),
            ("", true),
        ] {
            assert_eq!(of(value).may_be_xml(), expected, "{value}");
        }
        assert!(of("multipart/related; type=\"application/xop+xml\"").is_multipart());
    }

    #[test]
    fn reads_parameters_of_packages() {
        let it = MediaType::parse(
            r#"multipart/related; type=text/xml; start="<a@b>"; Boundary="a;b \"c"; start-info="x/y; action=\"urn:z\"""#,
        );
        assert_eq!(it.kind.as_deref(), Some("text/xml"));
        assert_eq!(it.start.as_deref(), Some("<a@b>"));
        assert_eq!(it.boundary.as_deref(), Some("a;b \"c"));
        assert_eq!(it.start_info.as_deref(), Some("x/y; action=\"urn:z\""));
    }
}
