//! Answers: from an HTTP message to a typed [`Reply`] or the error that says what it is instead.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::StatusCode;
use http::header::LOCATION;

use crate::mime::{Attachment, MediaType, Parts};
use crate::record::Record;
use crate::record::slot::Slot;
use crate::soap::envelope::{Envelope, EnvelopeError, Message, read_envelope};
use crate::soap::failure::find_failure;
use crate::soap::fault_codec::{fault_headers, find_fault, typed_detail};
use crate::soap::package::unpack;
use crate::soap::references::resolve_references;
use crate::soap::{
    Application, CallError, Excerpt, HttpError, HttpProblem, NotUnderstood, Operation,
    OperationError, Rejected, shown_url,
};
use crate::xml::{self, DecodeError, Deviation, DeviationKind, Limits, Reader};

/// How an answer is read.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct DecodeOptions {
    /// How much an answer may ask for.
    pub limits: Limits,
    /// Whether a deviation from the schema is an error.
    pub strict: bool,
    /// Namespaces whose header blocks are understood, whatever else knows them. A client adds those of the blocks it sends.
    pub understood: Vec<String>,
}

impl DecodeOptions {
    /// The same with other limits.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The same, taking deviations for errors or not.
    #[must_use]
    pub fn with_strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// The same, taking header blocks of this namespace for understood: `mustUnderstand` on them is no error.
    #[must_use]
    pub fn with_understood(mut self, namespace: impl Into<String>) -> Self {
        self.understood.push(namespace.into());
        self
    }
}

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
}

