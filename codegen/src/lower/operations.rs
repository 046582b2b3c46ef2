//! Operations: what stands in the body of each message.
//!
//! In: an operation of a port type and its binding; WSDL 1.1 §2.4, §3.4, §3.5. Out: first a [`Plan`] that is checked to be
//! possible, or the [`Problem`] that is not; then, from the plan, an [`ir::Operation`].

use std::collections::BTreeSet;

use crate::diagnostic::code::Code;
use crate::ir::{self, EntryKind, Origin, RustType};
use crate::names::QName;
use crate::source::span::Span;
use crate::symbols::Space;
use crate::wsdl::model as wsdl;
use crate::xsd::model as xsd;

use super::ctx::{Ctx, Draft, DraftName, Key, Owner, Stem, Typed, rank};
use super::headers::{self, Block};
use super::members::{self, Member};
use super::particles::{self, Unwrap};
use super::presence::{self, Occurs};
use super::reach::Problem;
use super::scalar;
use super::types::{self, Place};
use super::{arrays, docs, families, secrets};

/// An operation that can be generated.
pub(super) struct Plan<'m> {
    pub(super) operation: &'m wsdl::Operation,
    pub(super) soap_action: String,
    pub(super) request: Body<'m>,
    pub(super) response: Option<Body<'m>>,
    pub(super) request_headers: Vec<Block<'m>>,
    pub(super) response_headers: Vec<Block<'m>>,
    /// The detail elements of its declared faults.
    pub(super) faults: Vec<&'m xsd::ElementDecl>,
    pub(super) losses: Vec<String>,
}

impl Plan<'_> {
    /// Whether one of its messages uses SOAP encoding.
    pub(super) fn is_encoded(&self) -> bool {
        self.request.encoded || self.response.as_ref().is_some_and(|it| it.encoded)
    }
}

/// What stands in a body.
pub(super) struct Body<'m> {
    content: Content<'m>,
    encoded: bool,
}

impl Body<'_> {
    fn n_parts(&self) -> usize {
        match &self.content {
            Content::Element(_) | Content::Type(_, _) => 1,
            Content::Parts(_, parts) => parts.len(),
        }
    }
}

enum Content<'m> {
    /// One element.
    Element(&'m xsd::ElementDecl),
    /// The content of a complex type.
    Type(&'m QName, &'m xsd::TypeDecl),
    /// The parts, in a wrapper for RPC.
    Parts(Option<QName>, Vec<Part<'m>>),
}

/// A part of a message.
pub(super) enum Part<'m> {
    Element(&'m xsd::ElementDecl),
    Type(&'m str, &'m QName),
}

/// Which way a message goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Direction {
    Request,
    Response,
}

/// An operation and where it is bound.
#[derive(Clone, Copy)]
pub(super) struct Bound<'m> {
    pub(super) operation: &'m wsdl::Operation,
    pub(super) binding: &'m wsdl::Binding,
    pub(super) bound: &'m wsdl::BindingOperation,
}

/// Checks everything that `it` needs.
pub(super) fn plan<'m>(ctx: &mut Ctx<'_, 'm>, it: Bound<'m>) -> Result<Plan<'m>, Problem> {
    let operation = it.operation;
    match operation.pattern {
        wsdl::Pattern::OneWay | wsdl::Pattern::RequestResponse => {}
        wsdl::Pattern::SolicitResponse => {
            return Err(skip(
                "it begins with a message of the server",
                operation.span,
            ));
        }
        wsdl::Pattern::Notification => {
            return Err(skip("it is a message of the server", operation.span));
        }
    }
    let Some(input) = &operation.input else {
        return Err(skip("it has no input", operation.span));
    };
    let mut losses = Vec::new();
    let soap_action = soap_action(it)?;
    let request = body(ctx, it, input, Direction::Request, &mut losses)?;
    let response = match &operation.output {
        Some(output) => Some(body(ctx, it, output, Direction::Response, &mut losses)?),
        None => None,
    };
    let request_headers = headers::blocks(ctx, it, Direction::Request, &mut losses);
    let response_headers = headers::blocks(ctx, it, Direction::Response, &mut losses);
    let faults = faults(ctx, operation, &mut losses);
    let blocks = request_headers.len() + response_headers.len() + faults.len();
    let parts = request.n_parts() + response.as_ref().map_or(0, Body::n_parts);
    ctx.spend(blocks + parts);
    for loss in &losses {
        ctx.diagnostics.warning(
            Code::Lossy,
            operation.span,
            format!("operation `{}`: {loss}", operation.name),
        );
    }
    Ok(Plan {
        operation,
        soap_action,
        request,
        response,
        request_headers,
        response_headers,
        faults,
        losses,
    })
}

