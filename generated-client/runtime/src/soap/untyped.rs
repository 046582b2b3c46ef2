//! Messages whose types are known at run time only.
//!
//! In: values behind [`Slot`], their tables, and the options of typed messages. Out: the same
//! HTTP messages that the typed functions make and read, which run this code too. Policies are not looked at: the options say
//! what protects messages.

use std::fmt;

use bytes::Bytes;
use http::StatusCode;

use crate::mime::Attachment;
use crate::record::Record;
use crate::record::shape::{Field, Shape};
use crate::record::slot::Slot;
use crate::soap::answer::{Failure, Source, read_answer};
use crate::soap::encode::{http_request, write_message};
pub use crate::soap::envelope::Outgoing;
use crate::soap::envelope::{Message, WriteBody};
pub use crate::soap::failure::find_failure;
pub use crate::soap::fault_codec::typed_headers;
use crate::soap::fault_codec::{find_detail, raw_headers, write_fault_with};
use crate::soap::server::{accepted, read_request, write_fault_response, write_response};
use crate::soap::{
    AnswerOptions, CallError, DecodeOptions, EncodeOptions, Fault, IncomingError, RequestError,
    SoapVersion,
};
use crate::xml::{AnyElement, DecodeError, Deviation, EncodeError, Limits, Reader, Writer};

/// What there is in a message besides what was asked for.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Received {
    /// The HTTP status of an answer; that of success for a request.
    pub status: StatusCode,
    /// The version of SOAP; `None` for an answer without an envelope.
    pub version: Option<SoapVersion>,
    /// Where the message departs from the schema, in document order.
    pub deviations: Vec<Deviation>,
    /// The parts beside the envelope that no member holds, in order.
    pub attachments: Vec<Attachment>,
}

/// What a message is read into.
pub struct Target<'m> {
    /// The header blocks.
    pub headers: &'m mut dyn Record,
    /// Their table.
    pub header_shape: &'m Shape<'m>,
    /// The body.
    pub body: &'m mut dyn Slot,
    /// How it stands in `Body`. `None`: nothing is expected there.
    pub field: Option<&'m Field<'m>>,
    /// Whether references between elements may stand in the body; SOAP 1.1 §5.
    pub encoded: bool,
}

impl fmt::Debug for Target<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Target")
            .field("field", &self.field)
            .field("encoded", &self.encoded)
            .finish_non_exhaustive()
    }
}

impl Target<'_> {
    fn message<'s>(&'s mut self, options: &'s DecodeOptions) -> Message<'s> {
        Message {
            headers: &mut *self.headers,
            header_shape: self.header_shape,
            body: &mut *self.body,
            field: self.field,
            encoded: self.encoded,
            understood: &options.understood,
            not_understood: None,
        }
    }
}

/// Writes a request with this `soapAction` and this action of WS-Addressing.
///
/// # Errors
/// As [`encode_request`](crate::encode_request).
pub fn encode_request(
    message: Outgoing<'_>,
    soap_action: &str,
    action: &str,
    options: &EncodeOptions,
) -> Result<http::Request<Bytes>, RequestError> {
    let written = write_message(message, action, options)?;
    let action = options.http_action(soap_action, action);
    #[cfg(feature = "ws-security")]
    if let Some(security) = &options.security {
        let protected = security.protect(&written.text, None, None);
        let mut written = written;
        let exchange;
        (written.text, exchange) = protected.map_err(RequestError::Security)?;
        let mut request = http_request(written, action, options)?;
        request.extensions_mut().insert(exchange);
        return Ok(request);
    }
    http_request(written, action, options)
}

/// `options` for the answer to `request`, which may be encrypted with a key that [`encode_request`] made.
#[cfg(feature = "ws-security")]
pub fn answer_options(options: DecodeOptions, request: &http::Request<Bytes>) -> DecodeOptions {
    let exchange = request.extensions().get().cloned().unwrap_or_default();
    DecodeOptions {
        exchange,
        ..options
    }
}

