//! Bodies: which parts of a message stand in the body, and in what form.
//!
//! In: a message of an operation and its binding; WSDL 1.1 §2.3, §3.5. Out: a [`Body`] that is checked to be possible.

use std::collections::BTreeSet;

use crate::diagnostic::code::Code;
use crate::names::QName;
use crate::symbols::Space;
use crate::wsdl::model as wsdl;
use crate::xsd::model as xsd;

use crate::lower::contract::{Body, Bound, Content, Direction, Part, PartDecl};
use crate::lower::ctx::Ctx;
use crate::lower::declared::{Complex, Declared};
use crate::lower::problem::{Problem, unresolved};
use crate::lower::told::Once;

use super::{attachments, headers, parts};

/// The body of a request that the WSDL does not describe: nothing, in the wrapper of RPC.
pub(crate) fn empty(bound: Bound<'_>) -> Body<'_> {
    let output = bound.in_binding.output.as_ref();
    let output = output.and_then(|message| message.body.as_ref());
    let wrapper =
        (bound.style() == wsdl::Style::Rpc).then(|| wrapper(bound, output, Direction::Request));
    Body {
        content: Content::Parts(wrapper, Vec::new()),
        encoded: output.is_some_and(|it| it.usage == wsdl::Use::Encoded),
    }
}

/// The element around the parts of an RPC message; WSDL 1.1 §3.5.
fn wrapper(bound: Bound<'_>, body: Option<&wsdl::Body>, direction: Direction) -> QName {
    let namespace = body.and_then(|it| it.namespace.clone());
    // The specification asks for the attribute; without it the target namespace is meant.
    let namespace = namespace.unwrap_or_else(|| bound.binding.name.namespace.clone());
    let local = match direction {
        Direction::Request => bound.operation.name.clone(),
        Direction::Response => format!("{}Response", bound.operation.name),
    };
    QName::new(namespace, local)
}

/// The body of one message.
pub(crate) fn of<'m>(
    ctx: &mut Ctx<'_, 'm>,
    bound: Bound<'m>,
    reference: &'m wsdl::MessageRef,
    direction: Direction,
    losses: &mut Vec<String>,
) -> Result<Body<'m>, Problem> {
    let name = &reference.message;
    let Some(message) = ctx.declared.symbols.messages.get(name).copied() else {
        return Err(unresolved(Space::Message, name, Some(reference.span)));
    };
    let (message_binding, _) = bound.message(direction);
    let soap_body = message_binding.and_then(|it| it.body.as_ref());
    let encoded = soap_body.is_some_and(|it| it.usage == wsdl::Use::Encoded);
    let style = bound.style();
    let mut chosen = in_body(ctx, message, message_binding);
    let attached = attachments::of(ctx, message, message_binding, direction, losses);
    // A part that `soap:body` names as well stands in the body; `attached` has none of those.
    let is_attached = |it: &&wsdl::Part| attached.iter().any(|(name, _)| *name == it.name);
    chosen.retain(|it| !is_attached(it));
    let mut parts: Vec<Part<'m>> = Vec::new();
    for part in chosen {
        parts.push(match parts::decl(ctx, part)? {
            PartDecl::Element(decl) => Part::Element(decl),
            PartDecl::Type(name, _) => Part::Type(&part.name, name),
        });
    }
    let has_attachments = !attached.is_empty();
    if has_attachments && style == wsdl::Style::Document {
        report_type_parts(ctx, message, &parts);
    }
    let attached = attached.into_iter();
    parts.extend(attached.map(|(name, media)| Part::Attachment(name, media)));
    let content = match (style, parts.as_slice()) {
        (wsdl::Style::Document, _) if has_attachments => Content::Parts(None, parts),
        (wsdl::Style::Document, [Part::Element(only)]) => Content::Element(only),
        // WSDL 1.1 §3.5: a part by type stands in the body under its own name.
        (wsdl::Style::Document, _) if encoded => Content::Parts(None, parts),
        (wsdl::Style::Document, list) => match body_type(&ctx.declared, list) {
            Some((name, complex)) => Content::Type(name, complex),
            None => {
                report_type_parts(ctx, message, list);
                Content::Parts(None, parts)
            }
        },
        (wsdl::Style::Rpc, _) => Content::Parts(Some(wrapper(bound, soap_body, direction)), parts),
    };
    Ok(Body { content, encoded })
}

