//! Answers: from an HTTP message to a typed [`Reply`] or the error that says what it is instead.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::StatusCode;
use http::header::LOCATION;

use crate::mime::{Attachment, MediaType, Parts};
use crate::record::shape::Shaped;
use crate::record::slot::Member;
use crate::soap::challenge::{challenges, content_encoding};
use crate::soap::encoding;
use crate::soap::envelope::{EnvelopeError, Message, read_envelope};
use crate::soap::failure::find_failure;
use crate::soap::fault_codec::{fault_headers, find_fault, find_fault_in_beginning, typed_detail};
#[cfg(feature = "ws-security")]
use crate::soap::package::Received;
use crate::soap::package::unpack;
use crate::soap::references::resolve_references;
use crate::soap::{
    Application, CallError, CallSite, Excerpt, Fault, HttpError, HttpProblem, NotUnderstood,
    Operation, OperationError, Rejected, UnreadableAnswer, shown_url,
};
use crate::ws_security::SecurityError;
#[cfg(feature = "ws-security")]
use crate::ws_security::{Exchange, Security, SecurityErrorKind, SecurityPolicy, Verified};
use crate::xml::{self, DecodeErrorKind, Deviation, DeviationKind, Limits, Reader, Tolerance};

/// How an answer is read.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct DecodeOptions {
    /// How much an answer may ask for.
    pub limits: Limits,
    /// Which deviations from the schema are put up with; all by default.
    pub tolerance: Tolerance,
    /// Whether an item of a list that cannot be read is a deviation and left out, instead of an error. Not by default.
    pub skips_items: bool,
    /// Whether an answer that is not well-formed in a common way is mended, with deviations: characters that XML forbids,
    /// text in front of the document, prefixes that nothing declares. Not by default.
    pub mends: bool,
    /// Namespaces whose header blocks are understood, whatever else knows them. A client adds those of the blocks it sends.
    pub understood: Vec<String>,
    /// What messages are held to: signatures, encryption, users.
    #[cfg(feature = "ws-security")]
    pub security: Option<Security>,
    /// What the request left for reading the answer.
    #[cfg(feature = "ws-security")]
    pub(crate) exchange: Exchange,
}

impl DecodeOptions {
    /// The same with other limits.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The same, taking all deviations for errors or none.
    #[must_use]
    pub fn with_strict(self, strict: bool) -> Self {
        self.with_tolerance(Tolerance::from_strict(strict))
    }

    /// The same, putting up with these deviations.
    #[must_use]
    pub fn with_tolerance(mut self, tolerance: Tolerance) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// The same, held to this.
    #[cfg(feature = "ws-security")]
    #[must_use]
    pub fn with_security(mut self, security: Security) -> Self {
        self.understood.push(crate::ws_security::WSSE.to_owned());
        self.security = Some(security);
        self
    }

    /// The same, leaving out items of lists that cannot be read, with a deviation, or refusing the answer for them.
    #[must_use]
    pub fn with_skipped_items(mut self, skips_items: bool) -> Self {
        self.skips_items = skips_items;
        self
    }

    /// The same, mending answers that are not well-formed in a common way, or refusing them.
    #[must_use]
    pub fn with_mending(mut self, mends: bool) -> Self {
        self.mends = mends;
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

/// Sees and changes the text of an envelope before it is read.
pub(crate) type RewriteAnswer<'r> = dyn FnMut(&mut Cow<'_, str>) -> Result<(), Rejected> + 'r;

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
    let message = Message {
        headers: &mut headers,
        header_shape: table,
        body: &mut body,
        field: info.response.as_ref(),
        encoded: info.encoded,
        understood: &options.understood,
    };
    let source = Source {
        parts: &parts,
        bytes: &bytes,
        secrets: O::SECRETS,
        #[cfg(feature = "ws-security")]
        demands: O::RESPONSE_SECURITY,
        rewrite,
    };
    let answer = match read_answer(source, options, message) {
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
            let raw_headers = fault_headers(&text, &options.limits, &mut headers, table);
            let mut fault = fault.retyped(detail, headers);
            (fault.status, fault.raw_headers) = (parts.status, raw_headers);
            return Err(fault.into());
        }
        // What the server declares a failure says more than its status, or the place where the body breaks off.
        Err(Failure::Http(error)) => {
            return Err(match find_failure(info.failures, &headers, table) {
                Some(failure) => {
                    let mut application = Application::new(failure, headers, parts.status, ());
                    application.cause = error.cause;
                    application.into()
                }
                None => CallError::from(*error),
            });
        }
        Err(Failure::Decode(answer)) => {
            return Err(match find_failure(info.failures, &headers, table) {
                Some(failure) => {
                    let mut application = Application::new(failure, headers, parts.status, ());
                    application.cause = Some(answer.error);
                    application.into()
                }
                None => answer.with_body(body).into(),
            });
        }
    };
    let Some(answer) = answer else {
        return Ok(Reply {
            body,
            headers,
            deviations: Vec::new(),
            attachments: Vec::new(),
            status: parts.status,
            #[cfg(feature = "ws-security")]
            verified: None,
        });
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

/// What an answer is read from.
struct Source<'s> {
    parts: &'s http::response::Parts,
    bytes: &'s Bytes,
    /// The names of what no excerpt shows.
    secrets: &'static [&'static str],
    /// What the contract's policies demand.
    #[cfg(feature = "ws-security")]
    demands: &'static [SecurityPolicy],
    rewrite: &'s mut RewriteAnswer<'s>,
}

