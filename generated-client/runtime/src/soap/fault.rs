//! [`Fault`]: a fault of either version of SOAP as one type; SOAP 1.1 §4.4, SOAP 1.2 part 1 §5.4.

use std::fmt;

use http::StatusCode;

use crate::bounded::{cut, debug_bounded, display_bounded};
use crate::soap::excerpt::Escaped;
use crate::soap::{NoFault, NoHeaders, SoapVersion};
use crate::xml::{AnyElement, DecodeError};

/// Bytes of a reason that are kept.
pub(super) const REASON_KEPT: usize = 64 << 10;
/// Bytes of a reason that `Display` shows.
const REASON_SHOWN: usize = 200;

/// What the server answered instead of a result.
///
/// `Display` shows the code and the first line of the first reason.
#[derive(Clone)]
#[non_exhaustive]
pub struct Fault<D = NoFault, H = NoHeaders> {
    /// The version of SOAP that the fault was written in.
    pub version: SoapVersion,
    /// The HTTP status it came with.
    pub status: StatusCode,
    /// The code: `faultcode`, or `Code/Value`.
    pub code: FaultCode,
    /// The subcodes of SOAP 1.2, outermost first.
    pub subcodes: Vec<FaultCode>,
    /// The reasons: `faultstring`, or every `Reason/Text`.
    pub reasons: Vec<FaultReason>,
    /// Who caused it: `faultactor`, or `Role`.
    pub role: Option<String>,
    /// Where it was raised: `Node`.
    pub node: Option<String>,
    /// The detail, if it is one that the operation declares and could be read.
    pub detail: Option<D>,
    /// All elements of the detail, as they came.
    pub raw_detail: Vec<AnyElement>,
    /// Text that stands in the detail itself, where the specification wants elements; `None` if it is blank.
    pub detail_text: Option<String>,
    /// The header blocks beside the fault, header faults among them, of those that the WSDL declares.
    pub headers: H,
    /// All other header blocks beside the fault, as they came.
    pub raw_headers: Vec<AnyElement>,
    /// Why the rest of the fault could not be read: it passes a limit, breaks off, or is not in the encoding that it says.
    /// `None` where all is here.
    pub incomplete: Option<DecodeError>,
}

impl<D> Fault<D> {
    /// A fault to be sent.
    pub fn new(version: SoapVersion, kind: FaultKind, reason: impl Into<String>) -> Self {
        Self {
            version,
            status: StatusCode::INTERNAL_SERVER_ERROR,
            code: FaultCode::standard(version, kind),
            subcodes: Vec::new(),
            reasons: vec![FaultReason {
                lang: None,
                text: reason.into(),
            }],
            role: None,
            node: None,
            detail: None,
            raw_detail: Vec::new(),
            detail_text: None,
            headers: NoHeaders,
            raw_headers: Vec::new(),
            incomplete: None,
        }
    }
}

impl<D, H> Fault<D, H> {
    /// The same with a typed detail.
    #[must_use]
    pub fn with_detail(mut self, detail: D) -> Self {
        self.detail = Some(detail);
        self
    }

    /// Whose fault it is.
    pub fn kind(&self) -> FaultKind {
        self.code.kind()
    }

    /// The first reason; empty if there is none.
    pub fn reason(&self) -> &str {
        self.reasons.first().map_or("", |it| it.text.as_str())
    }

    /// The reason in the language `lang`, as `en` or `en-US`, or else the first.
    pub fn reason_in(&self, lang: &str) -> &str {
        self.reasons
            .iter()
            .find(|it| {
                it.lang
                    .as_deref()
                    .is_some_and(|own| own.eq_ignore_ascii_case(lang))
            })
            .map_or(self.reason(), |it| it.text.as_str())
    }

    /// The same with header blocks beside it.
    #[must_use]
    pub fn with_headers<I>(mut self, headers: I) -> Fault<D, I> {
        let detail = self.detail.take();
        self.retyped(detail, headers)
    }

    /// The same fault with another kind of detail and of header blocks.
    pub(super) fn retyped<E, I>(self, detail: Option<E>, headers: I) -> Fault<E, I> {
        Fault {
            version: self.version,
            status: self.status,
            code: self.code,
            subcodes: self.subcodes,
            reasons: self.reasons,
            role: self.role,
            node: self.node,
            detail,
            raw_detail: self.raw_detail,
            detail_text: self.detail_text,
            headers,
            raw_headers: self.raw_headers,
            incomplete: self.incomplete,
        }
    }
}

impl<D, H> fmt::Display for Fault<D, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |text| Escaped(cut(text, REASON_SHOWN));
        display_bounded(f, |f| {
            write!(f, "fault `{}`", shown(&self.code.local))?;
            if let Some(subcode) = self.subcodes.last() {
                write!(f, " / `{}`", shown(&subcode.local))?;
            }
            let reason = self.reason().trim();
            let line = reason.lines().next().unwrap_or_default();
            if !line.is_empty() {
                write!(f, ": {}", shown(line))?;
                if line.len().min(REASON_SHOWN) < reason.len() {
                    f.write_str(" …")?;
                }
            }
            Ok(())
        })
    }
}

