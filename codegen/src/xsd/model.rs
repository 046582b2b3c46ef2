//! What schema documents declare, as written: names resolved to namespace and local name, nothing looked up yet.
//!
//! `xs:include`, `xs:redefine` and chameleon inclusion are already applied: every declaration carries its final name.

use crate::names::QName;
use crate::source::span::Span;
use crate::words::words;

pub use super::facet::{Facet, FacetKind};
pub use super::identity::{IdentityConstraint, IdentityKind, IdentityPath, NameTest};
pub use super::wildcard::{ProcessContents, Wildcard, WildcardNamespaces};

/// All declarations of one schema element or document; XSD 1.0 §3.15.
#[derive(Clone, Debug)]
pub struct Schema {
    /// The target namespace; empty for none.
    pub target_namespace: String,
    /// The namespaces it imports; XSD 1.0 §4.2.3. Empty string for no namespace.
    pub imports: Vec<(String, Span)>,
    /// The global elements, in document order.
    pub elements: Vec<ElementDecl>,
    /// The global attributes.
    pub attributes: Vec<AttributeDecl>,
    /// The named types.
    pub types: Vec<TypeDecl>,
    /// The model groups; `xs:group`.
    pub groups: Vec<GroupDecl>,
    /// The attribute groups; `xs:attributeGroup`.
    pub attribute_groups: Vec<AttributeGroupDecl>,
    /// The schema element.
    pub span: Span,
}

/// An element declaration, global or local; XSD 1.0 §3.3.
#[derive(Clone, Debug)]
pub struct ElementDecl {
    /// The expanded name, with qualification (`form`) already applied.
    pub name: QName,
    /// Its type.
    pub ty: TypeRef,
    /// Whether `xsi:nil` is allowed.
    pub nillable: bool,
    /// Whether only members of its substitution group may stand for it.
    pub is_abstract: bool,
    /// How the types of what stands for it may not derive from its own; `final`.
    pub finals: Finals,
    /// What may not stand for it in a message; `block`.
    pub block: Block,
    /// The head of the substitution group it belongs to.
    pub substitution_head: Option<(QName, Span)>,
    /// Its default or fixed value.
    pub value: Option<ValueConstraint>,
    /// What must be unique below it, or refer to what is.
    pub constraints: Vec<IdentityConstraint>,
    /// `xs:documentation`.
    pub docs: Option<String>,
    /// The `name` attribute's value.
    pub span: Span,
}

/// A default or fixed value; XSD 1.0 §3.2.1, §3.3.1.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ValueConstraint {
    /// The lexical value.
    pub text: String,
    /// Whether it is the only value allowed.
    pub fixed: bool,
    /// The attribute value.
    pub span: Span,
}

/// How a declaration names its type.
#[derive(Clone, Debug)]
pub enum TypeRef {
    /// A named type, built in or declared; the span is the attribute value.
    Named(QName, Span),
    /// A type written in place.
    Anonymous(Box<TypeDecl>),
    /// None: `xs:anyType` for elements, `xs:anySimpleType` for attributes.
    Absent,
}

/// A type definition; XSD 1.0 §3.4, §3.14.
#[derive(Clone, Debug)]
pub struct TypeDecl {
    /// The name; `None` for an anonymous type.
    pub name: Option<QName>,
    /// What it holds.
    pub body: TypeBody,
    /// How nothing may derive from it; `final`.
    pub finals: Finals,
    /// Which types that derive from it may not stand for it in a message; `block`.
    pub block: Block,
    /// `xs:documentation`.
    pub docs: Option<String>,
    /// What `xs:appinfo` says that changes the Rust type.
    pub appinfo: AppInfo,
    /// The `name` attribute's value, or the start tag of an anonymous type.
    pub span: Span,
}

impl TypeDecl {
    /// The complex type that it is.
    pub fn complex(&self) -> Option<&ComplexType> {
        match &self.body {
            TypeBody::Complex(complex) => Some(complex),
            TypeBody::Simple(_) => None,
        }
    }
}

impl SimpleType {
    /// The types that it is made of.
    pub fn parts(&self) -> &[TypeRef] {
        match self {
            Self::Restriction { base: part, .. } | Self::List { item: part } => {
                std::slice::from_ref(part)
            }
            Self::Union { members } => members,
        }
    }
}

/// The `xs:appinfo` annotations of .NET data contracts.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct AppInfo {
    /// `<IsDictionary>true</IsDictionary>`: repeated key and value pairs.
    pub is_dictionary: bool,
    /// `<IsValueType>true</IsValueType>`.
    pub is_value_type: bool,
}

