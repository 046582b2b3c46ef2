//! Schemas that come with the generator: those of XML, SOAP encoding, envelopes, WS-Addressing, and what toolkits add.
//!
//! They declare what services refer to, not all of the originals. The XML Schema namespace itself is known to
//! the symbol table, apart from `xs:schema`, which .NET data sets refer to.

use crate::namespaces::{
    APACHE_SOAP, MS_ARRAYS, MS_SERIALIZATION, SOAP11_ENCODING, SOAP11_ENVELOPE, SOAP12_ENCODING,
    SOAP12_ENVELOPE, SWA_REF, WSA, WSA_2004, WSA_WSDL, WSDL, XLINK, XMIME, XML, XMLDSIG, XMLENC,
    XOP, XSD,
};

const SCHEMAS: &[(&str, &str, &str)] = &[
    (
        XSD,
        "built-in/XMLSchema.xsd",
        include_str!("builtin/XMLSchema.xsd"),
    ),
    (XML, "built-in/xml.xsd", include_str!("builtin/xml.xsd")),
    (
        SOAP11_ENCODING,
        "built-in/soap-encoding.xsd",
        include_str!("builtin/soap-encoding.xsd"),
    ),
    (
        SOAP12_ENCODING,
        "built-in/soap12-encoding.xsd",
        include_str!("builtin/soap12-encoding.xsd"),
    ),
    (
        // The published file has a DTD, and those are refused.
        XMLDSIG,
        "built-in/xmldsig.xsd",
        include_str!("builtin/xmldsig.xsd"),
    ),
    (
        XMLENC,
        "built-in/xmlenc.xsd",
        include_str!("builtin/xmlenc.xsd"),
    ),
    (
        WSA_WSDL,
        "built-in/ws-addressing-wsdl.xsd",
        include_str!("builtin/ws-addressing-wsdl.xsd"),
    ),
    (
        SOAP11_ENVELOPE,
        "built-in/soap-envelope.xsd",
        include_str!("builtin/soap-envelope.xsd"),
    ),
    (
        SOAP12_ENVELOPE,
        "built-in/soap12-envelope.xsd",
        include_str!("builtin/soap12-envelope.xsd"),
    ),
    (WSDL, "built-in/wsdl.xsd", include_str!("builtin/wsdl.xsd")),
    (
        XMIME[0],
        "built-in/xmlmime.xsd",
        include_str!("builtin/xmlmime.xsd"),
    ),
    (
        XMIME[1],
        "built-in/xmlmime-2004.xsd",
        include_str!("builtin/xmlmime-2004.xsd"),
    ),
    (
        SWA_REF,
        "built-in/swaref.xsd",
        include_str!("builtin/swaref.xsd"),
    ),
];

/// Those that stand in for a document that nobody kept: where the capture has a schema of the namespace, that is read.
const STAND_INS: &[(&str, &str, &str)] = &[
    (
        MS_SERIALIZATION,
        "built-in/ms-serialization.xsd",
        include_str!("builtin/ms-serialization.xsd"),
    ),
    (
        MS_ARRAYS,
        "built-in/ms-serialization-arrays.xsd",
        include_str!("builtin/ms-serialization-arrays.xsd"),
    ),
    (
        WSA_2004,
        "built-in/ws-addressing-2004.xsd",
        include_str!("builtin/ws-addressing-2004.xsd"),
    ),
    (
        XLINK,
        "built-in/xlink.xsd",
        include_str!("builtin/xlink.xsd"),
    ),
    (
        XOP,
        "built-in/xop-include.xsd",
        include_str!("builtin/xop-include.xsd"),
    ),
    (
        WSA,
        "built-in/ws-addressing.xsd",
        include_str!("builtin/ws-addressing.xsd"),
    ),
    (
        APACHE_SOAP,
        "built-in/apache-soap.xsd",
        include_str!("builtin/apache-soap.xsd"),
    ),
];

/// Whether there is a schema of this namespace here, for when nothing else declares it.
pub fn is_builtin(namespace: &str) -> bool {
    builtin_schema(namespace).is_some()
}

/// Whether imports of this namespace are answered from here, whatever they point to: the generator knows what is in them.
pub fn is_always_builtin(namespace: &str) -> bool {
    let known = [
        XSD,
        XML,
        WSDL,
        SOAP11_ENCODING,
        SOAP12_ENCODING,
        SOAP11_ENVELOPE,
        SOAP12_ENVELOPE,
    ];
    known.contains(&namespace)
}

/// Whether the schema from here is as good as the published one, so that nobody need keep that.
pub fn is_published(namespace: &str) -> bool {
    SCHEMAS.iter().any(|it| it.0 == namespace)
}

/// Display path and text of the built-in schema of `namespace`.
pub fn builtin_schema(namespace: &str) -> Option<(&'static str, &'static str)> {
    let mut all = SCHEMAS.iter().chain(STAND_INS);
    let found = all.find(|it| it.0 == namespace)?;
    Some((found.1, found.2))
}
