//! Parts beside the document: `xop:Include`, URLs of parts, and the parts that are members of the message.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;

use super::{DecodeError, DecodeErrorKind, DeviationKind, Reader, State};
use crate::mime::{Attachment, Parts, XOP_NAMESPACE};

impl Reader<'_> {
    /// The document is the root of a package with these parts.
    pub(crate) fn set_parts(&mut self, parts: Parts) {
        self.parts = Some(parts);
    }

    /// The parts that nothing in the document referred to, in order.
    pub(crate) fn take_rest(&mut self) -> Vec<Attachment> {
        self.parts.take().map_or_else(Vec::new, Parts::into_rest)
    }

    /// The part that a URL refers to.
    pub(crate) fn attachment(&self, url: &str) -> Option<Attachment> {
        self.parts.as_ref()?.attachment(url)
    }

    /// The parts that are the members `names` of the message.
    pub(crate) fn named_attachments(&self, names: &[&str]) -> Vec<Option<Attachment>> {
        match &self.parts {
            Some(parts) => parts.named(names),
            None => Vec::new(),
        }
    }

    /// The octets of a part, where the pending or innermost element refers to one instead of holding them; through its
    /// end tag then. `None`: [`Reader::text`] goes on.
    ///
    /// # Errors
    /// There is no such part, or the document is not well-formed or passes a limit.
    #[inline]
    pub(crate) fn included(&mut self) -> Result<Option<Bytes>, DecodeError> {
        if self.parts.is_none() {
            return Ok(None);
        }
        self.find_included()
    }

    #[cold]
    fn find_included(&mut self) -> Result<Option<Bytes>, DecodeError> {
        // Where there are parts, an element may refer to one by `href`.
        if let Some(index) = self.find_attribute("", "href") {
            let url = self.normalized(&self.attributes[index])?.into_owned();
            if url.starts_with("cid:") {
                let octets = self.octets(&url)?;
                self.skip()?;
                return Ok(Some(octets));
            }
        }
        let Some(top) = self.stack.last() else {
            return Ok(None);
        };
        if top.is_empty || self.state == State::Closed {
            return Ok(None);
        }
        let pos = self.space(self.pos);
        if self.byte(pos) != b'<' || matches!(self.byte(pos + 1), b'/' | b'!' | b'?') {
            return Ok(None);
        }
        self.enter();
        self.pos = pos;
        self.start_tag()?;
        if !self.is(XOP_NAMESPACE, "Include") {
            return Err(self.element_in_text());
        }
        let octets = self.include()?;
        let rest = self.text()?;
        if !crate::xml::chars::is_blank(&rest) {
            let found = format!("text of {} bytes", rest.len());
            self.deviate(DeviationKind::UnexpectedText, "`xop:Include` only", found)?;
        }
        Ok(Some(octets))
    }

    /// The error about the pending element, which stands in a text.
    #[cold]
    pub(super) fn element_in_text(&self) -> DecodeError {
        let (_, name) = self.name();
        let found = format_args!("element `{name}`");
        self.error(DecodeErrorKind::Unexpected, "text only", found)
    }

    /// Whether the pending element stands for the octets of a part.
    #[inline]
    pub(super) fn is_include(&self) -> bool {
        self.parts.is_some() && self.is(XOP_NAMESPACE, "Include")
    }

    /// Whether it does so in XML that is kept as it is. Outside of XOP it means nothing.
    #[inline]
    pub(super) fn is_include_in_raw(&self) -> bool {
        self.is_include() && self.parts.as_ref().is_some_and(Parts::is_xop)
    }

    /// The octets that the pending `xop:Include` stands for; leaves the element.
    fn include(&mut self) -> Result<Bytes, DecodeError> {
        let Some(index) = self.find_attribute("", "href") else {
            return Err(self.error(DecodeErrorKind::Missing, "attribute `href`", "nothing"));
        };
        let url = self.normalized(&self.attributes[index])?.into_owned();
        let octets = self.octets(&url)?;
        self.skip()?;
        self.pop();
        Ok(octets)
    }

    /// As [`Reader::include`], as the text that the octets are; XOP 1.0 §3.2.
    pub(super) fn include_text(&mut self) -> Result<String, DecodeError> {
        let octets = self.include()?;
        Ok(STANDARD.encode(octets))
    }

    /// The octets that a URL refers to. All that are taken count: one part may be referred to many times.
    fn octets(&mut self, url: &str) -> Result<Bytes, DecodeError> {
        let octets = self.parts.as_ref().and_then(|it| it.octets(url));
        let Some(octets) = octets else {
            let expected = "the URL of a part of the message";
            return Err(self.error(DecodeErrorKind::Missing, expected, format_args!("`{url}`")));
        };
        let mut n_bytes = 0;
        if let Some(parts) = &mut self.parts {
            parts.n_bytes = parts.n_bytes.saturating_add(octets.len());
            n_bytes = parts.n_bytes;
        }
        if n_bytes > self.limits.bytes {
            let expected = format!("at most {} bytes (`Limits::bytes`)", self.limits.bytes);
            return Err(self.error(DecodeErrorKind::Limit, expected, "more in parts"));
        }
        Ok(octets)
    }
}
