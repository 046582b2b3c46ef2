//! Reading an answer, before any type parameter touches it.
//!
//! In: an HTTP message and what its envelope is read into. Out: what there is besides, or what the answer is instead.

use std::borrow::Cow;

use bytes::Bytes;
use http::StatusCode;
use http::header::LOCATION;

use crate::mime::{Attachment, MediaType, Parts, content_type};
use crate::soap::challenge::{challenges, content_encoding};
use crate::soap::envelope::{EnvelopeError, Target, read_envelope};
use crate::soap::fault_codec::{find_fault, find_fault_in_bytes};
use crate::soap::options::DecodeOptions;
use crate::soap::package::{Unpacked, unpack};
use crate::soap::references::resolve_references;
use crate::soap::{
    Excerpt, Fault, HttpError, HttpProblem, NotUnderstood, Rejected, SoapVersion, UnreadableAnswer,
    shown_url,
};
use crate::ws_security::SecurityError;
#[cfg(feature = "ws-security")]
use crate::ws_security::{Exchange, SecurityErrorKind, SecurityPolicy, Verified};
use crate::xml::{self, DecodeError, DecodeErrorKind, Deviation, DeviationKind};

/// Sees and changes the text of an envelope before it is read.
pub(crate) type RewriteAnswer<'r> = dyn FnMut(&mut Cow<'_, str>) -> Result<(), Rejected> + 'r;

/// What an answer is read from.
pub(super) struct Source<'s> {
    pub(super) parts: &'s http::response::Parts,
    pub(super) bytes: &'s Bytes,
    /// The names of what no excerpt shows.
    pub(super) secrets: &'s [&'s str],
    /// What the contract's policies demand.
    #[cfg(feature = "ws-security")]
    pub(super) demands: &'s [SecurityPolicy],
    pub(super) rewrite: &'s mut RewriteAnswer<'s>,
}

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
    /// What is known of the message, where it was held to anything: who signed it, and when.
    #[cfg(feature = "ws-security")]
    pub verified: Option<Verified>,
}

/// A fault whose types are not looked at yet.
pub(super) struct FoundFault {
    pub(super) fault: Box<Fault>,
    /// The envelope.
    pub(super) text: String,
    /// The parts beside it.
    pub(super) beside: Option<Parts>,
}

/// What becomes of an answer that is none, before any type parameter touches it.
pub(super) enum Failure {
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

/// Reads an answer into `target`.
pub(super) fn read_answer(
    source: Source<'_>,
    options: &DecodeOptions,
    target: Target<'_>,
) -> Result<Received, Failure> {
    let Source { parts, bytes, .. } = source;
    let refusal = Refusal {
        parts,
        bytes,
        media: MediaType::of(&parts.headers),
        secrets: source.secrets,
        max_raw: options.limits.bytes,
    };
    if parts.status.is_redirection() {
        return Err(refusal.http(HttpProblem::Redirect, None));
    }
    if is_blank(bytes) {
        if target.field.is_none() && parts.status.is_success() {
            return Ok(Received {
                status: parts.status,
                ..Received::default()
            });
        }
        return Err(refusal.of(HttpProblem::Empty));
    }
    let unpacked = unpack(&refusal.media, bytes, &options.limits);
    let unpacked = unpacked.map_err(|error| refusal.broken(error))?;
    let mut decoded = decode_text(&unpacked, options, &refusal)?;
    #[cfg(feature = "ws-security")]
    let verified = {
        let security = options.security.as_ref();
        security.inspect(|security| security.hear(&parts.headers));
        let demands = (source.demands, &options.exchange);
        open(&mut decoded.text, &unpacked, options, demands).map_err(Failure::Security)?
    };
    (source.rewrite)(&mut decoded.text).map_err(Failure::Rejected)?;
    let mut notes: Vec<Note> = Vec::new();
    let encoding = decoded.deviation.take();
    notes.extend(encoding.map(|said| (DeviationKind::Encoding, said)));
    let mut text = decoded.text;
    if options.mends {
        let (mended, differences) = xml::repair(text);
        text = mended;
        let differences = differences.into_iter();
        notes.extend(differences.map(|said| (DeviationKind::NotWellFormed, said)));
    }
    if target.encoded {
        let resolved = resolve_references(text, &options.limits);
        text = resolved.map_err(|error| refusal.broken(error))?;
    }
    notes.extend((unpacked.deviation.clone()).map(|said| (DeviationKind::Other, said)));
    let received = read_text(&text, &unpacked, options, target, (&refusal, notes))?;
    Ok(Received {
        #[cfg(feature = "ws-security")]
        verified,
        ..received
    })
}

/// A deviation of the message around the document: what was expected, and what was found.
type Note = (DeviationKind, (String, String));

/// The characters of the envelope.
fn decode_text<'r>(
    unpacked: &'r Unpacked<'_>,
    options: &DecodeOptions,
    refusal: &Refusal<'_>,
) -> Result<xml::Decoded<'r>, Failure> {
    let charset = unpacked.media.charset.as_deref();
    let decoded = xml::decode_noting(&unpacked.bytes, charset, &options.limits);
    decoded.map_err(|error| {
        let is_of_bytes = matches!(
            error.kind(),
            DecodeErrorKind::Limit | DecodeErrorKind::Encoding
        );
        if is_of_bytes && !is_held(options) {
            let fault = find_fault_in_bytes(&unpacked.bytes, &options.limits, &error);
            if let Some(fault) = fault {
                return found(fault, "", unpacked);
            }
        }
        refusal.not_xml(error, &unpacked.media)
    })
}

