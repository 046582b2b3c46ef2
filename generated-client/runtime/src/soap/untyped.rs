//! Messages whose types are known at run time only.
//!
//! In: values behind [`Slot`], their tables, and the options of typed messages. Out: the same
//! HTTP messages that the typed functions make and read, which run this code too. Policies are not looked at: the options say
//! what protects messages.

use bytes::Bytes;

use crate::record::shape::Field;
use crate::record::slot::Slot;
pub use crate::soap::answer::Received;
use crate::soap::answer::{Failure, Source, read_answer};
use crate::soap::encode::{http_request, write_message};
use crate::soap::envelope::WriteBody;
pub use crate::soap::envelope::{Outgoing, Target};
pub use crate::soap::failure::find_failure;
pub use crate::soap::fault_codec::typed_headers;
use crate::soap::fault_codec::{find_detail, raw_headers, write_fault_with};
use crate::soap::server::{accepted, read_request, write_fault_response, write_response};
use crate::soap::{
    AnswerOptions, CallError, DecodeOptions, EncodeOptions, Fault, IncomingError, RequestError,
    SoapVersion,
};
use crate::xml::{AnyElement, DecodeError, EncodeError, Limits, Reader, Writer};

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
    target: Target<'_>,
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
    match read_answer(source, options, target) {
        Ok(received) => Ok(received),
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
    target: Target<'_>,
    options: &DecodeOptions,
) -> Result<Received, IncomingError> {
    read_request(request, &[], target, options)
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
