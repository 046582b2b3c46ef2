//! The Rust-shaped representation: what will be generated, decided to the last name.
//!
//! In: nothing (plain data). Out: nothing. Written by `lower`, read by `emit` and `dump.rs`.
//! Everything is owned, in output order, and complete: no field waits to be filled later.
//! IR enums are exhaustive on purpose.

mod dump;

use crate::names::QName;

pub use dump::dump;

/// One generated module: the types and clients of one capture.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// The module's Rust name, e.g. `superoffice`.
    pub ident: String,
    /// The module's documentation.
    pub docs: Docs,
    /// Namespace constants, in order of first use.
    pub namespaces: Vec<Namespace>,
    /// Facet tables that fields refer to.
    pub facets: Vec<FacetTable>,
    /// The types, in output order. A [`TypeId`] is an index into this list.
    pub types: Vec<TypeItem>,
    /// The clients, one for each generated port.
    pub clients: Vec<Client>,
}

/// Documentation lines: Markdown, already dedented, escaped and free of code blocks.
pub type Docs = Vec<String>;

/// A namespace constant.
#[derive(Clone, Debug, PartialEq)]
pub struct Namespace {
    /// The constant's name, e.g. `NS` or `ARRAYS_NS`.
    pub ident: String,
    /// The namespace name.
    pub uri: String,
}

/// An index into [`Api::namespaces`]; `None` stands for no namespace.
pub type NamespaceId = Option<usize>;

/// An index into [`Api::types`].
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct TypeId(pub usize);

/// A name on the wire.
#[derive(Clone, Debug, PartialEq)]
pub struct WireName {
    /// The namespace.
    pub namespace: NamespaceId,
    /// The local name.
    pub local: String,
}

/// One generated type.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeItem {
    /// The type's Rust name.
    pub ident: String,
    /// The name of its table in `codec.rs`, e.g. `LOGIN_RESPONSE`; unique in the module. Empty for aliases.
    pub table_ident: String,
    /// The schema's documentation.
    pub docs: Docs,
    /// Where it comes from, e.g. ``element `{urn:x}login` ``; printed in the `XML:` line.
    pub origin: Origin,
    /// What it is.
    pub kind: TypeKind,
    /// Paths to derive besides those that the kind has, e.g. `::serde::Serialize`; empty for aliases.
    pub derives: Vec<String>,
    /// Attributes below the derives, e.g. `#[serde(untagged)]`.
    pub attributes: Vec<String>,
    /// The cargo features of which any switches it on; always on where empty.
    pub features: Vec<String>,
}

/// The schema component a type was made from.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// A global type.
    Type(QName),
    /// The anonymous type of an element.
    Element(QName),
    /// A choice, group, or anonymous type inside another type: the owner's Rust name.
    Inside(String),
    /// Types derived from this one, or the substitution group of this element.
    Family(QName),
    /// The headers of a service.
    Headers(String),
    /// The faults of an operation.
    Faults(String),
}

/// The kinds of generated types.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeKind {
    /// A struct with a table.
    Struct(Struct),
    /// An enumeration of texts, with `Other(String)` for unknown ones.
    Enumeration(Enumeration),
    /// An enum of alternatives: a choice or a substitution group.
    Choice(Choice),
    /// An enum over a type and those derived from it, told apart by `xsi:type`.
    Family(Family),
    /// An enum over simple types, tried in order; XSD 1.0 §3.14, union.
    Union(Union),
    /// Another name for a type.
    Alias(RustType),
}

/// A struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    /// Its fields, in wire order, attributes first. An index here is the index in the table.
    pub fields: Vec<Field>,
    /// Whether it can be part of a request, and so gets `new` and setters.
    pub builder: bool,
    /// Whether every field has a natural empty value, and so `Default` is derived.
    pub default: bool,
    /// Whether the elements may stand in any order: `xs:all`; XSD 1.0 §3.8.1.
    pub any_order: bool,
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The Rust name, without `r#`; emit adds it where needed.
    pub ident: String,
    /// The schema's documentation.
    pub docs: Docs,
    /// The Rust type, complete with `Option`, `Vec`, `Box`.
    pub ty: RustType,
    /// The table entry.
    pub entry: Entry,
}

