//! Requests: the envelope and the HTTP message around it.

use std::fmt;

use bytes::Bytes;

use crate::mime::{Attachment, MtomMode};
use crate::record::Record;
use crate::record::field::{Wildcard, any};
use crate::record::shape::{Field, Shaped};
use crate::record::slot::Slot;
use crate::soap::envelope::{Form, Outgoing, write_envelope};
use crate::soap::head::Head;
use crate::soap::known::Known;
use crate::soap::package::Written;
use crate::soap::{HeaderBlock, Operation, RequestError, SoapVersion, shown_url};
use crate::ws_addressing::Addressing;
use crate::ws_security::demands::{self, Offer};
#[cfg(feature = "ws-security")]
use crate::ws_security::{Exchange, Security};
use crate::ws_security::{SecurityPolicy, WSSE};
use crate::xml::AnyElement;

/// The entry of header blocks that no WSDL declares.
static EXTRA: Field<'static> = any(Wildcard::Any);

/// How a request is written.
#[must_use]
#[derive(Clone, Eq, PartialEq)]
#[non_exhaustive]
pub struct EncodeOptions {
    /// The version of SOAP.
    pub version: SoapVersion,
    /// Where it goes: an absolute `http` or `https` URL without user information.
    pub endpoint: String,
    /// Whether SOAP 1.2 names the action in its content type. On by default: WCF asks for it.
    pub action_parameter: bool,
    /// Header blocks that the WSDL does not declare, in wire order, behind those that it does.
    pub extra_headers: Vec<HeaderBlock>,
    /// The properties of WS-Addressing; `None` for a request without them.
    pub addressing: Option<Addressing>,
    /// Whether octets travel beside the envelope: MTOM. Off by default.
    pub mtom: MtomMode,
    /// Parts to send beside the envelope, besides those that are members of the request.
    pub attachments: Vec<Attachment>,
    /// What the request is protected with, beside what the contract's policies say.
    #[cfg(feature = "ws-security")]
    pub security: Option<Security>,
    /// Whether a request that lacks what the contract's policies demand is an error. On by default.
    pub policy_check: bool,
    /// Whether values that an enumeration does not list are sent: `Other`. On by default.
    pub unlisted: bool,
    pub(crate) known: Known,
}

impl fmt::Debug for EncodeOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A caller may have put a password into the endpoint.
        f.debug_struct("EncodeOptions")
            .field("version", &self.version)
            .field("endpoint", &shown_url(&self.endpoint))
            .field("action_parameter", &self.action_parameter)
            .field("extra_headers", &self.extra_headers)
            .field("addressing", &self.addressing)
            .field("mtom", &self.mtom)
            .field("attachments", &self.attachments)
            .field("policy_check", &self.policy_check)
            .finish_non_exhaustive()
    }
}

impl EncodeOptions {
    /// Options for a request to `endpoint`.
    pub fn new(version: SoapVersion, endpoint: impl Into<String>) -> Self {
        Self {
            version,
            endpoint: endpoint.into(),
            action_parameter: true,
            extra_headers: Vec::new(),
            addressing: None,
            mtom: MtomMode::Off,
            attachments: Vec::new(),
            #[cfg(feature = "ws-security")]
            security: None,
            policy_check: true,
            unlisted: true,
            known: Known::default(),
        }
    }

    /// The same, protected with this.
    #[cfg(feature = "ws-security")]
    pub fn with_security(mut self, security: Security) -> Self {
        self.security = Some(security);
        self
    }

    /// The same, sending values that an enumeration does not list, or refusing to.
    pub fn with_unlisted(mut self, on: bool) -> Self {
        self.unlisted = on;
        self
    }

    /// The same with or without the check of what the contract's policies demand; without it where something else,
    /// e.g. a transport of your own, protects messages.
    pub fn with_policy_check(mut self, on: bool) -> Self {
        self.policy_check = on;
        self
    }

    /// The same with or without the action in the content type of SOAP 1.2.
    pub fn with_action_parameter(mut self, on: bool) -> Self {
        self.action_parameter = on;
        self
    }

    /// The same with a header block more.
    pub fn with_extra_header(mut self, block: impl Into<HeaderBlock>) -> Self {
        self.extra_headers.push(block.into());
        self
    }

    /// The same with the header blocks of WS-Addressing.
    pub fn with_addressing(mut self, addressing: impl Into<Addressing>) -> Self {
        self.addressing = Some(addressing.into());
        self
    }

    /// The undeclared blocks of a request with this action, as they are written.
    fn extra_elements(&self, action: &str) -> Result<Vec<AnyElement>, RequestError> {
        let mut blocks = match &self.addressing {
            Some(it) => it
                .to_headers(action, &self.endpoint)
                .map_err(RequestError::Body)?,
            None => Vec::new(),
        };
        blocks.extend_from_slice(&self.extra_headers);
        Ok(blocks
            .iter()
            .map(|it| it.to_element(self.version))
            .collect())
    }

    /// What is there for the contract's policies.
    fn offer(&self) -> Offer {
        let https = self.endpoint.trim_start().starts_with("https:");
        #[cfg(feature = "ws-security")]
        if let Some(security) = &self.security {
            return security.offer(https);
        }
        Offer {
            https,
            ..Offer::default()
        }
    }

    /// The action that HTTP says, of those that the binding and WS-Addressing say.
    ///
    /// WS-Addressing 1.0 SOAP Binding §6.2: a SOAPAction that says anything says the same as `Action`.
    pub(super) fn http_action<'a>(&self, soap_action: &'a str, action: &'a str) -> &'a str {
        let is_own = (self.addressing.as_ref()).is_some_and(|it| it.action.is_none());
        match is_own && !soap_action.is_empty() {
            true => action,
            false => soap_action,
        }
    }

