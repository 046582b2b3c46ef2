//! Schemas that come with the generator: those of XML, SOAP encoding, envelopes, WS-Addressing, and what toolkits add.
//!
//! They declare what services refer to, not all of the originals. The XML Schema namespace itself is known to
//! the symbol table, apart from `xs:schema`, which .NET data sets refer to.

use crate::wsdl::WSDL;
use crate::xml::XML;
use crate::xsd::XSD;

const SCHEMAS: &[(&str, &str, &str)] = &[
    (
        XSD,
        "built-in/XMLSchema.xsd",
        include_str!("builtin/XMLSchema.xsd"),
    ),
    (XML, "built-in/xml.xsd", include_str!("builtin/xml.xsd")),
    (
        "http://schemas.xmlsoap.org/soap/encoding/",
        "built-in/soap-encoding.xsd",
        include_str!("builtin/soap-encoding.xsd"),
    ),
    (
        "http://www.w3.org/2003/05/soap-encoding",
        "built-in/soap12-encoding.xsd",
        include_str!("builtin/soap12-encoding.xsd"),
    ),
    (
        // The published file has a DTD, and those are refused.
        "http://www.w3.org/2000/09/xmldsig#",
        "built-in/xmldsig.xsd",
        include_str!("builtin/xmldsig.xsd"),
    ),
    (
        "http://www.w3.org/2001/04/xmlenc#",
        "built-in/xmlenc.xsd",
        include_str!("builtin/xmlenc.xsd"),
    ),
    (
        "http://www.w3.org/2006/05/addressing/wsdl",
        "built-in/ws-addressing-wsdl.xsd",
        include_str!("builtin/ws-addressing-wsdl.xsd"),
    ),
    (
        "http://schemas.xmlsoap.org/soap/envelope/",
        "built-in/soap-envelope.xsd",
        include_str!("builtin/soap-envelope.xsd"),
    ),
    (
        "http://www.w3.org/2003/05/soap-envelope",
        "built-in/soap12-envelope.xsd",
        include_str!("builtin/soap12-envelope.xsd"),
    ),
    (WSDL, "built-in/wsdl.xsd", include_str!("builtin/wsdl.xsd")),
    (
        "http://www.w3.org/2005/05/xmlmime",
        "built-in/xmlmime.xsd",
        include_str!("builtin/xmlmime.xsd"),
    ),
    (
        "http://www.w3.org/2004/11/xmlmime",
        "built-in/xmlmime-2004.xsd",
        include_str!("builtin/xmlmime-2004.xsd"),
    ),
    (
        "http://ws-i.org/profiles/basic/1.1/xsd",
        "built-in/swaref.xsd",
        include_str!("builtin/swaref.xsd"),
    ),
];

/// Those that stand in for a document that nobody kept: where the capture has a schema of the namespace, that is read.
const STAND_INS: &[(&str, &str, &str)] = &[
    (
        "http://schemas.microsoft.com/2003/10/Serialization/",
        "built-in/ms-serialization.xsd",
        include_str!("builtin/ms-serialization.xsd"),
    ),
    (
        "http://schemas.microsoft.com/2003/10/Serialization/Arrays",
        "built-in/ms-serialization-arrays.xsd",
        include_str!("builtin/ms-serialization-arrays.xsd"),
    ),
    (
        "http://schemas.xmlsoap.org/ws/2004/08/addressing",
        "built-in/ws-addressing-2004.xsd",
        include_str!("builtin/ws-addressing-2004.xsd"),
    ),
    (
        "http://www.w3.org/1999/xlink",
        "built-in/xlink.xsd",
        include_str!("builtin/xlink.xsd"),
    ),
    (
        "http://www.w3.org/2004/08/xop/include",
        "built-in/xop-include.xsd",
        include_str!("builtin/xop-include.xsd"),
    ),
    (
        "http://www.w3.org/2005/08/addressing",
        "built-in/ws-addressing.xsd",
        include_str!("builtin/ws-addressing.xsd"),
    ),
    (
        "http://xml.apache.org/xml-soap",
        "built-in/apache-soap.xsd",
        include_str!("builtin/apache-soap.xsd"),
    ),
];

/// Whether there is a schema of this namespace here, for when nothing else declares it.
pub fn is_builtin(namespace: &str) -> bool {
    builtin_schema(namespace).is_some()
}

/// Whether imports of this namespace are answered from here, whatever they point to.
pub fn is_always_builtin(namespace: &str) -> bool {
    SCHEMAS.iter().any(|it| it.0 == namespace)
}

/// Display path and text of the built-in schema of `namespace`.
pub fn builtin_schema(namespace: &str) -> Option<(&'static str, &'static str)> {
    let mut all = SCHEMAS.iter().chain(STAND_INS);
    let found = all.find(|it| it.0 == namespace)?;
    Some((found.1, found.2))
}
