//! Symbol spaces: the same name may be declared once in each; XSD 1.0 §2.5, WSDL 1.1 §2.1.

use std::fmt;

/// A symbol space.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Space {
    /// Simple and complex types.
    Type,
    /// Global elements.
    Element,
    /// Global attributes.
    Attribute,
    /// `xs:group`s.
    Group,
    /// `xs:attributeGroup`s.
    AttributeGroup,
    /// `wsdl:message`s.
    Message,
    /// `wsdl:portType`s.
    PortType,
    /// `wsdl:binding`s.
    Binding,
    /// `wsdl:service`s.
    Service,
}

impl fmt::Display for Space {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Type => "type",
            Self::Element => "element",
            Self::Attribute => "attribute",
            Self::Group => "group",
            Self::AttributeGroup => "attribute group",
            Self::Message => "message",
            Self::PortType => "port type",
            Self::Binding => "binding",
            Self::Service => "service",
        })
    }
}
