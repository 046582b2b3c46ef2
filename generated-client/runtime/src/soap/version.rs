//! [`SoapVersion`]: what differs between SOAP 1.1 and 1.2.

use std::fmt;

/// A version of SOAP.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum SoapVersion {
    /// SOAP 1.1: `text/xml`, and the action in a header of its own.
    #[default]
    V11,
    /// SOAP 1.2: `application/soap+xml`, and the action as a parameter of it.
    V12,
}

impl SoapVersion {
    /// The namespace name of the envelope.
    pub const fn namespace(self) -> &'static str {
        match self {
            Self::V11 => "http://schemas.xmlsoap.org/soap/envelope/",
            Self::V12 => "http://www.w3.org/2003/05/soap-envelope",
        }
    }

    /// The namespace of the version's encoding; SOAP 1.1 §5, SOAP 1.2 part 2 §3.
    pub const fn encoding(self) -> &'static str {
        match self {
            Self::V11 => "http://schemas.xmlsoap.org/soap/encoding/",
            Self::V12 => "http://www.w3.org/2003/05/soap-encoding",
        }
    }

    /// The media type of a message, without parameters.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::V11 => "text/xml",
            Self::V12 => "application/soap+xml",
        }
    }

    /// Addressed to whoever reads the body; SOAP 1.2 part 1 §2.2.
    pub(crate) const ULTIMATE_12: &'static str =
        "http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver";

    /// The attribute that says whom a header block is for; SOAP 1.1 §4.2.2, SOAP 1.2 part 1 §5.2.2.
    pub(crate) const fn role(self) -> &'static str {
        match self {
            Self::V11 => "actor",
            Self::V12 => "role",
        }
    }

    /// The version whose envelope has this namespace name, if it is one.
    pub fn of_namespace(namespace: &str) -> Option<Self> {
        [Self::V11, Self::V12]
            .into_iter()
            .find(|it| it.namespace() == namespace)
    }
}

impl fmt::Display for SoapVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::V11 => "SOAP 1.1",
            Self::V12 => "SOAP 1.2",
        })
    }
}
