//! The server's side from the same tables: for mocks, loopback tests and small services.

use std::error::Error;
use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};

use crate::mime::{Attachment, MediaType, MtomMode};
use crate::record::Record;
use crate::record::shape::{Field, Shaped};
use crate::record::slot::{Member, Slot};
use crate::soap::answer::Received;
#[cfg(feature = "ws-security")]
use crate::soap::answer::open;
use crate::soap::envelope::{
    EnvelopeError, Form, Outgoing, Target, WriteBody, enter_child, enter_envelope, read_envelope,
    write_envelope,
};
use crate::soap::fault_codec::{find_fault, write_fault};
use crate::soap::package::{Written, unpack};
use crate::soap::references::resolve_references;
use crate::soap::{DecodeOptions, Fault, FaultDetail, NotUnderstood, Operation, SoapVersion};
#[cfg(feature = "ws-security")]
use crate::ws_security::{Exchange, Verified};
use crate::ws_security::{SecurityError, SecurityPolicy};
use crate::xml::{self, DecodeError, Deviation, DeviationKind, EncodeError, Limits, Reader};

/// A request that came in.
#[non_exhaustive]
pub struct Incoming<O: Operation> {
    /// The body.
    pub body: O::Request,
    /// The header blocks.
    pub headers: O::RequestHeaders,
    /// The version of SOAP, to answer in.
    pub version: SoapVersion,
    /// Where the request departs from the schema.
    pub deviations: Vec<Deviation>,
    /// The parts beside the envelope that no member of the body holds, in order.
    pub attachments: Vec<Attachment>,
    /// What is known of the request, where it was held to anything: who sent it, and what its answer is protected with.
    #[cfg(feature = "ws-security")]
    pub verified: Option<Verified>,
}

impl<O: Operation> fmt::Debug for Incoming<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming")
            .field("body", &self.body)
            .field("headers", &self.headers)
            .field("version", &self.version)
            .field("deviations", &self.deviations)
            .field("attachments", &self.attachments)
            .finish()
    }
}

/// Why a request cannot be taken.
#[derive(Debug)]
#[non_exhaustive]
pub enum IncomingError {
    /// It cannot be read.
    Decode(DecodeError),
    /// It is no SOAP request.
    NotSoap,
    /// It has a header block that must be understood and is not.
    NotUnderstood(NotUnderstood),
    /// It is not protected as it has to be, so that nothing of it is believed.
    Security(SecurityError),
}

impl fmt::Display for IncomingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decode(_) => f.write_str("the request cannot be read"),
            Self::NotSoap => f.write_str("the request is not SOAP"),
            Self::NotUnderstood(block) => block.fmt(f),
            Self::Security(_) => f.write_str("the request is not believed"),
        }
    }
}

impl Error for IncomingError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Decode(error) => Some(error),
            Self::Security(error) => Some(error),
            Self::NotSoap | Self::NotUnderstood(_) => None,
        }
    }
}

