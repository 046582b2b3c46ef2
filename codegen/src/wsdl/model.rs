//! What WSDL documents declare, as written; names are resolved to namespace and local name, nothing is looked up yet.

use crate::names::QName;
use crate::source::span::Span;
use crate::words::words;

use super::policy::{Expression, PolicyDecl};

/// All declarations of a root WSDL and of those it imports; WSDL 1.1 §2.
#[derive(Clone, Debug, Default)]
pub struct Definitions {
    /// The target namespace of the root document; empty for none.
    pub target_namespace: String,
    /// `wsdl:documentation` of the root.
    pub docs: Option<String>,
    /// The messages.
    pub messages: Vec<Message>,
    /// The port types.
    pub port_types: Vec<PortType>,
    /// The bindings.
    pub bindings: Vec<Binding>,
    /// The services.
    pub services: Vec<Service>,
    /// The policies that others refer to.
    pub policies: Vec<PolicyDecl>,
}

/// `wsdl:message`; WSDL 1.1 §2.3.
#[derive(Clone, Debug)]
pub struct Message {
    /// The name.
    pub name: QName,
    /// Its parts, in order.
    pub parts: Vec<Part>,
    /// The policies attached to it.
    pub policies: Vec<Expression>,
    /// The `name` attribute's value.
    pub span: Span,
}

/// `wsdl:part`.
#[derive(Clone, Debug)]
pub struct Part {
    /// The name; parts have no namespace.
    pub name: String,
    /// What it is.
    pub content: PartContent,
    /// The `name` attribute's value.
    pub span: Span,
}

/// What a part refers to.
#[derive(Clone, Debug)]
pub enum PartContent {
    /// `element="…"`.
    Element(QName, Span),
    /// `type="…"`.
    Type(QName, Span),
    /// Neither attribute is there.
    Absent,
}

/// `wsdl:portType`; WSDL 1.1 §2.4.
#[derive(Clone, Debug)]
pub struct PortType {
    /// The name.
    pub name: QName,
    /// `wsdl:documentation`.
    pub docs: Option<String>,
    /// Its operations, in order.
    pub operations: Vec<Operation>,
    /// The policies attached to it.
    pub policies: Vec<Expression>,
    /// The `name` attribute's value.
    pub span: Span,
}

/// An abstract operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The name; overloaded operations share one.
    pub name: String,
    /// `wsdl:documentation`.
    pub docs: Option<String>,
    /// The transmission primitive.
    pub pattern: Pattern,
    /// `wsdl:input`.
    pub input: Option<MessageRef>,
    /// `wsdl:output`.
    pub output: Option<MessageRef>,
    /// `wsdl:fault`s.
    pub faults: Vec<MessageRef>,
    /// `parameterOrder`, part names.
    pub parameter_order: Vec<String>,
    /// The policies attached to it.
    pub policies: Vec<Expression>,
    /// Why it cannot be generated, where its own text tells.
    pub broken: Option<String>,
    /// The `name` attribute's value.
    pub span: Span,
}

/// The transmission primitive, which the order of input and output decides; WSDL 1.1 §2.4.1–2.4.4.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Pattern {
    /// Input only.
    OneWay,
    /// Input, then output.
    RequestResponse,
    /// Output, then input.
    SolicitResponse,
    /// Output only.
    Notification,
}

/// `wsdl:input`, `wsdl:output` or `wsdl:fault` of an operation.
#[derive(Clone, Debug)]
pub struct MessageRef {
    /// The `name` attribute; defaulted names are `None`.
    pub name: Option<String>,
    /// The message.
    pub message: QName,
    /// `wsaw:Action` or `wsam:Action`.
    pub action: Option<String>,
    /// The policies attached to it.
    pub policies: Vec<Expression>,
    /// The `message` attribute's value.
    pub span: Span,
}

/// `wsdl:binding`; WSDL 1.1 §2.5.
#[derive(Clone, Debug)]
pub struct Binding {
    /// The name.
    pub name: QName,
    /// The port type.
    pub port_type: (QName, Span),
    /// The protocol.
    pub protocol: Protocol,
    /// `style` of `soap:binding`; the default is document; WSDL 1.1 §3.3.
    pub style: Style,
    /// `transport` of `soap:binding`.
    pub transport: Option<String>,
    /// Its operations.
    pub operations: Vec<BindingOperation>,
    /// The policies attached to it.
    pub policies: Vec<Expression>,
    /// Extensions that are read past.
    pub extensions: Vec<Extension>,
    /// The `name` attribute's value.
    pub span: Span,
}

/// The protocol of a binding.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Protocol {
    /// `soap:binding`, SOAP 1.1.
    Soap11,
    /// `soap12:binding`.
    Soap12,
    /// `http:binding` with its verb.
    Http(String),
    /// Anything else, by the name of its element.
    Other(String),
}

/// An extension element that is not generated from.
#[derive(Clone, Debug)]
pub struct Extension {
    /// Its name.
    pub name: QName,
    /// Whether `wsdl:required="true"`.
    pub required: bool,
    /// The element.
    pub span: Span,
}

