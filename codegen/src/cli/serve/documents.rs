//! The contract as the stub serves it: `?wsdl` is the root, `?doc=PATH` any document that it leads to.
//!
//! In: the documents that were read. Out: their text, in which addresses are those of the stub and locations lead to it.
//! What nobody kept and the generator brings along, such as the schema of `xml:lang`, is served from there: `?builtin=NAMESPACE`.
//! What a contract leaves out of its services is added (`services.rs`).

use http::Uri;
use wsdl_codegen::document::Kind;
use wsdl_codegen::document::builtin::builtin_schema;
use wsdl_codegen::document::references::{AddressPlace, read_references};
use wsdl_codegen::load::Loaded;
use wsdl_codegen::source::map::SourceFile;
use wsdl_codegen::source::path::{Location, decode_percent, resolve_location, stored_names};
use wsdl_codegen::source::span::{FileId, Span};

use super::super::contract::Opened;
use super::services::{address, address_element, encoded, services};

/// The document that `uri` asks for; `base` is the address of the stub.
pub(super) fn document(opened: &Opened, uri: &Uri, base: &str) -> Option<String> {
    let query = uri.query().unwrap_or_default();
    let wanted = match query.split_once('=') {
        Some(("doc", path)) => decode_percent(path),
        Some(("builtin", namespace)) => {
            let (_, text) = builtin_schema(&decode_percent(namespace))?;
            return Some(text.to_owned());
        }
        _ if query.eq_ignore_ascii_case("wsdl") || query.eq_ignore_ascii_case("singleWsdl") => {
            opened.roots.first()?.clone()
        }
        _ => return None,
    };
    let documents = opened.loaded.documents.documents.iter();
    let mut own = documents.filter(|it| it.kind != Kind::BuiltIn);
    let file = own
        .find(|it| opened.loaded.sources.file(it.file).path == wanted)?
        .file;
    let is_root = opened.roots.contains(&wanted);
    Some(rewritten(opened, file, is_root, base))
}

fn rewritten(opened: &Opened, file: FileId, is_root: bool, base: &str) -> String {
    let loaded = &opened.loaded;
    let source = loaded.sources.file(file);
    let text_of = |span: Span| &source.text[span.start as usize..span.end as usize];
    let mut edits: Vec<(Span, String)> = Vec::new();
    if let Ok(references) = read_references(&loaded.sources, file) {
        for it in references.locations {
            if let Some(path) = target(loaded, source, &it.location) {
                edits.push((it.span, format!("{base}/?doc={}", encoded(&path))));
            } else if builtin_schema(&it.namespace).is_some() {
                let path = format!("{base}/?builtin={}", encoded(&it.namespace));
                edits.push((it.span, path));
            }
        }
        for import in references.unlocated {
            if builtin_schema(&import.namespace).is_some() {
                let value = format!("{base}/?builtin={}", encoded(&import.namespace));
                edits.push((
                    Span::at(file, import.tag.end),
                    format!(" schemaLocation=\"{value}\""),
                ));
            }
        }
        for place in references.ports {
            let (tag, element) = match place.address {
                AddressPlace::Value(span) => {
                    edits.push((span, address(base, &place.service, &place.port)));
                    continue;
                }
                AddressPlace::Absent { tag, element } => (tag, element),
            };
            let clients = opened.contract.api().clients.iter();
            let mut ports = clients
                .filter(|client| client.service == place.service)
                .flat_map(|client| &client.ports);
            let Some(port) = ports.find(|port| port.wire == place.port) else {
                continue;
            };
            let address = address_element(port, &address(base, &place.service, &place.port));
            // `<port …/>`, or `<port …>…</port>`.
            let (end, whole) = (element.end, text_of(element));
            edits.push(match (whole.strip_suffix("/>"), whole.rfind("</")) {
                (Some(_), _) => {
                    let start = end - 2;
                    let text = format!(">{address}</{}>", text_of(tag));
                    (Span { start, ..element }, text)
                }
                (None, Some(close)) => (Span::at(file, element.start + close as u32), address),
                (None, None) => continue,
            });
        }
    }
    if let (true, Some(close)) = (is_root, source.text.rfind("</")) {
        edits.push((Span::at(file, close as u32), services(opened, base)));
    }
    edits.sort_by_key(|(span, _)| span.start);
    let mut out = String::new();
    let mut done = 0;
    for (span, text) in edits {
        out.push_str(&source.text[done..span.start as usize]);
        out.push_str(&text);
        done = span.end as usize;
    }
    out.push_str(&source.text[done..]);
    in_utf8(out)
}

/// The loaded document that `location` in `source` means.
fn target(loaded: &Loaded, source: &SourceFile, location: &str) -> Option<String> {
    let documents = loaded.documents.documents.iter();
    let own = documents.filter(|it| it.kind != Kind::BuiltIn);
    let mut paths = own.map(|it| &loaded.sources.file(it.file).path);
    if let Location::Inside(path) = resolve_location(&source.path, location) {
        return paths.any(|it| *it == path).then_some(path);
    }
    // An address whose document lies in the capture.
    let names = stored_names(location);
    let is_it = |path: &&String| {
        names
            .iter()
            .any(|name| path.rsplit('/').next() == Some(name))
    };
    paths.find(is_it).cloned()
}

/// The text is served in UTF-8, whatever its file was in; XML 1.0 §2.8.
fn in_utf8(text: String) -> String {
    let Some((declaration, rest)) = text.split_once("?>") else {
        return text;
    };
    match declaration
        .trim_start_matches('\u{feff}')
        .starts_with("<?xml ")
    {
        true => format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>{rest}"),
        false => text,
    }
}
