//! References into other namespaces: each is imported by the document that refers to it; XSD 1.0 §4.2.3, §3.15.3.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostics;
use crate::document::builtin::is_builtin;
use crate::namespaces::{XML, XSD};
use crate::xml::{Element, items, trim};

/// The attributes that hold names of components.
const REFERENCES: &[&str] = &[
    "type",
    "ref",
    "base",
    "itemType",
    "memberTypes",
    "substitutionGroup",
    "refer",
];

/// The namespaces that a document may refer to.
pub(super) struct Imported<'a> {
    /// Whether it has a target namespace: one that has none gets that of a document that includes it, and may mean it.
    is_sure: bool,
    namespaces: BTreeSet<&'a str>,
}

impl<'a> Imported<'a> {
    pub(super) fn by(schema: Element<'a>) -> Self {
        let imports = schema.children().filter(|it| it.is(XSD, "import"));
        let imports = imports.map(|it| it.attribute("namespace"));
        let target = schema.attribute("targetNamespace");
        let all = imports.chain([target]);
        let namespaces = all.map(|it| it.map_or("", |it| trim(it.value)));
        Self {
            is_sure: target.is_some(),
            namespaces: namespaces.collect(),
        }
    }

    /// Notes a reference to a namespace that is not imported, once for each.
    pub(super) fn check(&mut self, element: Element<'a>, diagnostics: &mut Diagnostics) {
        if !self.is_sure {
            return;
        }
        for attribute in REFERENCES.iter().filter_map(|name| element.attribute(name)) {
            for text in items(attribute.value) {
                let prefix = text.split_once(':').map(|(prefix, _)| prefix);
                let namespace = match prefix {
                    Some("xml") => Some(XML),
                    None => Some(element.resolve_prefix(None).unwrap_or_default()),
                    // One that is not declared is reported where it is resolved.
                    Some(_) => element.resolve_prefix(prefix),
                };
                let Some(namespace) = namespace.filter(|it| !is_known(it)) else {
                    continue;
                };
                if self.namespaces.insert(namespace) {
                    let message = match namespace {
                        "" => {
                            "names without a namespace are referred to and not imported".to_owned()
                        }
                        namespace => format!("`{namespace}` is referred to and not imported"),
                    };
                    diagnostics.invalid("src-resolve.4", attribute.span, message);
                }
            }
        }
    }
}

/// Whether a namespace is known without an import: that of XML Schema, and in practice those of SOAP.
fn is_known(namespace: &str) -> bool {
    namespace == XSD || is_builtin(namespace) && namespace != XML
}
