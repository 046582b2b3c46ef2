//! Takes written envelopes apart, and puts what is to be validated into files for libxml2.
//!
//! In: envelopes and what is expected in them. Out: files with many pieces each, since starting a process costs more than
//! reading a message; and which message a line of them is of.

use std::fmt::Write as _;

use roxmltree::{Document, Node};

use super::PROBE;
use super::probes::{Named, Probe, detail_name};
use super::schemas::escaped;
use wsdl_codegen::namespaces::XSI;
use wsdl_codegen::sample::RAW;

/// libxml2 forgets the number of a line past this one.
const MAX_LINES: usize = 30_000;

/// What generated code wrote.
#[derive(Clone, Debug)]
pub struct Written {
    /// The operation's marker.
    pub marker: String,
    /// `request`, `response` or `fault`.
    pub side: String,
    /// The name of the sample.
    pub name: String,
    /// The whole message.
    pub envelope: String,
}

/// What of a message is to be validated.
pub(super) enum Parts {
    /// Elements of the driver with their content.
    Found(Vec<String>),
    /// It is not what was expected.
    Wrong(String),
    /// Nothing, and why.
    Unchecked(String),
}

/// The pieces of one message.
pub(super) fn taken_apart(written: &Written, probe: Option<(usize, &Probe)>) -> Parts {
    let envelope = &written.envelope;
    let Some((index, probe)) = probe else {
        return Parts::Unchecked("its operation is not known".to_owned());
    };
    let document = match Document::parse(envelope) {
        Ok(it) => it,
        Err(error) => return Parts::Wrong(format!("not well-formed: {error}")),
    };
    let root = document.root_element();
    let child = |of: Node<'_, '_>, name: &str| {
        let found = of
            .children()
            .find(|it| it.is_element() && it.tag_name().name() == name);
        found.map(|it| it.id())
    };
    let find = |of: Node<'_, '_>, name: &str| child(of, name).and_then(|it| document.get_node(it));
    let Some(body) = find(root, "Body") else {
        return Parts::Wrong("it has no body".to_owned());
    };
    let mut pieces = Vec::new();
    if let Some(headers) = find(root, "Header") {
        let is_part = |it: Node<'_, '_>| {
            let mut names = it.attributes().map(|it| it.name().to_owned());
            names.any(|it| it == "encodingStyle" || it == "type")
        };
        if headers.children().any(is_part) {
            let cause = "a header block is a part by type, which no schema declares";
            return Parts::Unchecked(cause.to_owned());
        }
        pieces.push(piece("declared", headers, envelope));
    }
    match probe {
        Probe::Unknown(cause) => return Parts::Unchecked(cause.clone()),
        Probe::Body(_, true) if is_unlike(body) => return unlike(),
        Probe::Body(_, _) | Probe::Type(_, _) => {
            pieces.push(piece(&format!("m{index}"), body, envelope))
        }
        Probe::Detail(named, encoded) => {
            let detail = find(body, "Fault").and_then(|it| find(it, "detail"));
            let Some(detail) = detail else {
                return Parts::Wrong("it has no detail".to_owned());
            };
            if *encoded && is_unlike(detail) {
                return unlike();
            }
            for entry in detail.children().filter(Node::is_element) {
                match candidates(entry, named)[..] {
                    [] => pieces.push(framed("declared", entry, envelope)),
                    [it] => pieces.push(renamed(&detail_name(index, it), entry, envelope)),
                    _ => {
                        return Parts::Unchecked(
                            "several faults have parts of one name and different types".to_owned(),
                        );
                    }
                }
            }
        }
        Probe::Wrapper((namespace, local), _, encoded) => {
            let elements: Vec<Node<'_, '_>> = body.children().filter(Node::is_element).collect();
            let [wrapper] = elements[..] else {
                return Parts::Wrong(format!("the body has {} elements", elements.len()));
            };
            let name = wrapper.tag_name();
            if (name.namespace().unwrap_or_default(), name.name()) != (namespace, local) {
                let found = format!(
                    "{{{}}}{}",
                    name.namespace().unwrap_or_default(),
                    name.name()
                );
                return Parts::Wrong(format!(
                    "the wrapper is `{found}`, not `{{{namespace}}}{local}`"
                ));
            }
            if *encoded && is_unlike(body) {
                return unlike();
            }
            pieces.push(piece(&format!("m{index}"), wrapper, envelope));
        }
    }
    Parts::Found(pieces)
}

/// Whether there is anything in it that schemas cannot say of SOAP encoding.
fn is_unlike(node: Node<'_, '_>) -> bool {
    let mut attributes = node.descendants().flat_map(|it| it.attributes());
    let is_raw = |it: Node<'_, '_>| it.tag_name().namespace() == Some(RAW);
    attributes.any(|it| match it.name() {
        "arrayType" | "nil" => true,
        "type" => it.value().ends_with(":Array"),
        _ => false,
    }) || node.descendants().any(is_raw)
}

