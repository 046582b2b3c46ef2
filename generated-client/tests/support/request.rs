//! [`Sent`]: what a request really says, read by namespace and local name with a parser of other make.
//!
//! In: a [`Received`]. Out: the texts of its body and header blocks. Knows no prefix and none of our codec.

use roxmltree::Node;

use super::infoset::{expanded_name, parse};
use super::server::Received;

const SOAP_11: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const SOAP_12: &str = "http://www.w3.org/2003/05/soap-envelope";

/// The envelope of one request.
#[derive(Debug)]
pub(crate) struct Sent {
    /// `1.1` or `1.2`.
    pub(crate) version: &'static str,
    /// The expanded name of the only child of the body.
    pub(crate) operation: String,
    /// The header blocks, as [`leaves`] of each.
    pub(crate) headers: Vec<(String, String)>,
    /// The parameters, as [`leaves`] of the operation's element.
    pub(crate) parameters: Vec<(String, String)>,
}

impl Sent {
    /// Reads the envelope of `request`; panics where it is not one.
    #[track_caller]
    pub(crate) fn of(request: &Received) -> Self {
        let document = parse(request.text(), "the request");
        let envelope = document.root_element();
        let (version, namespace) = match envelope.tag_name().namespace() {
            Some(SOAP_11) => ("1.1", SOAP_11),
            Some(SOAP_12) => ("1.2", SOAP_12),
            other => panic!("not an envelope: {other:?}"),
        };
        assert!(envelope.has_tag_name((namespace, "Envelope")));
        let child = |local| {
            let mut it = elements(envelope).filter(move |it| it.has_tag_name((namespace, local)));
            let first = it.next();
            assert!(it.next().is_none(), "one {local}");
            first
        };
        let body = child("Body").expect("an envelope has a body");
        let mut children = elements(body);
        let operation = children.next().expect("a body has a child");
        assert!(children.next().is_none(), "a body has one child");
        let headers = child("Header").into_iter().flat_map(elements);
        Self {
            version,
            operation: expanded_name(operation),
            headers: headers.flat_map(|it| leaves(it, String::new())).collect(),
            parameters: elements(operation)
                .flat_map(|it| leaves(it, String::new()))
                .collect(),
        }
    }

    /// The text of the only parameter of this path.
    pub(crate) fn parameter(&self, path: &str) -> Option<&str> {
        only(&self.parameters, path)
    }

    /// The text of the only header block of this path.
    pub(crate) fn header(&self, path: &str) -> Option<&str> {
        only(&self.headers, path)
    }
}

fn only<'a>(leaves: &'a [(String, String)], path: &str) -> Option<&'a str> {
    let mut found = leaves.iter().filter(|(it, _)| it == path);
    let (_, text) = found.next()?;
    assert!(found.next().is_none(), "{path} was sent twice");
    Some(text)
}

/// Every element without child elements: its path of expanded names, joined by `/`, and its text.
fn leaves(node: Node<'_, '_>, parent: String) -> Vec<(String, String)> {
    let path = format!("{parent}{}", expanded_name(node));
    let children: Vec<_> = elements(node).collect();
    if children.is_empty() {
        let text = node.children().filter_map(|it| it.text());
        return vec![(path, text.collect())];
    }
    children
        .into_iter()
        .flat_map(|it| leaves(it, format!("{path}/")))
        .collect()
}

fn elements<'a, 'i>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(|it| it.is_element())
}
