//! A message of SOAP as the body of HTTP: the envelope alone, or a package with its parts.
//!
//! In: an envelope and its parts, or a body and its content type. Out: the other. SOAP with Attachments; MTOM and its use
//! with SOAP 1.1.

use std::borrow::Cow;

use bytes::Bytes;

use crate::mime::{self, Attachment, Envelope, MediaType, MtomMode, Parts};
use crate::soap::SoapVersion;
use crate::xml::{DecodeError, Limits};

/// A message that was written.
pub(super) struct Written {
    pub(super) text: String,
    pub(super) parts: Vec<Attachment>,
    pub(super) version: SoapVersion,
    pub(super) mtom: MtomMode,
}

/// The content type of an envelope alone, with the action as a quoted string where it is a parameter.
pub(super) fn content_type(version: SoapVersion, action: Option<&str>) -> String {
    let media = version.media_type();
    match action {
        Some(action) => format!("{media}; charset=utf-8; action={action}"),
        None => format!("{media}; charset=utf-8"),
    }
}

impl Written {
    pub(super) fn is_package(&self) -> bool {
        self.mtom != MtomMode::Off || !self.parts.is_empty()
    }

    /// The content type and the bytes, with the action as a quoted string where it is a parameter.
    pub(super) fn pack(self, action: Option<&str>) -> (String, Bytes) {
        if !self.is_package() {
            let content_type = content_type(self.version, action);
            return (content_type, Bytes::from(self.text));
        }
        let media = self.version.media_type();
        let action = action.map(|action| format!("; action={action}"));
        let action = action.unwrap_or_default();
        let envelope = Envelope {
            text: &self.text,
            media: &format!("{media}{action}"),
            is_xop: self.mtom != MtomMode::Off,
        };
        let (content_type, bytes) = mime::write_package(envelope, &self.parts);
        // XOP 1.0 §4.1 has the action in `start-info`; WCF and CXF look for it beside that.
        (content_type + &action, bytes)
    }
}

/// A message that came in.
pub(super) struct Unpacked<'m> {
    /// The media type of the envelope.
    pub(super) media: Cow<'m, MediaType>,
    /// The bytes of the envelope.
    pub(super) bytes: Bytes,
    parts: Option<(Vec<Attachment>, bool)>,
    /// What the package says of itself, and what it is instead.
    pub(super) deviation: Option<(String, String)>,
}

impl Unpacked<'_> {
    /// The parts for a reader of the envelope; `None` if it came alone.
    pub(super) fn parts(&self) -> Option<Parts> {
        let (list, is_xop) = self.parts.as_ref()?;
        Some(Parts::new(list.clone(), *is_xop))
    }
}

/// Takes a message apart if it is a package.
pub(super) fn unpack<'m>(
    media: &'m MediaType,
    bytes: &Bytes,
    limits: &Limits,
) -> Result<Unpacked<'m>, DecodeError> {
    if !media.is_multipart() {
        return Ok(Unpacked {
            media: Cow::Borrowed(media),
            bytes: bytes.clone(),
            parts: None,
            deviation: None,
        });
    }
    let package = mime::read_package(media, bytes, limits)?;
    Ok(Unpacked {
        media: Cow::Owned(package.media),
        bytes: package.root,
        parts: Some((package.attachments, package.is_xop)),
        deviation: package.deviation,
    })
}