/// What the table says about a field or alternative.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Where in the XML it stands.
    pub kind: EntryKind,
    /// The least number of occurrences.
    pub min: u32,
    /// The greatest number; `None` for unbounded.
    pub max: Option<u32>,
    /// Whether `xsi:nil` is allowed.
    pub nillable: bool,
    /// The default or fixed value.
    pub value: Option<FixedOrDefault>,
    /// An index into [`Api::facets`].
    pub facets: Option<usize>,
    /// The declared type, which encoded messages name on the element; `None` in APIs without encoded operations.
    pub type_name: Option<TypeLabel>,
    /// Whether an element of another name is taken as well: the wrapper of an RPC answer, items of an encoded array.
    pub any_name: bool,
}

/// The name of a type in `xsi:type`.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeLabel {
    /// A type of XSD.
    Xsd(String),
    /// A type of SOAP encoding.
    Encoding(String),
    /// A type of the schemas.
    Declared(WireName),
}

/// A default or fixed value.
#[derive(Clone, Debug, PartialEq)]
pub struct FixedOrDefault {
    /// The lexical value.
    pub text: String,
    /// Whether it is the only one allowed.
    pub fixed: bool,
}

/// Where in the XML a field stands; mirrors `soap_runtime::record::shape::Kind`.
#[derive(Clone, Debug, PartialEq)]
pub enum EntryKind {
    /// A child element.
    Element(WireName),
    /// An element that wraps repeated items, and the entry of an item.
    Wrapper(WireName, Box<Entry>),
    /// An attribute.
    Attribute(WireName),
    /// The text content.
    Text,
    /// A choice; the type is a [`TypeKind::Choice`].
    Choice(TypeId),
    /// A nested sequence; the type is a [`TypeKind::Struct`].
    Group(TypeId),
    /// `xs:any`.
    Any(Wildcard),
    /// `xs:anyAttribute`.
    AnyAttributes(Wildcard),
    /// Mixed content, raw.
    Mixed,
    /// A part of the message beside the envelope, by its name.
    Attachment(String),
}

/// Which namespaces a wildcard lets in.
#[derive(Clone, Debug, PartialEq)]
pub enum Wildcard {
    /// Any.
    Any,
    /// Any but this one and none.
    Other(NamespaceId),
    /// One of these.
    OneOf(Vec<NamespaceId>),
}

/// A Rust type expression.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum RustType {
    /// A generated type.
    Named(TypeId),
    /// A built-in type of the runtime or of `std`.
    Builtin(Builtin),
    /// `Option<T>`.
    Option(Box<RustType>),
    /// `Vec<T>`: repeated elements.
    Vec(Box<RustType>),
    /// `Nillable<T>`: absent, nil or a value.
    Nillable(Box<RustType>),
    /// `Box<T>`, to break a recursion.
    Boxed(Box<RustType>),
    /// `Secret<T>`: hidden in `Debug`.
    Secret(Box<RustType>),
    /// `List<T>`: one text with values between blanks; XSD 1.0 §3.14, list.
    List(Box<RustType>),
    /// A type of the user, by its path as the settings give it.
    External(String),
}

