//! Extension elements that are read past: policies, addressing, partner links. In: an element. Out: what it asks, in words.

use std::collections::BTreeMap;

use super::super::WSDL;
use super::super::model::Extension;
use super::Ctx;
use crate::diagnostic::code::Code;
use crate::xml::{Element, items, trim};

const POLICY: &[&str] = &[
    "http://schemas.xmlsoap.org/ws/2004/09/policy",
    "http://www.w3.org/ns/ws-policy",
    "http://schemas.xmlsoap.org/ws/2002/12/policy",
    "http://www.w3.org/2006/07/ws-policy",
];
/// Elements of extensions that mean something to other tools only: code generators, BPEL, editors.
const FOR_OTHERS: &[&str] = &[
    "http://java.sun.com/xml/ns/jaxws",
    "https://jakarta.ee/xml/ns/jaxws",
    "http://www.w3.org/2001/XMLSchema",
];
const SECURITY_UTILITY: &str =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
/// How many assertions of a policy are named.
const MAX_ASSERTIONS: usize = 12;

/// What the policies of a document ask, by `wsu:Id` or `xml:id`.
pub(super) fn policies(root: Element<'_>) -> BTreeMap<String, String> {
    (root.children().filter(|it| is_policy(*it, "Policy")))
        .filter_map(|it| {
            let id = (it.attribute_in(SECURITY_UTILITY, "Id"))
                .or_else(|| it.attribute_in(crate::xml::XML, "id"))?;
            Some((trim(id.value).to_owned(), assertions(it)))
        })
        .collect()
}

fn is_policy(element: Element<'_>, local: &str) -> bool {
    element.local() == local && POLICY.contains(&element.namespace())
}

/// The assertions of a policy: all elements in it that are not operators; WS-Policy 1.5 §4.3.
fn assertions(policy: Element<'_>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for it in policy.descendants() {
        if !POLICY.contains(&it.namespace()) && !names.contains(&it.local()) {
            names.push(it.local());
        }
    }
    if names.is_empty() {
        return "nothing".to_owned();
    }
    let more = names.len() > MAX_ASSERTIONS;
    names.truncate(MAX_ASSERTIONS);
    let mut text = names.join(", ");
    if more {
        text.push_str(", …");
    }
    text
}

impl Ctx<'_> {
    /// What an extension element of a binding asks; `None` for what concerns only other tools.
    pub(super) fn parse_extension(&mut self, element: Element<'_>) -> Option<Extension> {
        let required = (element.attribute_in(WSDL, "required"))
            .is_some_and(|it| matches!(trim(it.value), "true" | "1"));
        if FOR_OTHERS.contains(&element.namespace()) && !required {
            return None;
        }
        let text = if is_policy(element, "Policy") {
            format!("a policy asks for: {}", assertions(element))
        } else if is_policy(element, "PolicyReference") {
            let uri = element.attribute("URI").map_or("", |it| trim(it.value));
            self.policy_words(uri)
        } else if element.local() == "UsingAddressing" {
            "WS-Addressing headers may be used".to_owned()
        } else if element.local() == "UsingPolicy" {
            "policies are attached".to_owned()
        } else {
            format!("`{}` is read past", element.name())
        };
        Some(Extension {
            name: element.name(),
            text,
            required,
            span: element.span(),
        })
    }

    /// Policies that an element refers to by `wsp:PolicyURIs`; WS-PolicyAttachment 1.2 §3.2.
    pub(super) fn policy_attributes(&mut self, element: Element<'_>) -> Vec<Extension> {
        let Some(uris) = (POLICY.iter()).find_map(|it| element.attribute_in(it, "PolicyURIs"))
        else {
            return Vec::new();
        };
        items(uris.value)
            .map(|uri| Extension {
                name: crate::names::QName::new(uris.namespace, uris.local),
                text: self.policy_words(uri),
                required: false,
                span: uris.span,
            })
            .collect()
    }

    fn policy_words(&self, uri: &str) -> String {
        match uri.strip_prefix('#').and_then(|id| self.policies.get(id)) {
            Some(asked) => format!("policy `{uri}` asks for: {asked}"),
            None => format!("policy `{uri}` is not in this document"),
        }
    }

    /// Reads past an extension where the model has no place for one: outside of bindings.
    pub(super) fn pass_by(&mut self, element: Element<'_>) {
        // A policy at the top asks for nothing until something refers to it.
        if is_policy(element, "Policy") || element.local() == "UsingPolicy" {
            return;
        }
        let Some(extension) = self.parse_extension(element) else {
            return;
        };
        let is_policy = is_policy(element, "PolicyReference");
        if extension.required {
            self.diagnostics
                .warning(
                    Code::UnknownElement,
                    extension.span,
                    format!("a required extension is read past: {}", extension.text),
                )
                .help("the service says that clients must understand it");
        } else if is_policy {
            self.diagnostics
                .note(Code::PolicyIgnored, extension.span, extension.text);
        }
    }
}