impl<O: Operation> Clone for Reply<O> {
    fn clone(&self) -> Self {
        Self {
            body: self.body.clone(),
            headers: self.headers.clone(),
            deviations: self.deviations.clone(),
            attachments: self.attachments.clone(),
            status: self.status,
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

/// Sees and changes the text of an envelope before it is read.
pub(crate) type RewriteAnswer<'r> = dyn FnMut(&mut Cow<'_, str>) -> Result<(), Rejected> + 'r;

/// Reads an answer whose envelope is changed before.
pub(crate) fn decode_rewritten<O: Operation>(
    response: http::Response<Bytes>,
    options: &DecodeOptions,
    rewrite: &mut RewriteAnswer<'_>,
) -> Result<Reply<O>, OperationError<O>> {
    let (parts, bytes) = response.into_parts();
    let info = O::INFO;
    let mut body = O::Response::blank();
    let mut headers = O::ResponseHeaders::blank();
    let message = Message {
        headers: &mut headers,
        header_shape: O::ResponseHeaders::shape(),
        body: &mut body,
        field: info.response.as_ref(),
        encoded: info.encoded,
        understood: &options.understood,
    };
    let source = Source {
        parts: &parts,
        bytes: &bytes,
        rewrite,
    };
    let answer = read_answer(source, options, message).map_err(Failure::into_call_error)?;
    let Some(answer) = answer else {
        return Ok(Reply {
            body,
            headers,
            deviations: Vec::new(),
            attachments: Vec::new(),
            status: parts.status,
        });
    };
    if let Some(fault) = answer.envelope.fault {
        let detail = typed_detail(&fault.raw_detail, answer.parts.as_ref(), &options.limits);
        // Read anew, each block by itself: beside a fault a broken one is no error.
        headers = O::ResponseHeaders::blank();
        let shape = O::ResponseHeaders::shape();
        let raw_headers = fault_headers(&answer.text, &options.limits, &mut headers, shape);
        let mut fault = fault.retyped(detail, headers);
        (fault.status, fault.raw_headers) = (parts.status, raw_headers);
        return Err(CallError::Fault(Box::new(fault)));
    }
    let table = O::ResponseHeaders::shape();
    if let Some(field) = find_failure(info.failures, &headers, table) {
        let application = Application::new(field, headers, parts.status, answer.deviations, body);
        return Err(CallError::Application(Box::new(application)));
    }
    Ok(Reply {
        body,
        headers,
        deviations: answer.deviations,
        attachments: answer.attachments,
        status: parts.status,
    })
}

/// What an answer is read from.
struct Source<'s> {
    parts: &'s http::response::Parts,
    bytes: &'s Bytes,
    rewrite: &'s mut RewriteAnswer<'s>,
}

struct Answer {
    /// The envelope, if it holds a fault.
    text: String,
    /// The parts again, if it holds a fault.
    parts: Option<Parts>,
    attachments: Vec<Attachment>,
    envelope: Envelope,
    deviations: Vec<Deviation>,
}

/// The errors that no type parameter touches.
enum Failure {
    Http(Box<HttpError>),
    Decode(DecodeError),
    NotUnderstood(NotUnderstood),
    Rejected(Rejected),
}

impl Failure {
    fn into_call_error<F, H>(self) -> CallError<F, H> {
        match self {
            Self::Http(error) => CallError::Http(error),
            Self::Decode(error) => CallError::Decode(error),
            Self::NotUnderstood(block) => CallError::NotUnderstood(block),
            Self::Rejected(error) => CallError::Rejected(error),
        }
    }
}

/// The envelope of an answer; `None` if there is no body and none is expected.
fn read_answer(
    source: Source<'_>,
    options: &DecodeOptions,
    mut message: Message<'_>,
) -> Result<Option<Answer>, Failure> {
    let Source {
        parts,
        bytes,
        rewrite,
    } = source;
    let media = MediaType::of(&parts.headers);
    let http_error = |problem| Failure::Http(Box::new(http_error(parts, &media, bytes, problem)));
    let refused = |problem| match parts.status.is_success() {
        true => http_error(problem),
        false => http_error(HttpProblem::Status),
    };
    if parts.status.is_redirection() {
        return Err(http_error(HttpProblem::Redirect));
    }
    if is_blank(bytes) {
        if message.field.is_none() && parts.status.is_success() {
            return Ok(None);
        }
        return Err(refused(HttpProblem::Empty));
    }
    let unreadable = |error| match parts.status.is_success() {
        true => Failure::Decode(error),
        // The excerpt says more about a broken fault than the place where it is broken.
        false => Failure::Http(Box::new(HttpError {
            cause: Some(error),
            ..self::http_error(parts, &media, bytes, HttpProblem::Status)
        })),
    };
    let received = unpack(&media, bytes, &options.limits).map_err(unreadable)?;
    let media = &received.media;
    let not_xml = |error| match media.may_be_xml() {
        true => unreadable(error),
        false => refused(HttpProblem::ContentType),
    };
    let charset = media.charset.as_deref();
    let mut text = xml::decode(&received.bytes, charset, &options.limits).map_err(not_xml)?;
    rewrite(&mut text).map_err(Failure::Rejected)?;
    let text = match message.encoded {
        true => resolve_references(text, &options.limits).map_err(unreadable)?,
        false => text,
    };
    let mut reader = Reader::new(&text, &options.limits).map_err(not_xml)?;
    reader.set_strict(options.strict);
    if let Some(parts) = received.parts() {
        reader.set_parts(parts);
    }
    let envelope = match read_envelope(&mut reader, &mut message) {
        Ok(envelope) => envelope,
        Err(EnvelopeError::NotXml(error)) => return Err(not_xml(error)),
        Err(EnvelopeError::NotSoap) if media.may_be_xml() => {
            return Err(refused(HttpProblem::NotSoap));
        }
        Err(EnvelopeError::NotSoap) => return Err(refused(HttpProblem::ContentType)),
        Err(EnvelopeError::Decode(error)) => match find_fault(&text, &options.limits) {
            Some(fault) => Envelope {
                version: fault.version,
                fault: Some(fault),
                not_understood: None,
            },
            None => return Err(unreadable(error)),
        },
    };
    if envelope.fault.is_none() {
        if !parts.status.is_success() {
            return Err(http_error(HttpProblem::Status));
        }
        // A fault is heard whatever its header blocks ask for: WCF marks `Action` on every one.
        if let Some(block) = envelope.not_understood {
            return Err(Failure::NotUnderstood(block));
        }
        if !media.may_be_xml() {
            reader
                .deviate(
                    DeviationKind::Other,
                    "a content type of XML",
                    &media.essence,
                )
                .map_err(Failure::Decode)?;
        }
    }
    let deviations = reader.take_deviations();
    let attachments = reader.take_rest();
    let again = envelope.fault.is_some().then(|| received.parts()).flatten();
    Ok(Some(Answer {
        text: match envelope.fault {
            Some(_) => text.into_owned(),
            None => String::new(),
        },
        parts: again,
        attachments,
        envelope,
        deviations,
    }))
}

/// Whether there is nothing but white space and a byte order mark.
fn is_blank(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.iter().all(u8::is_ascii_whitespace)
}

fn http_error(
    parts: &http::response::Parts,
    media: &MediaType,
    bytes: &[u8],
    problem: HttpProblem,
) -> HttpError {
    let location = match problem {
        HttpProblem::Redirect => parts.headers.get(LOCATION),
        HttpProblem::Status
        | HttpProblem::Empty
        | HttpProblem::ContentType
        | HttpProblem::NotSoap => None,
    };
    HttpError {
        status: parts.status,
        content_type: media.raw.clone(),
        problem,
        location: location.map(|it| shown_url(&String::from_utf8_lossy(it.as_bytes()))),
        excerpt: Excerpt::new(bytes),
        cause: None,
    }
}
