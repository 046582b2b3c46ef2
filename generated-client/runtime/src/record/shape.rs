//! The static tables of generated types: which XML a record is made of.
//!
//! A [`Shape`] lists the [`Field`]s of one record in wire order; generated code holds nothing else.
//! All constructors are `const`, so that a table costs nothing at start-up.

use crate::record::family::TypeName;
use crate::value::facets::Facets;

/// The greatest number of occurrences: `maxOccurs="unbounded"`.
pub const UNBOUNDED: u32 = u32::MAX;

/// What a record is made of: its fields in wire order, attributes first.
#[derive(Debug)]
pub struct Shape {
    /// The name of the Rust type, for messages.
    pub name: &'static str,
    /// The fields. A field's index is its position here.
    pub fields: &'static [Field],
    /// Whether the elements may stand in any order: `xs:all`; XSD 1.0 §3.8.1.
    pub any_order: bool,
}

/// One member of a record.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The namespace name of the element or attribute; empty for none.
    pub namespace: &'static str,
    /// The local name of the element or attribute; empty for kinds without a name.
    pub local: &'static str,
    /// Where in the XML the member stands.
    pub kind: Kind,
    /// The least number of occurrences.
    pub min: u32,
    /// The greatest number of occurrences, or [`UNBOUNDED`].
    pub max: u32,
    /// Whether `xsi:nil="true"` is allowed; XSD 1.0 §3.3.1.
    pub nillable: bool,
    /// The value of an absent attribute or an empty element; XSD 1.0 §3.2.1, §3.3.1.
    pub default: Option<&'static str>,
    /// Whether the default is the only value allowed.
    pub fixed: bool,
    /// What the value must satisfy.
    pub facets: Option<&'static Facets>,
    /// The declared type, for the `xsi:type` that SOAP encoding asks for; SOAP 1.1 §5.1. `None` in literal services.
    pub type_name: Option<TypeName>,
    /// Whether an element of another name is taken as well: RPC wrappers and the items of encoded arrays, whose
    /// names carry no meaning; SOAP 1.1 §5.4.2, §7.1.
    pub any_name: bool,
}