    /// The alternative that requests and answers keep to.
    fn policy<O: Operation>(&self) -> Result<Option<&'static SecurityPolicy>, RequestError> {
        if O::REQUEST_SECURITY.is_empty() && O::RESPONSE_SECURITY.is_empty() {
            return Ok(None);
        }
        // Who makes the block by hand knows what is in it.
        let by_hand = self
            .extra_headers
            .iter()
            .any(|it| it.name() == (WSSE, "Security"));
        if by_hand || !self.policy_check {
            return Ok(None);
        }
        demands::choose(O::REQUEST_SECURITY, O::RESPONSE_SECURITY, &self.offer())
            .map_err(RequestError::Security)
    }

    /// The same with octets beside the envelope or in it.
    pub fn with_mtom(mut self, mtom: MtomMode) -> Self {
        self.mtom = mtom;
        self
    }

    /// The same with an attachment more.
    pub fn with_attachment(mut self, attachment: Attachment) -> Self {
        self.attachments.push(attachment);
        self
    }
}

/// Writes a request. Header blocks that are not set are left out.
///
/// # Errors
/// The request or a header block is one that the schema forbids, or the action or the endpoint cannot be
/// written into HTTP. Nothing has been sent.
pub fn encode_request<O: Operation>(
    request: &O::Request,
    headers: &O::RequestHeaders,
    options: &EncodeOptions,
) -> Result<http::Request<Bytes>, RequestError> {
    Ok(encode_layered::<O>(request, &[headers], options, &mut |_| Ok(()))?.http)
}

/// A request, and what its answer is read with.
pub(crate) struct Encoded {
    pub(crate) http: http::Request<Bytes>,
    #[cfg(feature = "ws-security")]
    pub(crate) exchange: Exchange,
}

/// Sees and changes an envelope that is written and not yet packed.
pub(crate) type Rewrite<'r> = dyn FnMut(&mut String) -> Result<(), RequestError> + 'r;

/// Writes a request; every header block is taken from the first layer that has it.
pub(crate) fn encode_layered<O: Operation>(
    request: &O::Request,
    layers: &[&O::RequestHeaders],
    options: &EncodeOptions,
    rewrite: &mut Rewrite<'_>,
) -> Result<Encoded, RequestError> {
    let info = O::INFO;
    let policy = options.policy::<O>()?;
    let shape = O::RequestHeaders::SHAPE;
    let all: Vec<usize> = match info.request_headers {
        Some(names) => (names.iter())
            .filter_map(|(namespace, local)| shape.find(namespace, local))
            .collect(),
        None => (0..shape.fields.len()).collect(),
    };
    let mut blocks: Vec<(&dyn Slot, &Field<'_>)> = Vec::new();
    for index in all {
        let mut slots = layers.iter().map(|layer| layer.slot(index));
        if let Some(slot) = slots.find(|slot| !slot.is_absent()) {
            blocks.push((slot, &shape.fields[index]));
        }
    }
    let message = Outgoing {
        body: request,
        field: &info.request,
        headers: blocks,
        encoded: info.encoded,
        encoded_headers: info.encoded_headers,
    };
    let mut written = write_message(message, O::ACTION, options)?;
    rewrite(&mut written.text)?;
    let action = options.http_action(info.soap_action, O::ACTION);
    #[cfg(not(feature = "ws-security"))]
    let _ = policy;
    #[cfg(feature = "ws-security")]
    let mut exchange = Exchange::default();
    #[cfg(feature = "ws-security")]
    if let Some(security) = &options.security {
        let protected = security.protect(&written.text, policy, None);
        (written.text, exchange) = protected.map_err(RequestError::Security)?;
        exchange.alternative = O::REQUEST_SECURITY.iter().position(|it| Some(it) == policy);
    }
    Ok(Encoded {
        http: http_request(written, action, options)?,
        #[cfg(feature = "ws-security")]
        exchange,
    })
}

/// Writes the envelope of a request. `action` is that of WS-Addressing.
pub(super) fn write_message(
    message: Outgoing<'_>,
    action: &str,
    options: &EncodeOptions,
) -> Result<Written, RequestError> {
    let extra = options.extra_elements(action)?;
    let encoded = message.wrapper();
    let mut blocks = message.headers;
    blocks.extend(extra.iter().map(|block| (block as &dyn Slot, &EXTRA)));
    let form = Form {
        unlisted: options.unlisted,
        encoded,
        encoded_headers: message.encoded_headers,
        mtom: options.mtom,
        attachments: &options.attachments,
        spare: Some(options.known.spare()),
        ..Form::new(options.version)
    };
    write_envelope(form, &blocks, &|writer| {
        message.body.write(writer, message.field)
    })
    .map_err(RequestError::Body)
}

pub(super) fn http_request(
    message: Written,
    action: &str,
    options: &EncodeOptions,
) -> Result<http::Request<Bytes>, RequestError> {
    let head = Head {
        action,
        version: options.version,
        has_parameter: options.action_parameter,
    };
    let mut parts = options.known.parts(&options.endpoint, head)?;
    let body = match message.is_package() {
        false => options.known.spare().octets(message.text),
        true => {
            let (content_type, body) = message.pack(head.parameter()?.as_deref());
            parts.headers = head.headers(&content_type, true)?;
            body
        }
    };
    Ok(http::Request::from_parts(parts, body))
}