words! {
    /// Document or RPC; WSDL 1.1 §3.4.
    pub enum Style {
        Document = "document",
        Rpc = "rpc",
    }
}

words! {
    /// Literal or encoded; WSDL 1.1 §3.5.
    pub enum Use {
        Literal = "literal",
        Encoded = "encoded",
    }
}

/// An operation of a binding.
#[derive(Clone, Debug)]
pub struct BindingOperation {
    /// The name.
    pub name: String,
    /// `soapAction`; `None` where the attribute is absent.
    pub soap_action: Option<(String, Span)>,
    /// `style`, where it differs from the binding's.
    pub style: Option<Style>,
    /// `wsdl:input`.
    pub input: Option<BindingMessage>,
    /// `wsdl:output`.
    pub output: Option<BindingMessage>,
    /// `wsdl:fault`s: name and use.
    pub faults: Vec<BindingFault>,
    /// The policies attached to it.
    pub policies: Vec<Expression>,
    /// Extensions that are read past.
    pub extensions: Vec<Extension>,
    /// The `name` attribute's value.
    pub span: Span,
}

/// `wsdl:input` or `wsdl:output` of a binding operation.
#[derive(Clone, Debug)]
pub struct BindingMessage {
    /// The `name` attribute, which tells overloads apart.
    pub name: Option<String>,
    /// `soap:body`, also inside `mime:multipartRelated`.
    pub body: Option<Body>,
    /// `soap:header`s, in order.
    pub headers: Vec<Header>,
    /// The other parts of a `mime:multipartRelated`, in order.
    pub attachments: Vec<AttachedPart>,
    /// The policies attached to it.
    pub policies: Vec<Expression>,
    /// Whatever else is read past.
    pub extensions: Vec<Extension>,
    /// The element.
    pub span: Span,
}

impl BindingMessage {
    /// A message of which nothing is said.
    pub fn new(name: Option<String>, span: Span) -> Self {
        Self {
            name,
            body: None,
            headers: Vec::new(),
            attachments: Vec::new(),
            policies: Vec::new(),
            extensions: Vec::new(),
            span,
        }
    }
}

impl BindingOperation {
    /// An operation of which nothing is said.
    pub fn new(name: String, span: Span) -> Self {
        Self {
            name,
            soap_action: None,
            style: None,
            input: None,
            output: None,
            faults: Vec::new(),
            policies: Vec::new(),
            extensions: Vec::new(),
            span,
        }
    }
}

/// A part of a message beside the envelope: `mime:content` or `mime:mimeXml`; WSDL 1.1 §5.
#[derive(Clone, Debug)]
pub struct AttachedPart {
    /// The part; `None` stands for the only one.
    pub part: Option<String>,
    /// The media types it may have; any if there are none.
    pub media: Vec<String>,
    /// The element.
    pub span: Span,
}

/// `soap:body`; WSDL 1.1 §3.5.
#[derive(Clone, Debug)]
pub struct Body {
    /// `parts`; `None` means all.
    pub parts: Option<Vec<String>>,
    /// `use`; literal where absent.
    pub usage: Use,
    /// `namespace`, for RPC wrappers.
    pub namespace: Option<String>,
    /// The element.
    pub span: Span,
}

/// `soap:header`; WSDL 1.1 §3.7.
#[derive(Clone, Debug)]
pub struct Header {
    /// The message; where the attribute is missing, that of the operation is meant.
    pub message: Option<QName>,
    /// The part.
    pub part: String,
    /// `use`.
    pub usage: Use,
    /// `namespace`.
    pub namespace: Option<String>,
    /// `soap:headerfault`s: message and part.
    pub faults: Vec<(QName, String)>,
    /// The element.
    pub span: Span,
}

/// `wsdl:fault` of a binding operation.
#[derive(Clone, Debug)]
pub struct BindingFault {
    /// The name, which matches one of the port type's faults.
    pub name: String,
    /// `use`.
    pub usage: Use,
    /// `namespace` of `soap:fault`.
    pub namespace: Option<String>,
    /// The policies attached to it.
    pub policies: Vec<Expression>,
    /// The element.
    pub span: Span,
}

/// `wsdl:service`; WSDL 1.1 §2.7.
#[derive(Clone, Debug)]
pub struct Service {
    /// The name.
    pub name: QName,
    /// `wsdl:documentation`.
    pub docs: Option<String>,
    /// Its ports.
    pub ports: Vec<Port>,
    /// The policies attached to it.
    pub policies: Vec<Expression>,
    /// The `name` attribute's value.
    pub span: Span,
}

/// `wsdl:port`; WSDL 1.1 §2.6.
#[derive(Clone, Debug)]
pub struct Port {
    /// The name.
    pub name: String,
    /// The binding.
    pub binding: (QName, Span),
    /// `location` of `soap:address`.
    pub address: Option<String>,
    /// The policies attached to it.
    pub policies: Vec<Expression>,
    /// The `name` attribute's value.
    pub span: Span,
}