/// Reads an answer. `secrets` are the names of elements and attributes whose values no error shows.
///
/// The details and header blocks of a fault stay raw: see [`read_detail`] and [`typed_headers`]. Header blocks that say that the answer is a failure are seen by
/// [`find_failure`], which can be asked whether this function gives an error or not.
///
/// # Errors
/// As [`decode_response`](crate::decode_response).
pub fn decode_response(
    response: http::Response<Bytes>,
    mut target: Target<'_>,
    secrets: &[&str],
    options: &DecodeOptions,
) -> Result<Received, CallError> {
    let (parts, bytes) = response.into_parts();
    let source = Source {
        parts: &parts,
        bytes: &bytes,
        secrets,
        #[cfg(feature = "ws-security")]
        demands: &[],
        rewrite: &mut |_| Ok(()),
    };
    match read_answer(source, options, target.message(options)) {
        Ok(Some(answer)) => Ok(Received {
            status: parts.status,
            version: Some(answer.version),
            deviations: answer.deviations,
            attachments: answer.attachments,
        }),
        Ok(None) => Ok(Received {
            status: parts.status,
            ..Received::default()
        }),
        Err(Failure::Fault(found)) => {
            let mut fault = found.fault;
            fault.status = parts.status;
            fault.raw_headers = raw_headers(&found.text, &options.limits);
            Err((*fault).into())
        }
        Err(Failure::Http(error)) => Err((*error).into()),
        Err(Failure::Decode(answer)) => Err(answer.into()),
        Err(Failure::NotUnderstood(block)) => Err(block.into()),
        Err(Failure::Rejected(error)) => Err(error.into()),
        Err(Failure::Security(error)) => Err(error.into()),
    }
}

/// Reads a request.
///
/// # Errors
/// As [`decode_request`](crate::decode_request).
pub fn decode_request(
    request: http::Request<Bytes>,
    mut target: Target<'_>,
    options: &DecodeOptions,
) -> Result<Received, IncomingError> {
    let read = read_request(request, &[], target.message(options), options)?;
    Ok(Received {
        status: StatusCode::OK,
        version: Some(read.version),
        deviations: read.deviations,
        attachments: read.attachments,
    })
}

/// Writes an answer; `None` for a one-way operation.
///
/// # Errors
/// As [`encode_response`](crate::encode_response).
pub fn encode_response(
    message: Option<&Outgoing<'_>>,
    options: &AnswerOptions,
) -> Result<http::Response<Bytes>, EncodeError> {
    match message {
        Some(message) => write_response(message, options),
        None => Ok(accepted()),
    }
}

/// Writes a fault in the form of `version`, with these header blocks, and with `detail` in place of its raw details.
///
/// # Errors
/// The detail or a header block is one that the schema forbids.
pub fn encode_fault(
    fault: &Fault,
    headers: &[(&dyn Slot, &Field<'_>)],
    detail: Option<(&dyn Slot, &Field<'_>)>,
    version: SoapVersion,
) -> Result<http::Response<Bytes>, EncodeError> {
    let write_detail = |writer: &mut Writer| match detail {
        Some((slot, field)) => slot.write(writer, field),
        None => Ok(()),
    };
    let typed = detail.is_some().then_some(&write_detail as &WriteBody<'_>);
    write_fault_response(headers, version, fault.status, &|writer| {
        write_fault_with(writer, fault, version, typed)
    })
}

/// The first of the raw `details` of a fault that is one of those that `fields` declare, read by `read`, which is given the
/// index of the field.
pub fn read_detail<T>(
    details: &[AnyElement],
    fields: &[Field<'_>],
    limits: &Limits,
    read: impl FnMut(&mut Reader<'_>, usize) -> Result<T, DecodeError>,
) -> Option<T> {
    find_detail(details, fields, None, limits, read)
}
