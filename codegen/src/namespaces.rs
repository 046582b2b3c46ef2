//! The namespaces that services are written in: known by name wherever a stage knows one.

/// The prefix `xml`.
pub const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// XML Schema.
pub const XSD: &str = "http://www.w3.org/2001/XMLSchema";
/// XML Schema before it was finished. What services use of these is what became of them.
pub const XSD_DRAFTS: [&str; 2] = [
    "http://www.w3.org/1999/XMLSchema",
    "http://www.w3.org/2000/10/XMLSchema",
];
/// `xsi:type`, `xsi:nil`.
pub const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// WSDL 1.1, and `wsdl:arrayType`.
pub const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";
/// WSDL 2.0, which is not read.
pub const WSDL_20: &str = "http://www.w3.org/ns/wsdl";
/// Bindings to SOAP 1.1; WSDL 1.1 §3.
pub const WSDL_SOAP11: &str = "http://schemas.xmlsoap.org/wsdl/soap/";
/// Bindings to SOAP 1.2.
pub const WSDL_SOAP12: &str = "http://schemas.xmlsoap.org/wsdl/soap12/";
/// Bindings to plain HTTP; WSDL 1.1 §4.
pub const WSDL_HTTP: &str = "http://schemas.xmlsoap.org/wsdl/http/";
/// Bindings to MIME; WSDL 1.1 §5.
pub const WSDL_MIME: &str = "http://schemas.xmlsoap.org/wsdl/mime/";

/// Envelopes of SOAP 1.1.
pub const SOAP11_ENVELOPE: &str = "http://schemas.xmlsoap.org/soap/envelope/";
/// Envelopes of SOAP 1.2.
pub const SOAP12_ENVELOPE: &str = "http://www.w3.org/2003/05/soap-envelope";
/// SOAP 1.1 encoding, which repeats XSD's types; SOAP 1.1 §5.2.
pub const SOAP11_ENCODING: &str = "http://schemas.xmlsoap.org/soap/encoding/";
/// SOAP 1.2 encoding.
pub const SOAP12_ENCODING: &str = "http://www.w3.org/2003/05/soap-encoding";

/// `swaRef`, a reference to an attachment; WS-I Attachments Profile 1.0 §4.4.
pub const SWA_REF: &str = "http://ws-i.org/profiles/basic/1.1/xsd";
/// `xop:Include`.
pub const XOP: &str = "http://www.w3.org/2004/08/xop/include";
/// `xmime:expectedContentTypes`.
pub const XMIME: [&str; 2] = [
    "http://www.w3.org/2005/05/xmlmime",
    "http://www.w3.org/2004/11/xmlmime",
];
/// `xlink:href`.
pub const XLINK: &str = "http://www.w3.org/1999/xlink";

/// WS-Addressing 1.0.
pub const WSA: &str = "http://www.w3.org/2005/08/addressing";
/// WS-Addressing as submitted in 2004.
pub const WSA_2004: &str = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
/// The binding of WS-Addressing to WSDL.
pub const WSA_WSDL: &str = "http://www.w3.org/2006/05/addressing/wsdl";
/// The draft of it that .NET writes.
pub const WSA_WSDL_DRAFT: &str = "http://www.w3.org/2006/02/addressing/wsdl";
/// The metadata of WS-Addressing 1.0.
pub const WSA_METADATA: &str = "http://www.w3.org/2007/05/addressing/metadata";

/// WS-Policy 1.2 (2004) and 1.5, and the drafts between.
pub const POLICY: &[&str] = &[
    "http://schemas.xmlsoap.org/ws/2004/09/policy",
    "http://www.w3.org/ns/ws-policy",
    "http://schemas.xmlsoap.org/ws/2002/12/policy",
    "http://www.w3.org/2006/07/ws-policy",
];
/// WS-SecurityPolicy 1.1.
pub const SECURITY_POLICY_11: &str = "http://schemas.xmlsoap.org/ws/2005/07/securitypolicy";
/// What the namespaces of WS-SecurityPolicy 1.2 and 1.3 begin with; a year follows.
pub const SECURITY_POLICY: &str = "http://docs.oasis-open.org/ws-sx/ws-securitypolicy/";
/// Assertions on logins by HTTP, as .NET writes them.
pub const HTTP_POLICY: &str = "http://schemas.microsoft.com/ws/06/2004/policy/http";
/// The utilities of WS-Security: `wsu:Id`.
pub const SECURITY_UTILITY: &str =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
/// XML signatures.
pub const XMLDSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
/// XML encryption.
pub const XMLENC: &str = "http://www.w3.org/2001/04/xmlenc#";

/// The data contracts of .NET.
pub const MS_SERIALIZATION: &str = "http://schemas.microsoft.com/2003/10/Serialization/";
/// The arrays of .NET's data contracts.
pub const MS_ARRAYS: &str = "http://schemas.microsoft.com/2003/10/Serialization/Arrays";
/// The maps of Apache SOAP.
pub const APACHE_SOAP: &str = "http://xml.apache.org/xml-soap";
/// What generators of Java stubs are told.
pub const JAXWS: [&str; 2] = [
    "http://java.sun.com/xml/ns/jaxws",
    "https://jakarta.ee/xml/ns/jaxws",
];
