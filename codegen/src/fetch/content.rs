//! Whether bytes are a WSDL or a schema. In: bytes and their content type. Out: text with its references, or a refusal
//! that says what they are instead.

use crate::document::references::{Kind, LocationAttribute, read_references};
use crate::source::gate::gate_charset;
use crate::source::map::SourceMap;
use crate::source::span::{FileId, Span};

/// A document that is a WSDL or a schema.
#[derive(Clone, Debug)]
pub(super) struct Content {
    pub(super) file: FileId,
    pub(super) kind: Kind,
    pub(super) locations: Vec<LocationAttribute>,
}

/// Why bytes are refused.
#[derive(Clone, Debug)]
pub(super) struct NoContent {
    /// What they are instead, to stand behind the address.
    pub(super) message: String,
    pub(super) help: Option<String>,
    /// Where, if they are XML.
    pub(super) span: Option<Span>,
    /// Whether the bytes are XML with another root, rather than broken.
    pub(super) is_foreign: bool,
}

/// Reads a document; its text is added to `texts` under `address`.
pub(super) fn read(
    address: &str,
    bytes: &[u8],
    content_type: Option<&str>,
    texts: &mut SourceMap,
) -> Result<Content, NoContent> {
    if let Some(what) = no_xml(bytes) {
        return Err(plain(format!("is {what}, not a WSDL or a schema")));
    }
    let charset = content_type.and_then(charset);
    let text = match gate_charset(bytes, charset.as_deref()) {
        Ok(text) => text,
        Err(_) if looks_like_html(bytes) => {
            return Err(plain("is an HTML page, not a WSDL or a schema".to_owned()));
        }
        Err(refusal) => {
            let offset = u32::try_from(refusal.offset).unwrap_or(u32::MAX);
            let file = texts.add(address, refusal.text);
            return Err(NoContent {
                message: format!("is refused: {}", refusal.message),
                help: refusal.help.map(str::to_owned),
                span: Some(Span::at(file, offset)),
                is_foreign: false,
            });
        }
    };
    let file = texts.add(address, text);
    let references = read_references(texts, file).map_err(|(message, offset)| NoContent {
        message: format!("is refused: {message}"),
        help: None,
        span: Some(Span::at(file, offset)),
        is_foreign: false,
    })?;
    if let Kind::Other(root) = &references.kind {
        let mut help = None;
        if root.contains("www.w3.org/ns/wsdl") {
            help = Some("this is WSDL 2.0; ask the service for WSDL 1.1".to_owned());
        }
        let what = match looks_like_html(bytes) {
            true => "is an HTML page",
            false => "is no WSDL or schema",
        };
        return Err(NoContent {
            message: format!(
                "{what}: its root element is `{root}`, neither `wsdl:definitions` nor `xs:schema`"
            ),
            help,
            span: Some(Span::at(file, 0)),
            is_foreign: true,
        });
    }
    Ok(Content {
        file,
        kind: references.kind,
        locations: references.locations,
    })
}

fn plain(message: String) -> NoContent {
    NoContent {
        message,
        help: None,
        span: None,
        is_foreign: true,
    }
}

/// What bytes are that are no XML in any encoding.
fn no_xml(bytes: &[u8]) -> Option<&'static str> {
    // UTF-16 has zero bytes between ASCII characters, and its byte order mark starts with one of these.
    if bytes.iter().take(4).any(|it| matches!(it, 0 | 0xFE | 0xFF)) {
        return None;
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match text.trim_ascii_start() {
        [] => Some("empty"),
        [b'<', ..] => None,
        [b'{' | b'[', ..] => Some("JSON"),
        _ => Some("text without markup"),
    }
}

fn looks_like_html(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    head.contains("<!doctype html") || head.contains("<html")
}

/// The charset parameter of a content type; RFC 9110 §8.3.2.
pub(super) fn charset(content_type: &str) -> Option<String> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let is_charset = name.trim().eq_ignore_ascii_case("charset");
        let value = value.trim().trim_matches('"');
        (is_charset && !value.is_empty()).then(|| value.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bytes: &[u8]) -> NoContent {
        read("x", bytes, None, &mut SourceMap::default()).unwrap_err()
    }

    #[test]
    fn what_is_no_document_is_named() {
        for (bytes, what) in [
            (&b""[..], "is empty"),
            (b" {\"error\": 1}", "is JSON"),
            (b"Not found", "is text"),
            (b"<!DOCTYPE html><html>", "an HTML page"),
            (b"<html><body/></html>", "an HTML page"),
            (b"<HTML><p>", "an HTML page"),
            (b"<a/>", "root element is `a`"),
            (b"<!DOCTYPE a><a/>", "document type"),
            (b"<a>", "is refused"),
        ] {
            let found = refused(bytes);
            assert!(found.message.contains(what), "{what}: {}", found.message);
        }
        let wsdl2 = refused(b"<description xmlns='http://www.w3.org/ns/wsdl'/>");
        assert!(wsdl2.help.unwrap().contains("1.1"));
    }

    #[test]
    fn the_charset_is_one_of_the_parameters() {
        let found = charset("text/xml; action=x; charset=utf-8");
        assert_eq!(found.as_deref(), Some("utf-8"));
        assert_eq!(charset("text/xml; charset="), None);
    }

    #[test]
    fn the_charset_counts_more_than_the_declaration() {
        let mut texts = SourceMap::default();
        let bytes = b"<schema xmlns='http://www.w3.org/2001/XMLSchema' id='\xE4'/>";
        let content = read(
            "x",
            bytes,
            Some("text/xml; Charset=\"iso-8859-1\""),
            &mut texts,
        );
        let file = content.unwrap().file;
        assert!(texts.file(file).text.contains('ä'));
    }
}