/// The built-in types: each is a Rust type of `std` or of `soap_runtime::value`.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Builtin {
    /// `String`: `xs:string` and all types that are text.
    String,
    /// `bool`.
    Bool,
    /// `i8`: `xs:byte`.
    I8,
    /// `i16`: `xs:short`.
    I16,
    /// `i32`: `xs:int`.
    I32,
    /// `i64`: `xs:long`.
    I64,
    /// `u8`: `xs:unsignedByte`.
    U8,
    /// `u16`: `xs:unsignedShort`.
    U16,
    /// `u32`: `xs:unsignedInt`.
    U32,
    /// `u64`: `xs:unsignedLong`.
    U64,
    /// `f32`: `xs:float`.
    F32,
    /// `f64`: `xs:double`.
    F64,
    /// `value::Decimal`.
    Decimal,
    /// `value::Integer`: `xs:integer` and its unbounded restrictions.
    Integer,
    /// `value::DateTime`.
    DateTime,
    /// `value::Date`.
    Date,
    /// `value::Time`.
    Time,
    /// `value::GYear`.
    GYear,
    /// `value::GYearMonth`.
    GYearMonth,
    /// `value::GMonth`.
    GMonth,
    /// `value::GMonthDay`.
    GMonthDay,
    /// `value::GDay`.
    GDay,
    /// `value::Duration`.
    Duration,
    /// `value::Base64Binary`.
    Base64Binary,
    /// `value::HexBinary`.
    HexBinary,
    /// `value::QName`: `xs:QName`, `xs:NOTATION`.
    QName,
    /// `xml::AnyType`: `xs:anyType`, the content and attributes of one element kept raw.
    AnyType,
    /// `xml::AnyElement`: one element kept raw, its name included; for `xs:any`.
    AnyElement,
    /// `xml::AnyAttribute`: one attribute of any name; for `xs:anyAttribute`.
    AnyAttribute,
    /// `xml::MixedContent`: text and elements kept raw.
    MixedContent,
    /// `value::Attachment`: a part of the message beside the envelope, or a reference to one, `wsi:swaRef`.
    Attachment,
}

/// An enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct Enumeration {
    /// The variants in schema order, `Other` not among them.
    pub variants: Vec<Variant>,
    /// The name of the variant for unknown values, normally `Other`.
    pub other_ident: String,
}

/// A variant of an enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The Rust name.
    pub ident: String,
    /// The text on the wire.
    pub literal: String,
    /// The schema's documentation.
    pub docs: Docs,
}

/// A choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The alternatives in schema order; each variant has one payload.
    pub alternatives: Vec<Alternative>,
    /// The alternative a blank value takes: the first that does not lead back to the choice itself.
    pub blank: usize,
}

/// An alternative of a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// The variant's Rust name.
    pub ident: String,
    /// The schema's documentation.
    pub docs: Docs,
    /// The payload.
    pub ty: RustType,
    /// The table entry.
    pub entry: Entry,
}

/// A type and those derived from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Family {
    /// The members; the declared type first unless it is abstract.
    pub members: Vec<Member>,
    /// Whether an element without `xsi:type` has the first member's type; false where the declared type is abstract.
    pub first_is_declared: bool,
    /// The variant for unknown derived types, normally `Other`; its payload is [`Builtin::AnyType`].
    pub other_ident: String,
}

/// A member of a family.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The variant's Rust name.
    pub ident: String,
    /// The payload.
    pub ty: RustType,
    /// The type's name, as `xsi:type` gives it.
    pub wire: WireName,
}

/// A union of simple types.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// The members, tried in this order.
    pub members: Vec<UnionMember>,
    /// The variant for texts that no member takes, normally `Other(String)`; `None` where a member is plain text.
    pub other_ident: Option<String>,
}

/// A member of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionMember {
    /// The variant's Rust name.
    pub ident: String,
    /// The payload.
    pub ty: RustType,
    /// An index into [`Api::facets`].
    pub facets: Option<usize>,
}