/// Derivations that a type or element forbids; XSD 1.0 §3.3.1, §3.4.1, §3.14.1.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Finals {
    /// `extension`.
    pub extension: bool,
    /// `restriction`.
    pub restriction: bool,
    /// `list`.
    pub list: bool,
    /// `union`.
    pub union: bool,
}

/// What an element or type keeps from standing for it in a message; XSD 1.0 §3.3.1, §3.4.1.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Block {
    /// Types that extend its type.
    pub extension: bool,
    /// Types that restrict its type.
    pub restriction: bool,
    /// Elements of its substitution group.
    pub substitution: bool,
}

impl Block {
    /// Whether it keeps away all that `other` does.
    pub fn covers(self, other: Self) -> bool {
        (self.extension || !other.extension)
            && (self.restriction || !other.restriction)
            && (self.substitution || !other.substitution)
    }
}

/// Complex or simple.
#[allow(clippy::large_enum_variant)] // Most types are complex, so a box would be paid nearly always.
#[derive(Clone, Debug)]
pub enum TypeBody {
    /// `xs:complexType`.
    Complex(ComplexType),
    /// `xs:simpleType`.
    Simple(SimpleType),
}

/// A complex type; XSD 1.0 §3.4.
#[derive(Clone, Debug)]
pub struct ComplexType {
    /// Whether only derived types may be used in instances.
    pub is_abstract: bool,
    /// Whether text may stand between the child elements.
    pub mixed: bool,
    /// How it derives and what it holds.
    pub content: ComplexContent,
    /// Attributes that it declares itself, in document order.
    pub attributes: Vec<AttributeUse>,
    /// `xs:anyAttribute`.
    pub any_attribute: Option<Wildcard>,
}

/// The content of a complex type.
#[derive(Clone, Debug)]
pub enum ComplexContent {
    /// A content model written directly, i.e. a restriction of `xs:anyType`; `None` for empty content.
    Direct(Option<Particle>),
    /// `xs:complexContent/xs:extension`: the base's content, then this.
    Extension {
        /// The base type.
        base: (QName, Span),
        /// What is added.
        particle: Option<Particle>,
    },
    /// `xs:complexContent/xs:restriction`: this replaces the base's content.
    Restriction {
        /// The base type.
        base: (QName, Span),
        /// The whole content.
        particle: Option<Particle>,
        /// For a restriction of `soapenc:Array`: the `wsdl:arrayType` value; WSDL 1.1 §2.2.
        array_type: Option<ArrayType>,
    },
    /// `xs:simpleContent/xs:extension`: text with attributes.
    SimpleExtension {
        /// The simple type, or the complex type with simple content.
        base: (QName, Span),
    },
    /// `xs:simpleContent/xs:restriction`.
    SimpleRestriction {
        /// The base type.
        base: (QName, Span),
        /// A simple type written in place, which narrows the base further.
        simple: Option<Box<TypeDecl>>,
        /// The facets added.
        facets: Vec<Facet>,
    },
}

impl ComplexContent {
    /// The type that it derives from, if it says one.
    pub fn base(&self) -> Option<&(QName, Span)> {
        match self {
            Self::Direct(_) => None,
            Self::Extension { base, .. }
            | Self::Restriction { base, .. }
            | Self::SimpleExtension { base }
            | Self::SimpleRestriction { base, .. } => Some(base),
        }
    }

    /// The name of that type.
    pub fn base_mut(&mut self) -> Option<&mut QName> {
        match self {
            Self::Direct(_) => None,
            Self::Extension { base, .. }
            | Self::Restriction { base, .. }
            | Self::SimpleExtension { base }
            | Self::SimpleRestriction { base, .. } => Some(&mut base.0),
        }
    }

    /// Whether it adds to a base; all else restricts one.
    pub fn is_extension(&self) -> bool {
        matches!(self, Self::Extension { .. } | Self::SimpleExtension { .. })
    }

    /// Whether it is text: `xs:simpleContent`.
    pub fn is_simple(&self) -> bool {
        matches!(
            self,
            Self::SimpleExtension { .. } | Self::SimpleRestriction { .. }
        )
    }

    /// The elements that it adds or restricts to.
    pub fn particle(&self) -> Option<&Particle> {
        match self {
            Self::Direct(particle)
            | Self::Extension { particle, .. }
            | Self::Restriction { particle, .. } => particle.as_ref(),
            Self::SimpleExtension { .. } | Self::SimpleRestriction { .. } => None,
        }
    }
}

