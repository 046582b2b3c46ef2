//! Schemas that come with the generator: those of XML, SOAP encoding, envelopes, WS-Addressing, and what toolkits add.
//!
//! They declare what services refer to, not all of the originals. The XML Schema namespace itself is known to
//! the symbol table, apart from `xs:schema`, which .NET data sets refer to.

use crate::namespaces::{
    APACHE_SOAP, MS_ARRAYS, MS_SERIALIZATION, SOAP11_ENCODING, SOAP11_ENVELOPE, SOAP12_ENCODING,
    SOAP12_ENVELOPE, SWA_REF, WSA, WSA_2004, WSA_WSDL, WSDL, XLINK, XMIME, XML, XMLDSIG, XMLENC,
    XOP, XSD,
};

macro_rules! schemas {
    ($($namespace:expr, $file:literal;)+) => {
        &[$((
            $namespace,
            concat!("built-in/", $file),
            include_str!(concat!("builtin/", $file)),
        ),)+]
    };
}

const SCHEMAS: &[(&str, &str, &str)] = schemas! {
    XSD, "XMLSchema.xsd";
    XML, "xml.xsd";
    SOAP11_ENCODING, "soap-encoding.xsd";
    SOAP12_ENCODING, "soap12-encoding.xsd";
    // The published file has a DTD, and those are refused.
    XMLDSIG, "xmldsig.xsd";
    XMLENC, "xmlenc.xsd";
    WSA_WSDL, "ws-addressing-wsdl.xsd";
    SOAP11_ENVELOPE, "soap-envelope.xsd";
    SOAP12_ENVELOPE, "soap12-envelope.xsd";
    WSDL, "wsdl.xsd";
    XMIME[0], "xmlmime.xsd";
    XMIME[1], "xmlmime-2004.xsd";
    SWA_REF, "swaref.xsd";
};

/// Those that stand in for a document that nobody kept: where the capture has a schema of the namespace, that is read.
const STAND_INS: &[(&str, &str, &str)] = schemas! {
    MS_SERIALIZATION, "ms-serialization.xsd";
    MS_ARRAYS, "ms-serialization-arrays.xsd";
    WSA_2004, "ws-addressing-2004.xsd";
    XLINK, "xlink.xsd";
    XOP, "xop-include.xsd";
    WSA, "ws-addressing.xsd";
    APACHE_SOAP, "apache-soap.xsd";
};

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