/// The type that `Body` itself has: that of the only part, if its values are child elements and nothing else.
///
/// WSDL 1.1 §3.5 gives the body of a document-style message the type of its part, but SOAP allows it neither text nor
/// attributes of its own.
fn body_type<'m>(
    declared: &Declared<'_, 'm>,
    parts: &[Part<'m>],
) -> Option<(&'m QName, Complex<'m>)> {
    let [Part::Type(_, name)] = parts else {
        return None;
    };
    let complex = declared.complex(name)?;
    let mut next = Some(complex);
    while let Some((_, complex)) = next {
        if complex.mixed || !complex.attributes.is_empty() || complex.any_attribute.is_some() {
            return None;
        }
        // The gate lets no type through that derives from itself, so this ends.
        next = match &complex.content {
            xsd::ComplexContent::Direct(_) => None,
            xsd::ComplexContent::Extension { base, .. }
            | xsd::ComplexContent::Restriction { base, .. } => Some(declared.complex(&base.0)?),
            xsd::ComplexContent::SimpleExtension { .. }
            | xsd::ComplexContent::SimpleRestriction { .. } => return None,
        };
    }
    Some((name, complex))
}

/// Other parts with a type are sent as most tools send them; the specification gives them no form that SOAP allows.
fn report_type_parts(ctx: &mut Ctx<'_, '_>, message: &wsdl::Message, parts: &[Part<'_>]) {
    for part in parts {
        let Part::Type(name, _) = part else { continue };
        let span = message.parts.iter().find(|it| it.name == *name);
        let span = span.map_or(message.span, |it| it.span);
        let once = Once::TypePart(message.name.clone(), (*name).to_owned());
        if ctx.told.first(once) {
            let text = format!(
                "part `{name}` has a type that a document-style body cannot have; it is sent as element `{name}` without a namespace"
            );
            (ctx.told.diagnostics)
                .warning(Code::BadValue, span, text)
                .help("give the part an `element`, or the operation the style `rpc`");
        }
    }
}

/// The parts that stand in the body: those that `soap:body` lists, else all that are no headers.
fn in_body<'m>(
    ctx: &mut Ctx<'_, 'm>,
    message: &'m wsdl::Message,
    bound: Option<&'m wsdl::BindingMessage>,
) -> Vec<&'m wsdl::Part> {
    let listed = bound
        .and_then(|it| it.body.as_ref())
        .and_then(|it| it.parts.as_ref().map(|list| (list, it.span)));
    if let Some((list, span)) = listed {
        let declared: BTreeSet<&str> = message.parts.iter().map(|it| it.name.as_str()).collect();
        let Some(missing) = list.iter().find(|it| !declared.contains(it.as_str())) else {
            let listed: BTreeSet<&String> = list.iter().collect();
            return (message.parts.iter())
                .filter(|it| listed.contains(&it.name))
                .collect();
        };
        let text = format!(
            "message `{}` has no part `{missing}`; all parts that are no headers stand in the body",
            message.name
        );
        (ctx.told.diagnostics).warning(Code::UnresolvedName, span, text);
    }
    let headers = bound.map_or(&[][..], |it| it.headers.as_slice());
    let in_headers: BTreeSet<&String> = headers
        .iter()
        .filter(|it| headers::is_of(it, &message.name))
        .map(|it| &it.part)
        .collect();
    let parts = message.parts.iter();
    parts.filter(|it| !in_headers.contains(&it.name)).collect()
}