/// The `wsdl:arrayType` of an encoded array: `xsd:string[]`, `tns:Row[,]`, `tns:Item[][]`.
#[derive(Clone, Debug)]
pub struct ArrayType {
    /// The item type.
    pub item: QName,
    /// The rank suffix as written, e.g. `[]`, `[,]`, `[][]`.
    pub ranks: String,
    /// The attribute value.
    pub span: Span,
}

/// A term and how often it occurs; XSD 1.0 §3.9.
#[derive(Clone, Debug)]
pub struct Particle {
    /// The least number of occurrences.
    pub min: u32,
    /// The greatest number, `None` for unbounded.
    pub max: Option<u32>,
    /// What occurs.
    pub term: Term,
    /// The element that declares it; for a reference, the `ref` attribute's value.
    pub span: Span,
}

/// What a particle holds.
#[derive(Clone, Debug)]
pub enum Term {
    /// A local element.
    Element(Box<ElementDecl>),
    /// A reference to a global element.
    ElementRef(QName),
    /// A model group; XSD 1.0 §3.8.
    Group(Compositor, Vec<Particle>),
    /// A reference to a model group.
    GroupRef(QName),
    /// `xs:any`.
    Any(Wildcard),
}

words! {
    /// How the members of a model group go together.
    pub enum Compositor {
        Sequence = "sequence",
        Choice = "choice",
        All = "all",
    }
}

impl Particle {
    /// What occurs once.
    pub fn once(term: Term, span: Span) -> Self {
        Self {
            min: 1,
            max: Some(1),
            term,
            span,
        }
    }
}

/// `xs:group` at top level; XSD 1.0 §3.7.
#[derive(Clone, Debug)]
pub struct GroupDecl {
    /// The name.
    pub name: QName,
    /// Its content.
    pub particle: Particle,
    /// `xs:documentation`.
    pub docs: Option<String>,
    /// The `name` attribute's value.
    pub span: Span,
}

/// `xs:attributeGroup` at top level; XSD 1.0 §3.6.
#[derive(Clone, Debug)]
pub struct AttributeGroupDecl {
    /// The name.
    pub name: QName,
    /// Its attributes and references, in document order.
    pub attributes: Vec<AttributeUse>,
    /// `xs:anyAttribute`.
    pub any_attribute: Option<Wildcard>,
    /// The `name` attribute's value.
    pub span: Span,
}

/// An attribute declaration; XSD 1.0 §3.2.
#[derive(Clone, Debug)]
pub struct AttributeDecl {
    /// The expanded name, with qualification applied.
    pub name: QName,
    /// Its simple type.
    pub ty: TypeRef,
    /// Its default or fixed value.
    pub value: Option<ValueConstraint>,
    /// `xs:documentation`.
    pub docs: Option<String>,
    /// The `name` attribute's value.
    pub span: Span,
}

/// One entry of a type's attributes; XSD 1.0 §3.5.
#[derive(Clone, Debug)]
pub enum AttributeUse {
    /// An attribute declared here.
    Local {
        /// The declaration.
        decl: Box<AttributeDecl>,
        /// `use`.
        usage: Usage,
    },
    /// A reference to a global attribute.
    Ref {
        /// The attribute.
        name: QName,
        /// `use`.
        usage: Usage,
        /// Default or fixed value given at the reference.
        value: Option<ValueConstraint>,
        /// The `ref` attribute's value.
        span: Span,
    },
    /// A reference to an attribute group.
    Group(QName, Span),
}

words! {
    /// `use` of an attribute.
    pub enum Usage {
        /// May be absent.
        Optional = "optional",
        /// Must be present.
        Required = "required",
        /// Must be absent; only in restrictions.
        Prohibited = "prohibited",
    }
}

/// A simple type; XSD 1.0 §3.14.
#[derive(Clone, Debug)]
pub enum SimpleType {
    /// `xs:restriction`.
    Restriction {
        /// The base type.
        base: TypeRef,
        /// The facets, enumerations among them, in document order.
        facets: Vec<Facet>,
    },
    /// `xs:list`.
    List {
        /// The item type.
        item: TypeRef,
    },
    /// `xs:union`.
    Union {
        /// The member types: `memberTypes` first, then those written in place.
        members: Vec<TypeRef>,
    },
}