/// Where in the XML a member stands.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A child element that holds one value.
    Element,
    /// A child element that only wraps repeated items: `<Xs><X/><X/></Xs>`; the slot is the list of items.
    Wrapper(&'static Field),
    /// An attribute.
    Attribute,
    /// The text content of the element; XSD 1.0 §2.2.1.3, simple content.
    Text,
    /// One of several alternatives in place; the slot is an enum. XSD 1.0 §3.8, `choice`.
    /// Substitution groups are choices of elements as well.
    Choice(&'static Shape),
    /// A nested sequence without an element of its own; the slot is a record.
    Group(&'static Shape),
    /// Elements of any name; XSD 1.0 §3.10.
    Any(Wildcard),
    /// Attributes that no other field names; XSD 1.0 §3.4.1.
    AnyAttributes(Wildcard),
    /// The whole content of the element, text and elements mixed, kept raw; XSD 1.0 §3.4.1, `mixed`.
    Mixed,
    /// A part of the message beside the envelope; the slot is an [`Attachment`](crate::Attachment). WSDL 1.1 §5.
    Attachment,
}

/// Which namespaces a wildcard lets in; XSD 1.0 §3.10.1.
#[derive(Clone, Copy, Debug)]
pub enum Wildcard {
    /// `##any`.
    Any,
    /// `##other`: a namespace that is neither absent nor this one.
    Other(&'static str),
    /// One of these; the empty string stands for no namespace.
    OneOf(&'static [&'static str]),
}

impl Shape {
    /// A table of `fields` for the Rust type `name`.
    pub const fn new(name: &'static str, fields: &'static [Field]) -> Self {
        Self {
            name,
            fields,
            any_order: false,
        }
    }

    /// The first attribute that must be present.
    #[doc(hidden)]
    pub fn required_attribute(&self) -> Option<&'static str> {
        let is_required = |it: &&Field| matches!(it.kind, Kind::Attribute) && it.min > 0;
        self.fields.iter().find(is_required).map(|it| it.local)
    }

    /// A table whose elements may stand in any order.
    pub const fn any_order(mut self) -> Self {
        self.any_order = true;
        self
    }
}

impl Field {
    const fn new(
        kind: Kind,
        namespace: &'static str,
        local: &'static str,
        min: u32,
        max: u32,
    ) -> Self {
        Self {
            namespace,
            local,
            kind,
            min,
            max,
            nillable: false,
            default: None,
            fixed: false,
            facets: None,
            type_name: None,
            any_name: false,
        }
    }

    /// A member that may also be `xsi:nil="true"`.
    pub const fn nillable(mut self) -> Self {
        self.nillable = true;
        self
    }

    /// A member with a default value.
    pub const fn default(mut self, value: &'static str) -> Self {
        self.default = Some(value);
        self
    }

    /// A member whose only value is `value`.
    pub const fn fixed(mut self, value: &'static str) -> Self {
        self.default = Some(value);
        self.fixed = true;
        self
    }

    /// A member whose value must satisfy `facets`.
    pub const fn facets(mut self, facets: &'static Facets) -> Self {
        self.facets = Some(facets);
        self
    }

    /// A member whose element says its type in encoded messages.
    pub const fn typed(mut self, namespace: &'static str, local: &'static str) -> Self {
        self.type_name = Some(TypeName::new(namespace, local));
        self
    }

    /// As [`Field::typed`], for a type of XSD itself.
    pub const fn xsd(self, local: &'static str) -> Self {
        self.typed("http://www.w3.org/2001/XMLSchema", local)
    }

    /// As [`Field::typed`], for a type of SOAP encoding: `Array` around items, and its copies of those of XSD.
    pub const fn soapenc(self, local: &'static str) -> Self {
        self.typed("http://schemas.xmlsoap.org/soap/encoding/", local)
    }

    /// A member whose element may have any name when it is read.
    pub const fn any_name(mut self) -> Self {
        self.any_name = true;
        self
    }

    /// A member that occurs `min` to `max` times.
    pub const fn occurs(mut self, min: u32, max: u32) -> Self {
        self.min = min;
        self.max = max;
        self
    }
}

/// An element that occurs exactly once.
pub const fn required(namespace: &'static str, local: &'static str) -> Field {
    Field::new(Kind::Element, namespace, local, 1, 1)
}

/// An element that may be absent.
pub const fn optional(namespace: &'static str, local: &'static str) -> Field {
    Field::new(Kind::Element, namespace, local, 0, 1)
}

/// An element that occurs any number of times.
pub const fn repeated(namespace: &'static str, local: &'static str) -> Field {
    Field::new(Kind::Element, namespace, local, 0, UNBOUNDED)
}

/// An element that may be absent and only wraps repeated items.
pub const fn wrapper(namespace: &'static str, local: &'static str, item: &'static Field) -> Field {
    Field::new(Kind::Wrapper(item), namespace, local, 0, 1)
}

/// An attribute that may be absent.
pub const fn attribute(namespace: &'static str, local: &'static str) -> Field {
    Field::new(Kind::Attribute, namespace, local, 0, 1)
}

/// An attribute that must be present.
pub const fn required_attribute(namespace: &'static str, local: &'static str) -> Field {
    Field::new(Kind::Attribute, namespace, local, 1, 1)
}

/// The text content.
pub const fn text() -> Field {
    Field::new(Kind::Text, "", "", 1, 1)
}

/// One of several alternatives.
pub const fn choice(shape: &'static Shape) -> Field {
    Field::new(Kind::Choice(shape), "", "", 1, 1)
}

/// A nested sequence.
pub const fn group(shape: &'static Shape) -> Field {
    Field::new(Kind::Group(shape), "", "", 1, 1)
}

/// Any elements of the namespaces that `wildcard` lets in.
pub const fn any(wildcard: Wildcard) -> Field {
    Field::new(Kind::Any(wildcard), "", "", 0, UNBOUNDED)
}

/// All attributes that no other field names.
pub const fn any_attributes(wildcard: Wildcard) -> Field {
    Field::new(Kind::AnyAttributes(wildcard), "", "", 0, UNBOUNDED)
}

/// The part `name` of the message, which is an attachment.
pub const fn attachment(name: &'static str) -> Field {
    Field::new(Kind::Attachment, "", name, 1, 1)
}

/// The whole content, kept raw.
pub const fn mixed() -> Field {
    Field::new(Kind::Mixed, "", "", 1, 1)
}