impl From<DecodeError> for IncomingError {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

impl From<EnvelopeError> for IncomingError {
    fn from(error: EnvelopeError) -> Self {
        match error {
            EnvelopeError::NotXml(error) | EnvelopeError::Decode(error) => Self::Decode(error),
            EnvelopeError::NotSoap => Self::NotSoap,
        }
    }
}

/// Reads a request of operation `O`.
///
/// # Errors
/// It is not SOAP, cannot be read, or asks to understand a header block that is not declared.
pub fn decode_request<O: Operation>(
    request: http::Request<Bytes>,
    options: &DecodeOptions,
) -> Result<Incoming<O>, IncomingError> {
    let info = O::INFO;
    let mut body = O::Request::blank();
    let mut headers = O::RequestHeaders::blank();
    let target = Target {
        headers: &mut headers,
        header_shape: O::RequestHeaders::SHAPE,
        body: &mut body,
        field: Some(&info.request),
        encoded: info.encoded,
    };
    let read = read_request(request, O::REQUEST_SECURITY, target, options)?;
    Ok(Incoming {
        body,
        headers,
        version: read.version.unwrap_or_default(),
        deviations: read.deviations,
        attachments: read.attachments,
        #[cfg(feature = "ws-security")]
        verified: read.verified,
    })
}

/// Reads a request into `target`; `demands` is what policies ask of it.
pub(super) fn read_request(
    request: http::Request<Bytes>,
    demands: &[SecurityPolicy],
    mut target: Target<'_>,
    options: &DecodeOptions,
) -> Result<Received, IncomingError> {
    #[cfg(not(feature = "ws-security"))]
    let _ = demands;
    let (parts, bytes) = request.into_parts();
    let media = MediaType::of(&parts.headers);
    let unpacked = unpack(&media, &bytes, &options.limits)?;
    let charset = unpacked.media.charset.as_deref();
    let decoded = xml::decode_noting(&unpacked.bytes, charset, &options.limits)?;
    #[cfg_attr(
        not(feature = "ws-security"),
        expect(unused_mut, reason = "it is what was verified")
    )]
    let mut text = decoded.text;
    #[cfg(feature = "ws-security")]
    let verified = {
        let demands = (demands, &Exchange::of_request());
        let opened = open(&mut text, &unpacked, options, demands);
        // Whoever stands before this may have opened it already.
        let before = || parts.extensions.get::<Verified>().cloned();
        opened.map_err(IncomingError::Security)?.or_else(before)
    };
    let text = match target.encoded {
        true => resolve_references(text, &options.limits)?,
        false => text,
    };
    if find_fault(&text, &options.limits).is_some() {
        return Err(IncomingError::NotSoap);
    }
    let mut reader = options.reader(&text)?;
    if let Some(parts) = unpacked.parts() {
        reader.set_parts(parts);
    }
    if let Some((expected, found)) = decoded.deviation {
        reader.deviate(DeviationKind::Encoding, expected, found)?;
    }
    if let Some((expected, found)) = &unpacked.deviation {
        reader.deviate(DeviationKind::Other, expected, found)?;
    }
    let mut understanding = options.understanding();
    let version = read_envelope(&mut reader, &mut target, &mut understanding)?;
    if let Some(block) = understanding.unknown {
        return Err(IncomingError::NotUnderstood(block));
    }
    Ok(Received {
        status: StatusCode::OK,
        version: Some(version),
        deviations: reader.take_deviations(),
        attachments: reader.take_rest(),
        #[cfg(feature = "ws-security")]
        verified,
    })
}

/// By what a request is dispatched.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Peeked {
    /// The version of SOAP.
    pub version: SoapVersion,
    /// The action, from `SOAPAction` or the content type; `None` if absent or empty.
    pub action: Option<String>,
    /// Namespace name and local name of the first element in the body.
    pub body: Option<(String, String)>,
}

/// Looks at what a request asks for, without reading all of it.
///
/// # Errors
/// It is not SOAP, or cannot be read so far.
pub fn peek_operation(request: &http::Request<Bytes>) -> Result<Peeked, IncomingError> {
    let media = MediaType::of(request.headers());
    let limits = Limits::response();
    let received = unpack(&media, request.body(), &limits)?;
    let charset = received.media.charset.as_deref();
    let text = xml::decode(&received.bytes, charset, &limits)?;
    let mut reader = Reader::new(&text, &limits)?;
    let version = enter_envelope(&mut reader)?;
    let mut body = None;
    if enter_child(&mut reader, version, "Body")? && reader.child()? {
        let (namespace, local) = reader.name();
        body = Some((namespace.to_owned(), local.to_owned()));
    }
    let header = request
        .headers()
        .get("soapaction")
        .and_then(|it| it.to_str().ok())
        .map(|it| it.trim().trim_matches('"').to_owned());
    Ok(Peeked {
        version,
        action: header
            .or_else(|| media.action.clone())
            .or_else(|| received.media.action.clone())
            .filter(|it| !it.is_empty()),
        body,
    })
}