struct Answer {
    attachments: Vec<Attachment>,
    deviations: Vec<Deviation>,
    #[cfg(feature = "ws-security")]
    verified: Option<Verified>,
}

/// A fault whose types are not looked at yet.
struct FoundFault {
    fault: Box<Fault>,
    /// The envelope.
    text: String,
    /// The parts beside it.
    beside: Option<Parts>,
}

/// What becomes of an answer that is none, before any type parameter touches it.
enum Failure {
    Http(Box<HttpError>),
    Fault(Box<FoundFault>),
    Decode(UnreadableAnswer),
    NotUnderstood(NotUnderstood),
    Rejected(Rejected),
    #[cfg_attr(
        not(feature = "ws-security"),
        expect(dead_code, reason = "nothing is demanded of answers then")
    )]
    Security(SecurityError),
}

/// What there is in an answer besides the [`Message`]; `None` if there is no body and none is expected.
fn read_answer(
    source: Source<'_>,
    options: &DecodeOptions,
    mut message: Message<'_>,
) -> Result<Option<Answer>, Failure> {
    let Source {
        parts,
        bytes,
        secrets,
        #[cfg(feature = "ws-security")]
        demands,
        rewrite,
    } = source;
    let is_success = parts.status.is_success();
    let media = MediaType::of(&parts.headers);
    let http_error = |problem, cause| {
        let excerpt = Excerpt::redacted(bytes, media.charset.as_deref(), secrets);
        Failure::Http(Box::new(HttpError {
            cause,
            ..self::http_error(parts, &media, excerpt, problem)
        }))
    };
    let refused = |problem| match is_success {
        true => http_error(problem, None),
        false => http_error(HttpProblem::Status, None),
    };
    if parts.status.is_redirection() {
        return Err(http_error(HttpProblem::Redirect, None));
    }
    if is_blank(bytes) {
        if message.field.is_none() && is_success {
            return Ok(None);
        }
        return Err(refused(HttpProblem::Empty));
    }
    let unreadable = |error, deviations| match is_success {
        true => {
            let mut answer = UnreadableAnswer::from(error);
            answer.status = Some(parts.status);
            answer.content_encoding = content_encoding(&parts.headers);
            answer.raw = bytes.slice(..bytes.len().min(options.limits.bytes));
            answer.deviations = deviations;
            Failure::Decode(answer)
        }
        // The excerpt says more about a broken fault than the place where it is broken.
        false => http_error(HttpProblem::Status, Some(error)),
    };
    let broken = |error| unreadable(error, Vec::new());
    let received = unpack(&media, bytes, &options.limits).map_err(broken)?;
    let own_media = &received.media;
    let not_xml = |error| match own_media.may_be_xml() {
        true => broken(error),
        false => refused(HttpProblem::ContentType),
    };
    let fault_of = |fault, text: &str| {
        Failure::Fault(Box::new(FoundFault {
            fault,
            text: text.to_owned(),
            beside: received.parts(),
        }))
    };
    let charset = own_media.charset.as_deref();
    let decoded = match xml::decode_noting(&received.bytes, charset, &options.limits) {
        Ok(decoded) => decoded,
        Err(error) if error.kind() == DecodeErrorKind::Limit && !is_held(options) => {
            let fault = find_fault_in_beginning(&received.bytes, &options.limits);
            return Err(fault.map_or_else(|| not_xml(error), |fault| fault_of(fault, "")));
        }
        Err(error) => return Err(not_xml(error)),
    };
    let mut text = decoded.text;
    #[cfg(feature = "ws-security")]
    let verified = {
        let security = options.security.as_ref();
        security.inspect(|it| it.hear(&parts.headers));
        let demands = (demands, &options.exchange);
        open(&mut text, &received, options, demands).map_err(Failure::Security)?
    };
    rewrite(&mut text).map_err(Failure::Rejected)?;
    let (text, mended) = match options.mends {
        true => xml::repair(text),
        false => (text, Vec::new()),
    };
    let text = match message.encoded {
        true => resolve_references(text, &options.limits).map_err(broken)?,
        false => text,
    };
    // A fault is heard whatever else the answer holds, and whatever its header blocks ask for: WCF marks `Action` on
    // every one. What is read to its end without an element of that name holds none.
    let heard = |failure| match find_fault(&text, &options.limits) {
        Some(fault) => fault_of(fault, &text),
        None => failure,
    };
    let broken = |error| heard(broken(error));
    let mut reader = Reader::new(&text, &options.limits).map_err(not_xml)?;
    reader.set_protocol(&encoding::READ);
    reader.set_tolerance(options.tolerance);
    reader.set_skips_items(options.skips_items);
    if let Some(parts) = received.parts() {
        reader.set_parts(parts);
    }
    if let Some((expected, found)) = decoded.deviation {
        let deviation = reader.deviate(DeviationKind::Encoding, expected, found);
        deviation.map_err(broken)?;
    }
    for (expected, found) in mended {
        let deviation = reader.deviate(DeviationKind::NotWellFormed, expected, found);
        deviation.map_err(broken)?;
    }
    if let Some((expected, found)) = &received.deviation {
        let deviation = reader.deviate(DeviationKind::Other, expected, found);
        deviation.map_err(broken)?;
    }
    let envelope = match read_envelope(&mut reader, &mut message) {
        Ok(envelope) => envelope,
        Err(EnvelopeError::NotXml(error)) => return Err(not_xml(error)),
        Err(EnvelopeError::NotSoap) if own_media.may_be_xml() => {
            return Err(refused(HttpProblem::NotSoap));
        }
        Err(EnvelopeError::NotSoap) => return Err(refused(HttpProblem::ContentType)),
        Err(EnvelopeError::Decode(error)) => {
            return Err(heard(unreadable(error, reader.take_deviations())));
        }
    };
    if reader.is_outranked()
        && let Some(fault) = find_fault(&text, &options.limits)
    {
        return Err(fault_of(fault, &text));
    }
    if !is_success {
        return Err(http_error(HttpProblem::Status, None));
    }
    if let Some(block) = envelope.not_understood {
        return Err(Failure::NotUnderstood(block));
    }
    if !own_media.may_be_xml() {
        let (expected, found) = ("a content type of XML", &own_media.essence);
        let deviation = reader.deviate(DeviationKind::Other, expected, found);
        deviation.map_err(broken)?;
    }
    Ok(Some(Answer {
        deviations: reader.take_deviations(),
        attachments: reader.take_rest(),
        #[cfg(feature = "ws-security")]
        verified,
    }))
}

