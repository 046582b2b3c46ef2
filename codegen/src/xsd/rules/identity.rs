//! Identity constraints: their paths, names, and what they refer to; XSD 1.0 §3.11.

use std::collections::BTreeMap;

use super::super::identity::{IdentityPath, PathError};
use crate::diagnostic::Diagnostics;
use crate::names::QName;
use crate::namespaces::XSD;
use crate::source::span::Span;
use crate::xml::{Element, trim};

/// The identity constraints of a document.
#[derive(Default)]
pub(super) struct Constraints<'a> {
    /// How many fields each has, and whether others may refer to it.
    declared: BTreeMap<&'a str, (usize, bool)>,
    references: Vec<(QName, Span, usize)>,
}

impl<'a> Constraints<'a> {
    /// Takes a constraint in, or checks the path of one.
    pub(super) fn check(&mut self, element: Element<'a>, diagnostics: &mut Diagnostics) {
        match element.local() {
            "selector" => check_path(element, "c-selector-xpath", diagnostics),
            "field" => check_path(element, "c-fields-xpaths", diagnostics),
            "unique" | "key" | "keyref" => self.declare(element, diagnostics),
            _ => {}
        }
    }

    fn declare(&mut self, element: Element<'a>, diagnostics: &mut Diagnostics) {
        let n_fields = element.children().filter(|it| it.is(XSD, "field")).count();
        let is_key = element.local() != "keyref";
        if let Some(name) = element.attribute("name") {
            let known = self.declared.insert(trim(name.value), (n_fields, is_key));
            if known.is_some() {
                let message = format!("two identity constraints are called `{}`", name.value);
                diagnostics.invalid("sch-props-correct.2", name.span, message);
            }
        }
        if let Some(refer) = element.attribute("refer").filter(|_| !is_key)
            && let Ok(name) = element.resolve_qname(refer.value)
        {
            self.references.push((name, refer.span, n_fields));
        }
    }

    /// Checks what keys are referred to, where `schema` declares all of its namespace itself.
    pub(super) fn check_references(&self, schema: Element<'_>, diagnostics: &mut Diagnostics) {
        let target = schema.value("targetNamespace").unwrap_or_default();
        let is_whole =
            !(schema.children()).any(|it| it.is(XSD, "include") || it.is(XSD, "redefine"));
        for (name, span, n_fields) in &self.references {
            let declared = self.declared.get(name.local.as_str());
            let (rule, message) = match declared.filter(|_| name.namespace == target) {
                Some((n, true)) if n == n_fields => continue,
                Some((n, true)) => {
                    let message =
                        format!("`{name}` has {n} fields, and what refers to it {n_fields}");
                    ("c-props-correct.2", message)
                }
                None if !is_whole || name.namespace != target => continue,
                Some((_, false)) | None => (
                    "src-resolve",
                    format!("no key or unique is called `{name}`"),
                ),
            };
            diagnostics.invalid(rule, *span, message);
        }
    }
}

fn check_path(element: Element<'_>, rule: &'static str, diagnostics: &mut Diagnostics) {
    let Some(path) = element.attribute("xpath") else {
        return;
    };
    let (rule, message) = match IdentityPath::parse_all(element, path.value) {
        Ok(_) => return,
        Err(PathError::Grammar) => {
            let message = format!(
                "`{}` is no path that an identity constraint may have",
                path.value
            );
            (rule, message)
        }
        Err(PathError::Prefix(prefix)) => {
            let message = format!("prefix `{prefix}` is not declared here");
            ("src-resolve", message)
        }
    };
    diagnostics.invalid(rule, path.span, message);
}
