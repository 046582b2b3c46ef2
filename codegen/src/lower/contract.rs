//! What will be called: operations with their bodies, header blocks and faults, checked to be possible.
//!
//! Data only: `plan` makes it from the WSDL, `api` lowers it.

use crate::ir;
use crate::names::QName;
use crate::source::span::Span;
use crate::wsdl::model as wsdl;
use crate::wsdl::policy::Expression;
use crate::xsd::model as xsd;

use super::declared::Complex;

/// A client and what it calls.
pub(super) struct ClientPlan<'m> {
    /// The service, or the port type where none is declared.
    pub(super) service: &'m QName,
    /// The documentation of the service.
    pub(super) docs: Option<&'m str>,
    pub(super) port_type: &'m wsdl::PortType,
    /// The port that it is named after, where the port type's name is that of another client of the service.
    pub(super) named_after: Option<String>,
    /// What all calls must meet.
    pub(super) demands: Vec<ir::Demands>,
    pub(super) ports: Vec<ir::Port>,
    pub(super) operations: Vec<Plan<'m>>,
    /// The operations of the port type that are not generated.
    pub(super) skipped: Vec<ir::Skipped>,
}

/// A port that can be generated.
pub(super) struct PortPlan<'m> {
    pub(super) port: ir::Port,
    pub(super) binding: &'m wsdl::Binding,
    /// The policies of the service and the port.
    pub(super) policies: Vec<&'m Expression>,
}

/// An operation that can be generated.
pub(super) struct Plan<'m> {
    pub(super) operation: &'m wsdl::Operation,
    pub(super) soap_action: String,
    /// The action of its requests by WS-Addressing.
    pub(super) action: String,
    /// What its calls must meet.
    pub(super) demands: Vec<ir::Demands>,
    pub(super) request: Body<'m>,
    pub(super) response: Option<Body<'m>>,
    pub(super) request_headers: Vec<Block<'m>>,
    pub(super) response_headers: Vec<Block<'m>>,
    /// Header blocks that come with faults.
    pub(super) fault_headers: Vec<Block<'m>>,
    /// The details of its declared faults.
    pub(super) faults: Vec<Detail<'m>>,
    pub(super) losses: Vec<String>,
}

impl Plan<'_> {
    /// Whether one of its messages uses SOAP encoding.
    pub(super) fn is_encoded(&self) -> bool {
        self.request.encoded || self.response.as_ref().is_some_and(|it| it.encoded)
    }

    /// What tells its faults from those of others.
    pub(super) fn fault_key(&self) -> Vec<DetailKey> {
        let mut res: Vec<DetailKey> = self.faults.iter().map(Detail::key).collect();
        res.sort();
        res
    }
}

/// An operation and where it is bound.
#[derive(Clone, Copy)]
pub(super) struct Bound<'m> {
    pub(super) operation: &'m wsdl::Operation,
    pub(super) binding: &'m wsdl::Binding,
    pub(super) in_binding: &'m wsdl::BindingOperation,
}

impl<'m> Bound<'m> {
    /// How the message of one direction is bound, and which it is.
    pub(super) fn message(
        self,
        direction: Direction,
    ) -> (
        Option<&'m wsdl::BindingMessage>,
        Option<&'m wsdl::MessageRef>,
    ) {
        let (bound, operation) = (self.in_binding, self.operation);
        match direction {
            Direction::Request => (bound.input.as_ref(), operation.input.as_ref()),
            Direction::Response => (bound.output.as_ref(), operation.output.as_ref()),
        }
    }

    /// The style of its messages; the binding's where it says none.
    pub(super) fn style(self) -> wsdl::Style {
        self.in_binding.style.unwrap_or(self.binding.style)
    }
}

/// Which way a message goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Direction {
    Request,
    Response,
}

/// What stands in a body.
pub(super) struct Body<'m> {
    pub(super) content: Content<'m>,
    pub(super) encoded: bool,
}

impl Body<'_> {
    pub(super) fn n_parts(&self) -> usize {
        match &self.content {
            Content::Element(_) | Content::Type(_, _) => 1,
            Content::Parts(_, parts) => parts.len(),
        }
    }
}

pub(super) enum Content<'m> {
    /// One element.
    Element(&'m xsd::ElementDecl),
    /// The content of a complex type.
    Type(&'m QName, Complex<'m>),
    /// The parts, in a wrapper for RPC.
    Parts(Option<QName>, Vec<Part<'m>>),
}

/// A part of a message.
pub(super) enum Part<'m> {
    Element(&'m xsd::ElementDecl),
    Type(&'m str, &'m QName),
    /// Beside the envelope, of one of these media types; WSDL 1.1 §5.
    Attachment(&'m str, &'m [String]),
}

/// A header block.
#[derive(Clone)]
pub(super) struct Block<'m> {
    pub(super) name: QName,
    pub(super) content: PartDecl<'m>,
    /// It uses SOAP encoding.
    pub(super) encoded: bool,
}

/// What a part of a message refers to.
#[derive(Clone)]
pub(super) enum PartDecl<'m> {
    Element(&'m xsd::ElementDecl),
    /// A type, and where it is named. A header block of it is encoded, and named like its part.
    Type(&'m QName, Span),
}

/// What tells a [`Detail`] from others: its name, and its type where it is no declared element.
pub(super) type DetailKey = (QName, Option<QName>);

/// What may stand for an element, or in the detail of a fault.
#[derive(Clone)]
pub(super) enum Detail<'m> {
    /// An element.
    Element(&'m xsd::ElementDecl),
    /// A value of a type. WSDL 1.1 gives it no name: tools write the part's, and read any.
    Type {
        /// What is written.
        name: QName,
        /// Its type.
        ty: &'m QName,
        /// What callers know it by.
        label: String,
        /// The part.
        span: Span,
    },
}

impl Detail<'_> {
    pub(super) fn span(&self) -> Span {
        match self {
            Self::Element(it) => it.span,
            Self::Type { span, .. } => *span,
        }
    }

    pub(super) fn label(&self) -> &str {
        match self {
            Self::Element(it) => &it.name.local,
            Self::Type { label, .. } => label,
        }
    }

    pub(super) fn key(&self) -> DetailKey {
        match self {
            Self::Element(decl) => (decl.name.clone(), None),
            Self::Type { name, ty, .. } => (name.clone(), Some((*ty).clone())),
        }
    }
}
