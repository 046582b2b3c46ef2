//! Policies and what WS-Addressing attaches beside them. In: elements. Out: expressions as written.

use super::super::policy::{Assertion, Expression, PolicyDecl};
use crate::names::QName;
use crate::namespaces::{POLICY, SECURITY_UTILITY, WSDL, XML};
use crate::xml::{Element, items, trim};

/// What an attached element is to policies.
pub(super) enum Attachment {
    /// A policy, a reference to one, or an assertion by itself.
    Expression(Expression),
    /// It says that there are policies, and nothing else.
    Nothing,
    /// It is none of theirs.
    Foreign,
}

/// What `element`, a child of a WSDL element, attaches to that.
pub(super) fn attachment(element: Element<'_>) -> Attachment {
    let local = element.local();
    if POLICY.contains(&element.namespace()) {
        return match local {
            "UsingPolicy" => Attachment::Nothing,
            _ => Attachment::Expression(expression(element)),
        };
    }
    // WS-Addressing 1.0 WSDL Binding §3.1: an extension that may, or by `wsdl:required` must, be acted on.
    if local == "UsingAddressing" {
        let mut assertion = assertion(element);
        assertion.optional |= !is_true(element, &[WSDL], "required");
        return Attachment::Expression(Expression::Assertion(assertion));
    }
    Attachment::Foreign
}

/// Policies that an element refers to by `wsp:PolicyURIs`; WS-PolicyAttachment 1.5 §3.3.
pub(super) fn references(element: Element<'_>) -> Vec<Expression> {
    let uris = POLICY
        .iter()
        .find_map(|it| element.attribute_in(it, "PolicyURIs"));
    uris.into_iter()
        .flat_map(|it| {
            items(it.value).map(move |uri| Expression::Reference(uri.to_owned(), it.span))
        })
        .collect()
}

/// The policies at the top of a document, which others refer to; `path` is the document's in the capture.
pub(super) fn declared(root: Element<'_>, path: &str) -> Vec<PolicyDecl> {
    let policies = root.children().filter(|it| is_policy(*it));
    policies.map(|it| declaration(it, path)).collect()
}

pub(super) fn declaration(policy: Element<'_>, path: &str) -> PolicyDecl {
    let id =
        (policy.attribute_in(SECURITY_UTILITY, "Id")).or_else(|| policy.attribute_in(XML, "id"));
    PolicyDecl {
        document: path.to_owned(),
        id: id.map(|it| trim(it.value).to_owned()),
        name: policy.value("Name").map(str::to_owned),
        expression: expression(policy),
        span: policy.span(),
    }
}

fn is_policy(element: Element<'_>) -> bool {
    element.local() == "Policy" && POLICY.contains(&element.namespace())
}

/// Recurses once per level of elements, of which the gate allows a few hundred.
fn expression(element: Element<'_>) -> Expression {
    if !POLICY.contains(&element.namespace()) {
        return Expression::Assertion(assertion(element));
    }
    let children = || element.children().map(expression).collect();
    match element.local() {
        // The draft of 2002 calls them `OneOrMore` and `ExactlyOne`.
        "ExactlyOne" | "OneOrMore" => Expression::ExactlyOne(children(), element.span()),
        "PolicyReference" => {
            let uri = element.value("URI").unwrap_or_default();
            Expression::Reference(uri.to_owned(), element.span())
        }
        _ => Expression::All(children(), element.span()),
    }
}

fn assertion(element: Element<'_>) -> Assertion {
    let (policies, parameters): (Vec<_>, Vec<_>) =
        element.children().partition(|it| is_policy(*it));
    let attributes = element.attributes();
    let attributes =
        attributes.filter(|it| !POLICY.contains(&it.namespace) && it.namespace != WSDL);
    let text = match parameters.is_empty() && policies.is_empty() {
        true => trim(&element.text()).to_owned(),
        false => String::new(),
    };
    Assertion {
        name: element.name(),
        optional: is_true(element, POLICY, "Optional") || is_true(element, POLICY, "Ignorable"),
        attributes: attributes
            .map(|it| {
                (
                    QName::new(it.namespace, it.local),
                    trim(it.value).to_owned(),
                )
            })
            .collect(),
        text,
        parameters: parameters.into_iter().map(assertion).collect(),
        nested: policies.into_iter().map(expression).collect(),
        span: element.span(),
    }
}

fn is_true(element: Element<'_>, namespaces: &[&str], local: &str) -> bool {
    let mut values = namespaces
        .iter()
        .filter_map(|it| element.attribute_in(it, local));
    values.any(|it| matches!(trim(it.value), "true" | "1"))
}