/// Reads the envelope, and the fault that it may hold instead.
fn read_text(
    text: &str,
    unpacked: &Unpacked<'_>,
    options: &DecodeOptions,
    mut target: Target<'_>,
    (refusal, notes): (&Refusal<'_>, Vec<Note>),
) -> Result<Received, Failure> {
    // A fault is heard whatever else the answer holds, and whatever its header blocks ask for: WCF marks `Action` on
    // every one. What is read to its end without an element of that name holds none.
    let heard = |failure| match find_fault(text, &options.limits) {
        Some(fault) => found(fault, text, unpacked),
        None => failure,
    };
    let broken = |error| heard(refusal.broken(error));
    let media = &unpacked.media;
    let reader = options.reader(text);
    let mut reader = reader.map_err(|error| refusal.not_xml(error, media))?;
    if let Some(parts) = unpacked.parts() {
        reader.set_parts(match options.defers_parts {
            true => parts.deferred(),
            false => parts,
        });
    }
    for (kind, (expected, found)) in notes {
        let deviation = reader.deviate(kind, expected, found);
        deviation.map_err(broken)?;
    }
    let mut understanding = options.understanding();
    let version = match read_envelope(&mut reader, &mut target, &mut understanding) {
        Ok(version) => version,
        Err(EnvelopeError::NotXml(error)) => return Err(refusal.not_xml(error, media)),
        Err(EnvelopeError::NotSoap) if media.may_be_xml() => {
            return Err(refusal.of(HttpProblem::NotSoap));
        }
        Err(EnvelopeError::NotSoap) => return Err(refusal.of(HttpProblem::ContentType)),
        Err(EnvelopeError::Decode(error)) => {
            return Err(heard(refusal.unreadable(error, reader.take_deviations())));
        }
    };
    if reader.is_outranked()
        && let Some(fault) = find_fault(text, &options.limits)
    {
        return Err(found(fault, text, unpacked));
    }
    if !refusal.parts.status.is_success() {
        return Err(refusal.http(HttpProblem::Status, None));
    }
    if let Some(block) = understanding.unknown {
        return Err(Failure::NotUnderstood(block));
    }
    if !media.may_be_xml() {
        let (expected, found) = ("a content type of XML", &media.essence);
        let deviation = reader.deviate(DeviationKind::Other, expected, found);
        deviation.map_err(broken)?;
    }
    Ok(Received {
        status: refusal.parts.status,
        version: Some(version),
        deviations: reader.take_deviations(),
        attachments: reader.take_rest(),
        #[cfg(feature = "ws-security")]
        verified: None,
    })
}

fn found(fault: Box<Fault>, text: &str, unpacked: &Unpacked<'_>) -> Failure {
    Failure::Fault(Box::new(FoundFault {
        fault,
        text: text.to_owned(),
        beside: unpacked.parts(),
    }))
}

/// What an answer is refused with.
struct Refusal<'s> {
    parts: &'s http::response::Parts,
    bytes: &'s Bytes,
    media: MediaType,
    secrets: &'s [&'s str],
    /// Bytes of the answer that an error keeps.
    max_raw: usize,
}

impl Refusal<'_> {
    fn http(&self, problem: HttpProblem, cause: Option<DecodeError>) -> Failure {
        let location = match problem {
            HttpProblem::Redirect => self.parts.headers.get(LOCATION),
            HttpProblem::Status
            | HttpProblem::Empty
            | HttpProblem::ContentType
            | HttpProblem::NotSoap => None,
        };
        let charset = self.media.charset.as_deref();
        Failure::Http(Box::new(HttpError {
            status: self.parts.status,
            content_type: content_type(&self.parts.headers).map(Cow::into_owned),
            content_encoding: content_encoding(&self.parts.headers),
            problem,
            challenges: challenges(&self.parts.headers),
            location: location.map(|url| shown_url(&String::from_utf8_lossy(url.as_bytes()))),
            excerpt: Excerpt::redacted(self.bytes, charset, self.secrets),
            cause,
        }))
    }

    /// For `problem`, unless the status says enough.
    fn of(&self, problem: HttpProblem) -> Failure {
        match self.parts.status.is_success() {
            true => self.http(problem, None),
            false => self.http(HttpProblem::Status, None),
        }
    }

    fn unreadable(&self, error: DecodeError, deviations: Vec<Deviation>) -> Failure {
        if !self.parts.status.is_success() {
            // The excerpt says more about a broken fault than the place where it is broken.
            return self.http(HttpProblem::Status, Some(error));
        }
        let mut answer = UnreadableAnswer::from(error);
        answer.status = Some(self.parts.status);
        answer.content_encoding = content_encoding(&self.parts.headers);
        answer.raw = self.bytes.slice(..self.bytes.len().min(self.max_raw));
        answer.deviations = deviations;
        Failure::Decode(answer)
    }

    fn broken(&self, error: DecodeError) -> Failure {
        self.unreadable(error, Vec::new())
    }

    /// Because what says to be of type `media` cannot be read as XML.
    fn not_xml(&self, error: DecodeError, media: &MediaType) -> Failure {
        match media.may_be_xml() {
            true => self.broken(error),
            false => self.of(HttpProblem::ContentType),
        }
    }
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
    unpacked: &Unpacked<'_>,
    options: &DecodeOptions,
    (demands, exchange): (&[SecurityPolicy], &Exchange),
) -> Result<Option<Verified>, SecurityError> {
    let Some(security) = &options.security else {
        return Ok(None);
    };
    // No signature here covers parts: what a member takes from one would be anybody's.
    if unpacked.parts().is_some() && security.demands_signatures() {
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
