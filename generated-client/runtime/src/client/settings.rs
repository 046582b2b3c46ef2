//! [`Settings`]: what a client says for all its calls, and a call may say anew.
//!
//! In: what the caller set, and the ports of the WSDL. Out: the options of a request, and where it goes.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::client::hook::{Hook, Hooks};
use crate::mime::{Attachment, MtomMode};
use crate::opaque::opaque;
use crate::soap::{DecodeOptions, EncodeOptions, HeaderBlock, Known, Port, SoapVersion, shown_url};
use crate::ws_addressing::{self, Addressing};
#[cfg(feature = "ws-security")]
use crate::ws_security::Security;
use crate::xml::DeviationKind;

/// What a client says for all its calls, and a call may say anew.
#[derive(Clone, Debug, Default)]
pub(super) struct Settings {
    /// The endpoint that the caller named.
    pub(super) endpoint: Option<Endpoint>,
    /// The port that the caller named.
    pub(super) port: Option<Arc<str>>,
    /// The version that the caller named.
    pub(super) version: Option<SoapVersion>,
    pub(super) timeout: Duration,
    pub(super) action_parameter: bool,
    pub(super) policy_check: bool,
    #[cfg(feature = "ws-security")]
    pub(super) security: Option<Security>,
    /// What the caller said of octets; what the contract says where it is `None`.
    pub(super) mtom: Option<MtomMode>,
    /// Parts to send beside the envelope; those of a call, never of a client.
    pub(super) attachments: Vec<Attachment>,
    pub(super) decode: DecodeOptions,
    pub(super) extra_headers: Vec<HeaderBlock>,
    pub(super) addressing: Option<AddressingSource>,
    pub(super) hooks: Hooks,
    /// What was made for requests so far; anew where another endpoint is named.
    pub(super) known: Known,
}

/// A URL that may hold a password, which is refused when it is called, and never shown.
#[derive(Clone)]
pub(super) struct Endpoint(pub(super) Arc<str>);

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&shown_url(&self.0), f)
    }
}

/// Makes the properties of WS-Addressing, anew for every call.
#[derive(Clone)]
pub(super) struct AddressingSource(Arc<dyn Fn() -> Addressing + Send + Sync>);

opaque!(AddressingSource);

impl Settings {
    /// What we send we claim to understand in the answer as well, e.g. the `Security` that WCF answers with.
    pub(super) fn add_extra_header(&mut self, block: HeaderBlock) {
        self.decode.understood.push(block.name().0.to_owned());
        self.extra_headers.push(block);
    }

    pub(super) fn set_addressing(&mut self, make: impl Fn() -> Addressing + Send + Sync + 'static) {
        self.decode
            .understood
            .push(ws_addressing::NAMESPACE.to_owned());
        self.addressing = Some(AddressingSource(Arc::new(make)));
    }

    /// Where calls go is another place from here on.
    pub(super) fn set_endpoint(&mut self, endpoint: String) {
        self.endpoint = Some(Endpoint(endpoint.into()));
        self.known = Known::default();
    }

    pub(super) fn add_hook(&mut self, hook: Arc<dyn Hook>) {
        let understood = hook.understood().iter().map(|&namespace| namespace.into());
        self.decode.understood.extend(understood);
        self.hooks.push(hook);
    }

    pub(super) fn version_of(&self, ports: &'static [Port]) -> SoapVersion {
        let port = self.named_port(ports).or(ports.first());
        self.version
            .or(port.map(|it| it.version))
            .unwrap_or_default()
    }

    fn named_port(&self, ports: &'static [Port]) -> Option<&'static Port> {
        let name = self.port.as_deref()?;
        ports.iter().find(|it| it.name == name)
    }

    /// The endpoint, and who says so.
    pub(super) fn endpoint_of(&self, ports: &'static [Port]) -> (&str, Origin) {
        if let Some(endpoint) = &self.endpoint {
            return (&endpoint.0, Origin::Caller);
        }
        if self.port.is_some() {
            let address = self.named_port(ports).and_then(|it| it.address);
            return (address.unwrap_or_default(), Origin::Wsdl);
        }
        let version = self.version_of(ports);
        let address = ports
            .iter()
            .find(|it| it.version == version && it.address.is_some())
            .or_else(|| ports.iter().find(|it| it.address.is_some()))
            .and_then(|it| it.address);
        (address.unwrap_or_default(), Origin::Wsdl)
    }

    pub(super) fn encode_options(&self, ports: &'static [Port]) -> (EncodeOptions, Origin) {
        let (endpoint, origin) = self.endpoint_of(ports);
        let options = EncodeOptions {
            action_parameter: self.action_parameter,
            policy_check: self.policy_check,
            mtom: self.mtom.unwrap_or_default(),
            unlisted: self.decode.tolerance.takes(DeviationKind::UnknownValue),
            attachments: self.attachments.clone(),
            extra_headers: self.extra_headers.clone(),
            addressing: self.addressing.as_ref().map(|it| (it.0)()),
            known: self.known.clone(),
            #[cfg(feature = "ws-security")]
            security: self.security.clone(),
            ..EncodeOptions::new(self.version_of(ports), endpoint)
        };
        (options, origin)
    }
}

/// What the WSDL says of a service that is called.
#[derive(Clone, Copy, Debug)]
pub(super) struct Contract {
    pub(super) service: &'static str,
    pub(super) ports: &'static [Port],
}

/// Who says where a call goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Origin {
    Caller,
    Wsdl,
}