impl<D: fmt::Debug, H: fmt::Debug> fmt::Debug for Fault<D, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_bounded(f, |f| {
            f.debug_struct("Fault")
                .field("version", &self.version)
                .field("status", &self.status)
                .field("code", &self.code)
                .field("subcodes", &self.subcodes)
                .field("reasons", &self.reasons)
                .field("role", &self.role)
                .field("node", &self.node)
                .field("detail", &self.detail)
                .field("raw_detail", &self.raw_detail)
                .field("detail_text", &self.detail_text)
                .field("headers", &self.headers)
                .field("raw_headers", &self.raw_headers)
                .field("incomplete", &self.incomplete)
                .finish()
        })
    }
}

impl<D: fmt::Debug, H: fmt::Debug> std::error::Error for Fault<D, H> {}

/// A fault code: a qualified name.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct FaultCode {
    /// The namespace name; empty if the code has no prefix or one that nothing declares.
    pub namespace: String,
    /// The local name; in SOAP 1.1 perhaps with dots, as `Client.Authentication`.
    pub local: String,
}

impl FaultCode {
    /// A code of the service's own.
    pub fn new(namespace: impl Into<String>, local: impl Into<String>) -> Self {
        Self {
            namespace: namespace.into(),
            local: local.into(),
        }
    }

    /// The code that `version` has for `kind`; for [`FaultKind::Other`] that of the receiver.
    pub fn standard(version: SoapVersion, kind: FaultKind) -> Self {
        let local = match (kind, version) {
            (FaultKind::Sender, SoapVersion::V11) => "Client",
            (FaultKind::Sender, SoapVersion::V12) => "Sender",
            (FaultKind::Receiver | FaultKind::Other, SoapVersion::V11) => "Server",
            (FaultKind::Receiver | FaultKind::Other, SoapVersion::V12) => "Receiver",
            (FaultKind::VersionMismatch, _) => "VersionMismatch",
            (FaultKind::MustUnderstand, _) => "MustUnderstand",
            // SOAP 1.1 §4.4.1 has no such code: the message was not well formed for this server.
            (FaultKind::DataEncodingUnknown, SoapVersion::V11) => "Client",
            (FaultKind::DataEncodingUnknown, SoapVersion::V12) => "DataEncodingUnknown",
        };
        Self::new(version.namespace(), local)
    }

    /// What the code means, whichever version it is of.
    ///
    /// A code without a namespace is taken for a standard one: servers forget the prefix.
    pub fn kind(&self) -> FaultKind {
        if !self.namespace.is_empty() && SoapVersion::of_namespace(&self.namespace).is_none() {
            return FaultKind::Other;
        }
        // SOAP 1.1 §4.4.1: what follows a dot only refines the code.
        match self.local.split('.').next().unwrap_or_default() {
            "Client" | "Sender" => FaultKind::Sender,
            "Server" | "Receiver" => FaultKind::Receiver,
            "VersionMismatch" => FaultKind::VersionMismatch,
            "MustUnderstand" => FaultKind::MustUnderstand,
            "DataEncodingUnknown" => FaultKind::DataEncodingUnknown,
            _ => FaultKind::Other,
        }
    }
}

impl fmt::Display for FaultCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.namespace.is_empty() {
            return f.write_str(&self.local);
        }
        write!(f, "{{{}}}{}", self.namespace, self.local)
    }
}

/// What a standard fault code means.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum FaultKind {
    /// The request was wrong: `Client`, `Sender`.
    Sender,
    /// The server failed: `Server`, `Receiver`.
    Receiver,
    /// The server does not speak this version of SOAP.
    VersionMismatch,
    /// The server did not know a header block that it had to understand.
    MustUnderstand,
    /// The server does not know the encoding.
    DataEncodingUnknown,
    /// A code of the service's own.
    Other,
}

/// One text that says why.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct FaultReason {
    /// `xml:lang`; `None` if absent or empty.
    pub lang: Option<String>,
    /// The text, at most 64 KiB of it.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_codes_of_both_versions() {
        let v11 = SoapVersion::V11.namespace();
        let v12 = SoapVersion::V12.namespace();
        for (namespace, local, expected) in [
            (v11, "Client.Rescue", FaultKind::Sender),
            (v12, "Sender", FaultKind::Sender),
            (v11, "Server", FaultKind::Receiver),
            ("", "Receiver", FaultKind::Receiver),
            ("urn:own", "Server", FaultKind::Other),
            ("", "E42", FaultKind::Other),
        ] {
            assert_eq!(FaultCode::new(namespace, local).kind(), expected, "{local}");
        }
    }

    #[test]
    fn shows_one_short_line() {
        let reason = "first\u{1b} line\n  at Secret.Frame ()";
        let fault: Fault = Fault::new(SoapVersion::V12, FaultKind::Receiver, reason);
        assert_eq!(fault.to_string(), "fault `Receiver`: first\\u{1b} line …");
    }
}