/// A reason that has no code of its own.
pub(super) fn skip(message: impl Into<String>, span: Span) -> Problem {
    Problem {
        code: Code::OperationSkipped,
        message: message.into(),
        span: Some(span),
    }
}

fn soap_action(it: Bound<'_>) -> Result<String, Problem> {
    let Some((action, span)) = &it.bound.soap_action else {
        return Ok(String::new());
    };
    // It is sent as a quoted header value; RFC 9110 §5.5 allows visible ASCII and blanks.
    match action
        .chars()
        .find(|it| !matches!(it, ' '..='~') || *it == '"' || *it == '\\')
    {
        Some(bad) => Err(skip(
            format!("its soapAction holds the character {bad:?}, which no HTTP header can carry"),
            *span,
        )),
        None => Ok(action.clone()),
    }
}

fn body<'m>(
    ctx: &mut Ctx<'_, 'm>,
    it: Bound<'m>,
    reference: &'m wsdl::MessageRef,
    direction: Direction,
    losses: &mut Vec<String>,
) -> Result<Body<'m>, Problem> {
    let Some(message) = ctx.symbols.messages.get(&reference.message).copied() else {
        let message = format!("message `{}` is not declared", reference.message);
        return Err(Problem {
            code: Code::UnresolvedName,
            message,
            span: Some(reference.span),
        });
    };
    let bound = match direction {
        Direction::Request => it.bound.input.as_ref(),
        Direction::Response => it.bound.output.as_ref(),
    };
    let soap_body = bound.and_then(|it| it.body.as_ref());
    let encoded = soap_body.is_some_and(|it| it.usage == wsdl::Use::Encoded);
    let attachments = bound.is_some_and(|it| {
        it.extensions
            .iter()
            .any(|it| it.name.namespace.ends_with("/mime/"))
    });
    let style = it.bound.style.unwrap_or(it.binding.style);
    let chosen = parts(ctx, message, bound);
    let mut parts: Vec<Part<'m>> = Vec::new();
    for part in chosen {
        match &part.content {
            wsdl::PartContent::Element(name, span) => {
                if let Some(it) = ctx.gate.problem(Space::Element, name, Some(*span)) {
                    return Err(it);
                }
                match ctx.symbols.elements.get(name) {
                    Some(it) => parts.push(Part::Element(it)),
                    None => {
                        return Err(skip(
                            format!("element `{name}` cannot stand in a message"),
                            *span,
                        ));
                    }
                }
            }
            wsdl::PartContent::Type(_, _) if attachments && style == wsdl::Style::Document => {}
            wsdl::PartContent::Type(name, span) => {
                match ctx.gate.problem(Space::Type, name, Some(*span)) {
                    Some(it) => return Err(it),
                    None => parts.push(Part::Type(&part.name, name)),
                }
            }
            wsdl::PartContent::Absent => {
                return Err(skip(
                    format!("part `{}` has neither element nor type", part.name),
                    part.span,
                ));
            }
        }
    }
    if attachments {
        losses.push(match direction {
            Direction::Request => "attachments of the request are not sent".to_owned(),
            Direction::Response => "attachments of the response are not read".to_owned(),
        });
    }
    let content = match (style, parts.as_slice()) {
        (wsdl::Style::Document, _) if encoded => {
            return Err(skip(
                "document style with encoded use is not generated",
                it.bound.span,
            ));
        }
        (wsdl::Style::Document, [Part::Element(only)]) => Content::Element(only),
        (wsdl::Style::Document, list) => match body_type(ctx, list) {
            Some((name, decl)) => Content::Type(name, decl),
            None => {
                report_type_parts(ctx, message, list);
                Content::Parts(None, parts)
            }
        },
        (wsdl::Style::Rpc, _) => {
            let namespace = soap_body.and_then(|it| it.namespace.clone());
            // WSDL 1.1 §3.5 asks for the attribute; without it the target namespace is meant.
            let namespace = namespace.unwrap_or_else(|| it.binding.name.namespace.clone());
            let local = match direction {
                Direction::Request => it.operation.name.clone(),
                Direction::Response => format!("{}Response", it.operation.name),
            };
            Content::Parts(Some(QName::new(namespace, local)), parts)
        }
    };
    Ok(Body { content, encoded })
}