/// The facets of a simple type, as a static table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FacetTable {
    /// The static's name.
    pub ident: String,
    /// `whiteSpace`: `replace` or `collapse` where it is not the Rust type's own.
    pub white_space: Option<WhiteSpace>,
    /// `length`.
    pub length: Option<u64>,
    /// `minLength`.
    pub min_length: Option<u64>,
    /// `maxLength`.
    pub max_length: Option<u64>,
    /// `pattern`s: every inner list is one derivation step, of which one must match.
    pub patterns: Vec<Vec<String>>,
    /// `minInclusive`.
    pub min_inclusive: Option<String>,
    /// `maxInclusive`.
    pub max_inclusive: Option<String>,
    /// `minExclusive`.
    pub min_exclusive: Option<String>,
    /// `maxExclusive`.
    pub max_exclusive: Option<String>,
    /// `totalDigits`.
    pub total_digits: Option<u32>,
    /// `fractionDigits`.
    pub fraction_digits: Option<u32>,
    /// The facets of every item of a list; without a name of its own.
    pub item: Option<Box<FacetTable>>,
    /// The cargo features of which any switches it on; always on where empty.
    pub features: Vec<String>,
}

/// `whiteSpace`; XSD 1.0 part 2 §4.3.6.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum WhiteSpace {
    /// Tabs and line ends become blanks.
    Replace,
    /// And runs of blanks become one, those at the ends none.
    Collapse,
}

/// The client of one service: its operations over one port type, at the ports that bind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    /// The Rust name, e.g. `TechnicianConsoleClient`.
    pub ident: String,
    /// The name of the marker type for its contract, e.g. `TechnicianConsole`; unlike any type or client of the module.
    pub service_ident: String,
    /// `wsdl:documentation` of service and port type.
    pub docs: Docs,
    /// The service's name on the wire.
    pub service: String,
    /// Whether the preferred port's binding has a policy that asks for MTOM.
    pub mtom: bool,
    /// The ports, the preferred one first; at most one a SOAP version.
    pub ports: Vec<Port>,
    /// The struct of request headers: one optional field for each header block of any operation; `None` where no operation has any.
    pub request_headers: Option<TypeId>,
    /// The struct of response headers, likewise.
    pub response_headers: Option<TypeId>,
    /// What marks an answer as a failure.
    pub failures: Vec<FailureRule>,
    /// The operations, in port type order.
    pub operations: Vec<Operation>,
}

/// A port.
#[derive(Clone, Debug, PartialEq)]
pub struct Port {
    /// `wsdl:port`'s name.
    pub wire: String,
    /// The SOAP version.
    pub version: SoapVersion,
    /// `soap:address`.
    pub address: Option<String>,
}

/// The version of SOAP a port speaks.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SoapVersion {
    /// 1.1.
    V11,
    /// 1.2.
    V12,
}

/// A sign of failure in an answer that is no fault.
#[derive(Clone, Debug, PartialEq)]
pub enum FailureRule {
    /// This field of the response headers has this lexical value.
    HeaderEquals {
        /// The index of the field.
        field: usize,
        /// The value.
        text: String,
    },
    /// This field of the response headers is there, not nil and not empty.
    HeaderFilled {
        /// The index of the field.
        field: usize,
    },
}

/// An operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The method's name, e.g. `change_password_v7_2`.
    pub method_ident: String,
    /// The marker type's name in `operations`, e.g. `ChangePasswordV72`.
    pub marker_ident: String,
    /// The name on the wire.
    pub wire: String,
    /// `wsdl:documentation`.
    pub docs: Docs,
    /// `soapAction`, free of control characters.
    pub soap_action: String,
    /// The request.
    pub request: Message,
    /// The answer; `None` for a one-way operation.
    pub response: Option<Message>,
    /// The enum of declared fault details; `None` where none is declared.
    pub fault: Option<TypeId>,
    /// The indices, in wire order, of the fields of the request headers that this operation sends.
    pub request_headers: Vec<usize>,
    /// What is not generated of it, in words; for documentation.
    pub losses: Vec<String>,
    /// The cargo features of which any switches it on; always on where empty.
    pub features: Vec<String>,
}

/// The body of a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The Rust type.
    pub ty: RustType,
    /// How it stands in `soap:Body`: an element, or a group of several.
    pub entry: Entry,
    /// Whether it is an empty record, so that the method takes no argument.
    pub is_empty: bool,
    /// SOAP encoding is used; SOAP 1.1 §5.
    pub encoded: bool,
}
