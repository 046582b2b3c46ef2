//! Parts beside the document: octets that become `xop:Include`, attachments, and the URLs that refer to them.

use super::{EncodeErrorKind, Writer};
use crate::mime::{Attachment, MtomMode, Outgoing, XMIME_NAMESPACES, XOP_NAMESPACE, url_of};
use crate::xml::error::EncodeError;

impl Writer {
    /// Says which octets become parts.
    pub(crate) fn set_mtom(&mut self, mtom: MtomMode) {
        self.parts.mtom = mtom;
    }

    /// Keeps the `Content-ID`s of attachments that are added after the document.
    pub(crate) fn reserve(&mut self, attachments: &[Attachment]) {
        for attachment in attachments {
            self.parts.reserve(attachment);
        }
    }

    /// Adds attachments that nothing in the document refers to.
    pub(crate) fn attach_reserved(
        &mut self,
        attachments: &[Attachment],
    ) -> Result<(), EncodeError> {
        for attachment in attachments {
            let added = self.parts.attach(attachment, None, true);
            added.map_err(|problem| self.error(EncodeErrorKind::Value, problem))?;
        }
        Ok(())
    }

    /// Adds the part `name` of the message.
    pub(crate) fn attach_part(
        &mut self,
        name: &str,
        attachment: &Attachment,
    ) -> Result<(), EncodeError> {
        match self.parts.attach(attachment, Some(name), false) {
            Ok(_) => Ok(()),
            Err(problem) => {
                let message = format!("`{name}`: {problem}");
                Err(self.error(EncodeErrorKind::Value, message))
            }
        }
    }

    /// Adds a part that a value refers to. Its URL; where it cannot be added, the next [`Writer::end`] fails.
    pub(crate) fn attach_for_url(&mut self, attachment: &Attachment) -> String {
        match self.parts.attach(attachment, None, false) {
            Ok(id) => url_of(&id),
            Err(problem) => {
                let error = self.error(EncodeErrorKind::Value, problem);
                self.failure.get_or_insert(error);
                String::new()
            }
        }
    }

    /// Whether `n_bytes` octets go beside the document.
    #[inline]
    pub(crate) fn optimizes(&self, n_bytes: usize) -> bool {
        self.parts.optimizes(n_bytes)
    }

    /// Writes octets as a part that the innermost element refers to; XOP 1.0 §3.1.
    pub(crate) fn include(&mut self, octets: &[u8]) -> Result<(), EncodeError> {
        let media = self.media_type.take();
        let id = self.parts.include(octets, media);
        self.start_prefixed("xop", XOP_NAMESPACE, "Include")?;
        self.attribute("", "href", &url_of(&id))?;
        self.end()
    }

    /// Keeps the media type that an attribute gives the content of the open element.
    #[inline]
    pub(super) fn note_media_type(&mut self, namespace: &str, local: &str, value: &str) {
        if local == "contentType" && XMIME_NAMESPACES.contains(&namespace) {
            self.media_type = Some(value.to_owned());
        }
    }

    /// The document and its parts, of which nothing is left here.
    ///
    /// # Errors
    /// As [`Writer::finish`].
    pub(crate) fn take_message(&mut self) -> Result<(String, Vec<Attachment>), EncodeError> {
        let parts = std::mem::take(&mut self.parts);
        Ok((self.take_document()?, Outgoing::into_parts(parts)))
    }
}
