//! Answers: from an HTTP message to a typed [`Reply`] or the error that says what it is instead.

use std::fmt;

use bytes::Bytes;
use http::StatusCode;

use crate::mime::Attachment;
use crate::record::shape::Shaped;
use crate::record::slot::Member;
use crate::soap::answer::{Failure, FoundFault, RewriteAnswer, Source, read_answer};
use crate::soap::envelope::Target;
use crate::soap::failure::find_failure;
use crate::soap::fault_codec::{raw_headers, typed_detail, typed_headers};
use crate::soap::options::DecodeOptions;
use crate::soap::{Application, CallSite, Operation, OperationError};
#[cfg(feature = "ws-security")]
use crate::ws_security::Verified;
use crate::xml::Deviation;

/// An answer.
#[non_exhaustive]
pub struct Reply<O: Operation> {
    /// The body.
    pub body: O::Response,
    /// The header blocks.
    pub headers: O::ResponseHeaders,
    /// Where the answer departs from the schema, in document order.
    pub deviations: Vec<Deviation>,
    /// The parts beside the envelope that no member of the body holds, in order.
    pub attachments: Vec<Attachment>,
    /// The HTTP status.
    pub status: StatusCode,
    /// What is known of the answer, where it was held to anything: who signed it, and when.
    #[cfg(feature = "ws-security")]
    pub verified: Option<Verified>,
}

impl<O: Operation> Clone for Reply<O> {
    fn clone(&self) -> Self {
        Self {
            body: self.body.clone(),
            headers: self.headers.clone(),
            deviations: self.deviations.clone(),
            attachments: self.attachments.clone(),
            status: self.status,
            #[cfg(feature = "ws-security")]
            verified: self.verified.clone(),
        }
    }
}

impl<O: Operation> fmt::Debug for Reply<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("body", &self.body)
            .field("headers", &self.headers)
            .field("deviations", &self.deviations)
            .field("attachments", &self.attachments)
            .field("status", &self.status)
            .finish()
    }
}

/// Reads an answer, of either version of SOAP and whatever its status.
///
/// # Errors
/// The answer is a fault, a failure reported in a header block, not SOAP, or cannot be read to its end.
pub fn decode_response<O: Operation>(
    response: http::Response<Bytes>,
    options: &DecodeOptions,
) -> Result<Reply<O>, OperationError<O>> {
    decode_rewritten::<O>(response, options, &mut |_| Ok(()))
}

/// Reads an answer whose envelope is changed before.
pub(crate) fn decode_rewritten<O: Operation>(
    response: http::Response<Bytes>,
    options: &DecodeOptions,
    rewrite: &mut RewriteAnswer<'_>,
) -> Result<Reply<O>, OperationError<O>> {
    let result = decode::<O>(response, options, rewrite);
    result.map_err(|error| error.at(CallSite::new(O::INFO.name, None)))
}

fn decode<O: Operation>(
    response: http::Response<Bytes>,
    options: &DecodeOptions,
    rewrite: &mut RewriteAnswer<'_>,
) -> Result<Reply<O>, OperationError<O>> {
    let (parts, bytes) = response.into_parts();
    let info = O::INFO;
    let mut body = O::Response::blank();
    let mut headers = O::ResponseHeaders::blank();
    let table = O::ResponseHeaders::SHAPE;
    let target = Target {
        headers: &mut headers,
        header_shape: table,
        body: &mut body,
        field: info.response.as_ref(),
        encoded: info.encoded,
    };
    let source = Source {
        parts: &parts,
        bytes: &bytes,
        secrets: O::SECRETS,
        #[cfg(feature = "ws-security")]
        demands: O::RESPONSE_SECURITY,
        rewrite,
    };
    let answer = match read_answer(source, options, target) {
        Ok(answer) => answer,
        Err(Failure::NotUnderstood(block)) => return Err(block.into()),
        Err(Failure::Rejected(error)) => return Err(error.into()),
        Err(Failure::Security(error)) => return Err(error.into()),
        Err(Failure::Fault(found)) => {
            let FoundFault {
                fault,
                text,
                beside,
            } = *found;
            let detail = typed_detail(&fault.raw_detail, beside.as_ref(), &options.limits);
            // Each block by itself: beside a fault a broken one is no error.
            let mut headers = O::ResponseHeaders::blank();
            let blocks = raw_headers(&text, &options.limits);
            let raw_headers = typed_headers(blocks, &options.limits, &mut headers, table);
            let mut fault = fault.retyped(detail, headers);
            (fault.status, fault.raw_headers) = (parts.status, raw_headers);
            return Err(fault.into());
        }
        // What the server declares a failure says more than its status, or the place where the body breaks off.
        Err(Failure::Http(error)) => {
            let Some(failure) = find_failure(info.failures, &headers, table) else {
                return Err((*error).into());
            };
            let mut application = Application::new(failure, headers, parts.status, ());
            application.cause = error.cause;
            return Err(application.into());
        }
        Err(Failure::Decode(answer)) => {
            let Some(failure) = find_failure(info.failures, &headers, table) else {
                return Err(answer.with_body(body).into());
            };
            let mut application = Application::new(failure, headers, parts.status, ());
            application.cause = Some(answer.error);
            return Err(application.into());
        }
    };
    if let Some(failure) = find_failure(info.failures, &headers, table) {
        let mut application = Application::new(failure, headers, parts.status, body);
        application.deviations = answer.deviations;
        return Err(application.into());
    }
    Ok(Reply {
        body,
        headers,
        deviations: answer.deviations,
        attachments: answer.attachments,
        status: parts.status,
        #[cfg(feature = "ws-security")]
        verified: answer.verified,
    })
}
