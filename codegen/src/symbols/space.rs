//! Symbol spaces: the same name may be declared once in each; XSD 1.0 §2.5, WSDL 1.1 §2.1.

use crate::words::words;

words! {
    /// A symbol space.
    #[derive(Hash)]
    pub enum Space {
        /// Simple and complex types.
        Type = "type",
        /// Global elements.
        Element = "element",
        /// Global attributes.
        Attribute = "attribute",
        /// `xs:group`s.
        Group = "group",
        /// `xs:attributeGroup`s.
        AttributeGroup = "attribute group",
        /// `wsdl:message`s.
        Message = "message",
        /// `wsdl:portType`s.
        PortType = "port type",
        /// `wsdl:binding`s.
        Binding = "binding",
        /// `wsdl:service`s.
        Service = "service",
    }
}