/// The type that `Body` itself has: that of the only part, if its values are child elements and nothing else.
///
/// WSDL 1.1 §3.5 gives the body of a document-style message the type of its part, but SOAP allows it neither text nor
/// attributes of its own.
fn body_type<'m>(ctx: &Ctx<'_, 'm>, parts: &[Part<'m>]) -> Option<(&'m QName, &'m xsd::TypeDecl)> {
    let [Part::Type(_, name)] = parts else {
        return None;
    };
    let decl = ctx.type_decl(name)?;
    let mut next = Some(decl);
    while let Some(it) = next {
        let xsd::TypeBody::Complex(complex) = &it.body else {
            return None;
        };
        if complex.mixed || !complex.attributes.is_empty() || complex.any_attribute.is_some() {
            return None;
        }
        // The gate lets no type through that derives from itself, so this ends.
        next = match &complex.content {
            xsd::ComplexContent::Direct(_) => None,
            xsd::ComplexContent::Extension { base, .. } => Some(ctx.type_decl(&base.0)?),
            xsd::ComplexContent::Restriction { base, .. } => Some(ctx.type_decl(&base.0)?),
            xsd::ComplexContent::SimpleExtension { .. }
            | xsd::ComplexContent::SimpleRestriction { .. } => return None,
        };
    }
    Some((name, decl))
}

/// Other parts with a type are sent as most tools send them; the specification gives them no form that SOAP allows.
fn report_type_parts(ctx: &mut Ctx<'_, '_>, message: &wsdl::Message, parts: &[Part<'_>]) {
    for part in parts {
        let Part::Type(name, _) = part else { continue };
        let span = message.parts.iter().find(|it| it.name == *name);
        let span = span.map_or(message.span, |it| it.span);
        if ctx.first_report(&format!("type part {} {name}", message.name)) {
            ctx.diagnostics
                .warning(
                    Code::BadValue,
                    span,
                    format!("part `{name}` has a type that a document-style body cannot have; it is sent as element `{name}` without a namespace"),
                )
                .help("give the part an `element`, or the operation the style `rpc`");
        }
    }
}

/// The parts that stand in the body: those that `soap:body` lists, else all that are no headers.
fn parts<'m>(
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
        ctx.diagnostics.warning(
            Code::UnresolvedName,
            span,
            format!(
                "message `{}` has no part `{missing}`; all parts that are no headers stand in the body",
                message.name
            ),
        );
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

/// The detail elements of the declared faults; what has none is lost, but not the operation.
fn faults<'m>(
    ctx: &Ctx<'_, 'm>,
    operation: &'m wsdl::Operation,
    losses: &mut Vec<String>,
) -> Vec<&'m xsd::ElementDecl> {
    let mut res: Vec<&'m xsd::ElementDecl> = Vec::new();
    let mut seen: BTreeSet<&'m QName> = BTreeSet::new();
    for fault in &operation.faults {
        let label = fault.name.as_deref().unwrap_or(&fault.message.local);
        let Some(message) = ctx.symbols.messages.get(&fault.message) else {
            losses.push(format!(
                "fault `{label}` is not decoded: message `{}` is not declared",
                fault.message
            ));
            continue;
        };
        let element = message.parts.iter().find_map(|it| match &it.content {
            wsdl::PartContent::Element(name, span) => Some((name, *span)),
            wsdl::PartContent::Type(_, _) | wsdl::PartContent::Absent => None,
        });
        let Some((name, span)) = element else {
            losses.push(format!(
                "fault `{label}` is not decoded: its message has no element"
            ));
            continue;
        };
        match (
            ctx.gate.problem(Space::Element, name, Some(span)),
            ctx.symbols.elements.get(name),
        ) {
            (None, Some(decl)) => {
                if seen.insert(&decl.name) {
                    res.push(decl);
                }
            }
            (Some(it), _) => losses.push(format!("fault `{label}` is not decoded: {}", it.message)),
            (None, None) => losses.push(format!(
                "fault `{label}` is not decoded: it is no declared element"
            )),
        }
    }
    res
}

/// Makes the message of `body`; `client` tells operations of one name apart.
pub(super) fn message<'m>(
    ctx: &mut Ctx<'_, 'm>,
    client: usize,
    operation: &wsdl::Operation,
    marker: &str,
    body: Body<'m>,
    direction: Direction,
) -> ir::Message {
    let (ty, entry) = match body.content {
        Content::Element(decl) => element(ctx, operation, marker, decl, direction),
        Content::Type(name, decl) => {
            let id = types::named_struct(ctx, name, decl);
            presence::plain(RustType::Named(id), EntryKind::Group(id), Occurs::ONCE)
        }
        Content::Parts(wrapper, parts) => {
            let key = format!("{client} {marker} {direction:?}");
            record(ctx, key, marker, wrapper, parts, direction, body.encoded)
        }
    };
    ir::Message {
        ty,
        entry,
        // Known when all types are made.
        is_empty: false,
        encoded: body.encoded,
    }
}