/// Whether only what was verified is heard.
fn is_held(options: &DecodeOptions) -> bool {
    #[cfg(feature = "ws-security")]
    return options.security.is_some();
    #[cfg(not(feature = "ws-security"))]
    {
        let _ = options;
        false
    }
}

/// Leaves of a message what was verified, if anything is demanded of it, and gives what is known of it then.
#[cfg(feature = "ws-security")]
pub(super) fn open(
    text: &mut Cow<'_, str>,
    received: &Received<'_>,
    options: &DecodeOptions,
    (demands, exchange): (&[SecurityPolicy], &Exchange),
) -> Result<Option<Verified>, SecurityError> {
    let Some(security) = &options.security else {
        return Ok(None);
    };
    // No signature here covers parts: what a member takes from one would be anybody's.
    if received.parts().is_some() && security.demands_signatures() {
        return Err(SecurityError::new(
            SecurityErrorKind::Missing,
            "it has parts beside the envelope, which no signature covers",
        ));
    }
    let opened = security.open(text, &options.limits, demands, exchange)?;
    Ok(opened.map(|opened| {
        *text = Cow::Owned(opened.text);
        opened.verified
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
    excerpt: Excerpt,
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
        content_encoding: content_encoding(&parts.headers),
        problem,
        challenges: challenges(&parts.headers),
        location: location.map(|it| shown_url(&String::from_utf8_lossy(it.as_bytes()))),
        excerpt,
        cause: None,
    }
}
