//! [`Attachment`]: one part beside the envelope.

use std::fmt;

use bytes::Bytes;

use super::content_id;

/// A part of a message beside its envelope: a file, an image.
///
/// ```
/// use soap_runtime::Attachment;
///
/// let photo = Attachment::new("image/png", &b"\x89PNG"[..]);
/// assert_eq!(photo.bytes.len(), 4);
/// ```
#[must_use]
#[derive(Clone, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub struct Attachment {
    /// The `Content-ID` without its angle brackets; empty for none. One that is empty is given one when it is sent.
    pub content_id: String,
    /// The `Content-Type`; empty for none, which is sent as `application/octet-stream`.
    pub content_type: String,
    /// The other headers by name, in order. `Content-Transfer-Encoding` is not among them: the bytes are decoded.
    pub headers: Vec<(String, String)>,
    /// The content.
    pub bytes: Bytes,
}

impl Attachment {
    /// An attachment of this media type.
    pub fn new(content_type: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self {
            content_type: content_type.into(),
            bytes: bytes.into(),
            ..Self::default()
        }
    }

    /// The same with a `Content-ID` of your own, without angle brackets: `photo@example.com`.
    ///
    /// No other part of the message may have it.
    pub fn with_content_id(mut self, content_id: impl Into<String>) -> Self {
        self.content_id = content_id.into();
        self
    }

    /// The same with a header more.
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The value of the first header of this name, whose case does not matter.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let header = headers.find(|(own, _)| own.eq_ignore_ascii_case(name));
        header.map(|(_, value)| value.as_str())
    }

    /// The URL by which an envelope refers to it, `cid:…`; `None` without a `Content-ID`. RFC 2392 §2.
    pub fn url(&self) -> Option<String> {
        (!self.content_id.is_empty()).then(|| content_id::url_of(&self.content_id))
    }
}

/// The content may be secret and long: only its length is shown.
impl fmt::Debug for Attachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attachment")
            .field("content_id", &self.content_id)
            .field("content_type", &self.content_type)
            .field("headers", &self.headers.len())
            .field("bytes", &self.bytes.len())
            .finish()
    }
}
