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

/// What a policy asks.
pub(super) struct Policy {
    /// Its assertions but MTOM, in words; `None` where MTOM is all.
    text: Option<String>,
    mtom: bool,
}

/// What the policies of a document ask, by `wsu:Id` or `xml:id`.
pub(super) fn policies(root: Element<'_>) -> BTreeMap<String, Policy> {
    (root.children().filter(|it| is_policy(*it, "Policy")))
        .filter_map(|it| {
            let id = (it.attribute_in(SECURITY_UTILITY, "Id"))
                .or_else(|| it.attribute_in(crate::xml::XML, "id"))?;
            Some((trim(id.value).to_owned(), policy(it)))
        })
        .collect()
}

/// Whether it is the assertion that messages are MTOM: of WS-MTOMPolicy 1.0 or 1.1.
fn is_mtom(element: Element<'_>) -> bool {
    let namespace = element.namespace().to_ascii_lowercase();
    match element.local() {
        "OptimizedMimeSerialization" => true,
        "MTOM" => namespace.contains("mtom-policy") || namespace.contains("soap12-mtom"),
        _ => false,
    }
}

fn policy(policy: Element<'_>) -> Policy {
    let mtom = asks_for_mtom(policy);
    let names = assertions(policy, mtom);
    Policy {
        text: (!names.is_empty()).then(|| in_words(names)),
        mtom,
    }
}

/// Whether every alternative has the assertion, and none of them as an option; WS-Policy 1.5 §4.1, §4.3.1.
fn asks_for_mtom(policy: Element<'_>) -> bool {
    let is_optional = |it: Element<'_>| {
        let mut attributes = POLICY
            .iter()
            .filter_map(|ns| it.attribute_in(ns, "Optional"));
        attributes.any(|it| matches!(trim(it.value), "true" | "1"))
    };
    let asks = |it: Element<'_>| is_mtom(it) && !is_optional(it);
    let has = |it: Element<'_>| asks(it) || it.descendants().any(asks);
    let operators =
        |local| (policy.descendants()).filter(move |it: &Element<'_>| is_policy(*it, local));
    let mut choices = operators("ExactlyOne");
    has(policy) && choices.all(|it| it.children().all(has) || !it.descendants().any(is_mtom))
}

fn is_policy(element: Element<'_>, local: &str) -> bool {
    element.local() == local && POLICY.contains(&element.namespace())
}

/// The assertions of a policy: all elements in it that are not operators; WS-Policy 1.5 §4.3.
fn assertions<'d>(policy: Element<'d>, but_mtom: bool) -> Vec<&'d str> {
    let mut names: Vec<&str> = Vec::new();
    for it in policy.descendants() {
        let is_operator = POLICY.contains(&it.namespace());
        if is_operator || but_mtom && is_mtom(it) || names.contains(&it.local()) {
            continue;
        }
        names.push(it.local());
    }
    names
}

fn in_words(mut names: Vec<&str>) -> String {
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
        let mut mtom = false;
        let text = if is_policy(element, "Policy") {
            let policy = policy(element);
            mtom = policy.mtom;
            let words = policy.text.map(|it| format!("a policy asks for: {it}"));
            words.unwrap_or_default()
        } else if is_policy(element, "PolicyReference") {
            let uri = element.attribute("URI").map_or("", |it| trim(it.value));
            let words;
            (words, mtom) = self.policy_words(uri);
            words
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
            mtom,
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
            .map(|uri| {
                let (text, mtom) = self.policy_words(uri);
                Extension {
                    name: crate::names::QName::new(uris.namespace, uris.local),
                    text,
                    mtom,
                    required: false,
                    span: uris.span,
                }
            })
            .collect()
    }

    /// What a policy asks but MTOM, and whether it asks for MTOM.
    fn policy_words(&self, uri: &str) -> (String, bool) {
        let Some(policy) = uri.strip_prefix('#').and_then(|id| self.policies.get(id)) else {
            return (format!("policy `{uri}` is not in this document"), false);
        };
        let words = policy.text.as_ref();
        let words = words.map(|it| format!("policy `{uri}` asks for: {it}"));
        (words.unwrap_or_default(), policy.mtom)
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
            let text = match extension.text.as_str() {
                "" if !extension.mtom => return,
                "" => "a policy asks for MTOM here, which only a binding turns on".to_owned(),
                _ => extension.text,
            };
            self.diagnostics
                .note(Code::PolicyIgnored, extension.span, text);
        }
    }
}