/// How an answer is written.
#[must_use]
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct AnswerOptions {
    /// The version of SOAP: that of the request.
    pub version: SoapVersion,
    /// Whether octets travel beside the envelope: MTOM. Off by default.
    pub mtom: MtomMode,
    /// Parts to send beside the envelope, besides those that are members of the answer.
    pub attachments: Vec<Attachment>,
}

impl AnswerOptions {
    /// Options for an answer without more than its envelope.
    pub fn new(version: SoapVersion) -> Self {
        Self {
            version,
            mtom: MtomMode::Off,
            attachments: Vec::new(),
        }
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

/// Writes an answer of operation `O`; for one-way operations a 202 without a body.
///
/// # Errors
/// The body or a header block is one that the schema forbids.
pub fn encode_response<O: Operation>(
    body: &O::Response,
    headers: &O::ResponseHeaders,
    version: SoapVersion,
) -> Result<http::Response<Bytes>, EncodeError> {
    encode_response_with::<O>(body, headers, &AnswerOptions::new(version))
}

/// As [`encode_response`], with parts beside the envelope.
///
/// # Errors
/// As [`encode_response`]; or two attachments have one `Content-ID`, or headers that MIME cannot carry.
pub fn encode_response_with<O: Operation>(
    body: &O::Response,
    headers: &O::ResponseHeaders,
    options: &AnswerOptions,
) -> Result<http::Response<Bytes>, EncodeError> {
    let info = O::INFO;
    let Some(field) = info.response else {
        return Ok(accepted());
    };
    let message = Outgoing {
        body,
        field: &field,
        headers: blocks(headers),
        encoded: info.encoded,
        encoded_headers: &[],
    };
    write_response(&message, options)
}

/// The answer of a one-way operation.
pub(super) fn accepted() -> http::Response<Bytes> {
    let mut res = http::Response::new(Bytes::new());
    *res.status_mut() = StatusCode::ACCEPTED;
    res
}

/// Writes an answer.
pub(super) fn write_response(
    message: &Outgoing<'_>,
    options: &AnswerOptions,
) -> Result<http::Response<Bytes>, EncodeError> {
    let form = Form {
        encoded: message.wrapper(),
        encoded_headers: message.encoded_headers,
        mtom: options.mtom,
        attachments: &options.attachments,
        ..Form::new(options.version)
    };
    let written = write_envelope(form, &message.headers, &|writer| {
        message.body.write(writer, message.field)
    })?;
    Ok(http_response(written, StatusCode::OK))
}

/// The header blocks that are there.
fn blocks<H: Record + Shaped>(headers: &H) -> Vec<(&dyn Slot, &'static Field<'static>)> {
    let fields = H::SHAPE.fields.iter().enumerate();
    fields
        .map(|(index, field)| (headers.slot(index), field))
        .filter(|(slot, _)| !slot.is_absent())
        .collect()
}

/// Writes a fault in the form of `version`, with its header blocks and the fault's own HTTP status.
///
/// # Errors
/// The detail is one that the schema forbids.
pub fn encode_fault<D: FaultDetail, H: Record + Shaped>(
    fault: &Fault<D, H>,
    version: SoapVersion,
) -> Result<http::Response<Bytes>, EncodeError> {
    write_fault_response(&blocks(&fault.headers), version, fault.status, &|writer| {
        write_fault(writer, fault, version)
    })
}

/// Writes an answer whose body is a fault, which `write` writes.
pub(super) fn write_fault_response(
    headers: &[(&dyn Slot, &Field<'_>)],
    version: SoapVersion,
    status: StatusCode,
    write: &WriteBody<'_>,
) -> Result<http::Response<Bytes>, EncodeError> {
    let written = write_envelope(Form::new(version), headers, write)?;
    Ok(http_response(written, status))
}

fn http_response(message: Written, status: StatusCode) -> http::Response<Bytes> {
    let (content_type, body) = message.pack(None);
    let mut res = http::Response::new(body);
    *res.status_mut() = status;
    let content_type = HeaderValue::from_str(&content_type)
        .expect("without an action a content type is made of what is written here");
    res.headers_mut().insert(CONTENT_TYPE, content_type);
    res
}