fn unlike() -> Parts {
    Parts::Unchecked("it has SOAP-encoded arrays or nils".to_owned())
}

/// Which of the details it may be: those of its name, and only that of its `xsi:type` where it says one of them.
fn candidates(entry: Node<'_, '_>, named: &[Named]) -> Vec<usize> {
    let name = entry.tag_name();
    let of_name = (0..named.len()).filter(|it| {
        let (namespace, local) = &named[*it].0;
        (name.namespace().unwrap_or_default(), name.name()) == (namespace, local)
    });
    let of_name: Vec<usize> = of_name.collect();
    let said = entry.attribute((XSI, "type")).map(|it| {
        let (prefix, local) = it.split_once(':').unwrap_or(("", it));
        let prefix = Some(prefix).filter(|it| !it.is_empty());
        (
            entry.lookup_namespace_uri(prefix).unwrap_or_default(),
            local,
        )
    });
    let is_said = |it: &usize| {
        let (namespace, local) = &named[*it].1;
        said == Some((namespace.as_str(), local.as_str()))
    };
    match of_name.iter().copied().find(is_said) {
        Some(it) => vec![it],
        None => of_name,
    }
}

/// What stands in `node`, in the element `name` of the driver, with the namespaces that are in scope.
fn piece(name: &str, node: Node<'_, '_>, text: &str) -> String {
    format!(
        "{}>{}</probe:{name}>",
        opened(name, node),
        content(node, text)
    )
}

/// `node` itself in the element `name` of the driver.
fn framed(name: &str, node: Node<'_, '_>, text: &str) -> String {
    let start = opened(name, node.parent().unwrap_or(node));
    format!("{start}>{}</probe:{name}>", &text[node.range()])
}

/// `node` with its attributes and content, as the element `name` of the driver.
fn renamed(name: &str, node: Node<'_, '_>, text: &str) -> String {
    let mut out = opened(name, node);
    for it in node.attributes() {
        let _ = write!(out, " {}", &text[it.range()]);
    }
    format!("{out}>{}</probe:{name}>", content(node, text))
}

fn content<'a>(node: Node<'_, '_>, text: &'a str) -> &'a str {
    match (node.first_child(), node.last_child()) {
        (Some(first), Some(last)) => &text[first.range().start..last.range().end],
        _ => "",
    }
}

/// The start tag of the driver's element `name` but its end, with the namespaces that are in scope in `node`.
fn opened(name: &str, node: Node<'_, '_>) -> String {
    let mut out = format!("<probe:{name}");
    for it in node.namespaces() {
        let _ = match it.name() {
            Some("xml" | "probe") => Ok(()),
            Some(name) => write!(out, r#" xmlns:{name}="{}""#, escaped(it.uri())),
            None => write!(out, r#" xmlns="{}""#, escaped(it.uri())),
        };
    }
    out
}

/// Messages on their way to libxml2.
#[derive(Debug, Default)]
pub(super) struct Batch {
    files: Vec<File>,
}

/// One file of messages.
#[derive(Debug)]
pub(super) struct File {
    pub(super) text: String,
    n_lines: usize,
    /// The first line, 1-based, of each message, and its index.
    starts: Vec<(usize, usize)>,
}

impl Batch {
    /// Adds the pieces of message `index`.
    pub(super) fn add(&mut self, index: usize, pieces: &[String]) {
        let n_lines: usize = pieces.iter().map(|it| it.matches('\n').count() + 1).sum();
        let is_full = |it: &File| it.n_lines + n_lines > MAX_LINES;
        if self.files.last().is_none_or(is_full) {
            self.files.push(File {
                text: format!("<probe:messages xmlns:probe=\"{PROBE}\">\n"),
                n_lines: 1,
                starts: Vec::new(),
            });
        }
        if let Some(file) = self.files.last_mut() {
            file.starts.push((file.n_lines + 1, index));
            file.n_lines += n_lines;
            for it in pieces {
                file.text.push_str(it);
                file.text.push('\n');
            }
        }
    }

    /// The files, finished.
    pub(super) fn files(&mut self) -> &[File] {
        for it in &mut self.files {
            it.text.push_str("</probe:messages>\n");
        }
        &self.files
    }

    /// Which message the line, 1-based, of a file is of.
    pub(super) fn message_at(&self, file: usize, line: usize) -> Option<usize> {
        let starts = &self.files.get(file)?.starts;
        let after = starts.partition_point(|it| it.0 <= line);
        Some(starts.get(after.checked_sub(1)?)?.1)
    }
}