fn element<'m>(
    ctx: &mut Ctx<'_, 'm>,
    operation: &wsdl::Operation,
    marker: &str,
    decl: &'m xsd::ElementDecl,
    direction: Direction,
) -> (RustType, ir::Entry) {
    let local = &decl.name.local;
    let typed = match &decl.ty {
        xsd::TypeRef::Anonymous(inner) if matches!(inner.body, xsd::TypeBody::Complex(_)) => {
            let wrapper = direction == Direction::Request && *local == operation.name;
            let first = wrapper.then(|| format!("{marker}Request"));
            Typed::of(RustType::Named(families::element_struct(
                ctx, decl, inner, first,
            )))
        }
        xsd::TypeRef::Anonymous(_) | xsd::TypeRef::Named(_, _) | xsd::TypeRef::Absent => {
            let owner = Owner {
                stem: Stem::declared(&decl.name),
                wire: local.clone(),
            };
            let typed = particles::element_type(
                ctx,
                decl,
                Place {
                    owner: &owner,
                    member: "value",
                },
            );
            secrets::hide(ctx, &owner, local, typed)
        }
    };
    let kind = EntryKind::Element(ctx.wire(&decl.name));
    let collapse_nil = ctx.settings.types.collapse_nil;
    presence::element(typed, kind, Occurs::ONCE, decl, collapse_nil)
}

fn record<'m>(
    ctx: &mut Ctx<'_, 'm>,
    key: String,
    marker: &str,
    wrapper: Option<QName>,
    parts: Vec<Part<'m>>,
    direction: Direction,
    encoded: bool,
) -> (RustType, ir::Entry) {
    let suffix = match direction {
        Direction::Request => "Request",
        Direction::Response => "Response",
    };
    let names = vec![format!("{marker}{suffix}"), format!("{marker}{suffix}Body")];
    let origin = match &wrapper {
        Some(it) => Origin::Element(it.clone()),
        None => Origin::Inside(format!("operation {marker}")),
    };
    let open = || Draft::open(DraftName::Own(names, rank::MADE), origin, Vec::new(), None);
    let (id, _) = ctx.draft(Key::Made(key), open);
    let wire = wrapper
        .as_ref()
        .map_or_else(|| format!("{marker}{suffix}"), |it| it.local.clone());
    let owner = Owner::draft(id, wire);
    let mut found: Vec<Member> = Vec::new();
    for part in parts {
        let member = match part {
            Part::Element(decl) => {
                particles::element(ctx, &owner, decl, Occurs::ONCE, Unwrap::Forbidden)
            }
            Part::Type(name, ty) => type_part(ctx, &owner, name, ty, encoded),
        };
        found.push(member);
    }
    let fields = members::fields(ctx, &owner.wire, found);
    ctx.drafts[id.0].kind = particles::record(fields);
    let kind = match &wrapper {
        Some(it) => EntryKind::Element(ctx.wire(it)),
        None => EntryKind::Group(id),
    };
    let (ty, mut entry) = presence::plain(RustType::Named(id), kind, Occurs::ONCE);
    // SOAP 1.1 §7.1: the answer's wrapper is called after the operation by convention only.
    entry.any_name = wrapper.is_some() && direction == Direction::Response;
    (ty, entry)
}

/// A part of an RPC wrapper: an element without namespace; WSDL 1.1 §3.5.
fn type_part<'m>(
    ctx: &mut Ctx<'_, 'm>,
    owner: &Owner,
    name: &str,
    ty: &'m QName,
    encoded: bool,
) -> Member {
    let claim = members::claim(ctx, owner, name);
    let wire = ctx.wire(&QName::new("", name));
    let array = ty;
    let (ty, entry) = match arrays::unwrapped(ctx, array) {
        Some((_, items)) => {
            let (list, item) = arrays::list(ctx, array, items, (owner, name));
            let mut entry = presence::entry(EntryKind::Wrapper(wire, Box::new(item)), Occurs::ONCE);
            entry.nillable = encoded;
            entry.type_name = arrays::type_name(ctx, array);
            (list, entry)
        }
        None => {
            let typed = types::named(ctx, ty);
            let typed = secrets::hide(ctx, owner, name, typed);
            // SOAP 1.1 §5.1: what is not a plain value may be nil in an encoded message.
            let nillable = encoded && (typed.text || scalar::builtin(ty).is_none());
            let (ty, mut entry) = presence::plain(typed.ty, EntryKind::Element(wire), Occurs::ONCE);
            (entry.facets, entry.nillable) = (typed.facets, nillable);
            entry.type_name = ctx.type_name(array);
            (
                if nillable {
                    RustType::Option(Box::new(ty))
                } else {
                    ty
                },
                entry,
            )
        }
    };
    Member {
        claim,
        wire: name.to_owned(),
        docs: docs::lines(None),
        ty,
        entry,
    }
}
