//! [`Outgoing`]: the parts that a document being written puts beside itself.

use std::collections::BTreeSet;

use bytes::Bytes;

use super::{Attachment, content_id, head};

/// The `Content-ID` of the document itself.
pub(super) const ROOT_ID: &str = "root@soap-runtime";

/// Whether the octets in a message travel beside the envelope instead of as Base64 in it: MTOM.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum MtomMode {
    /// As Base64 in the envelope.
    #[default]
    Off,
    /// As parts, where they are at least this many bytes; the message is a package in any case.
    From(usize),
}

impl MtomMode {
    /// All octets as parts.
    pub const ON: Self = Self::From(0);
}

/// The parts of a message that is being written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outgoing {
    pub(crate) mtom: MtomMode,
    /// In the order of the message.
    parts: Vec<Attachment>,
    /// The `Content-ID`s in use.
    ids: BTreeSet<String>,
    n_made: usize,
}

impl Outgoing {
    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    pub(crate) fn into_parts(self) -> Vec<Attachment> {
        self.parts
    }

    /// Keeps `id` for a part that follows.
    pub(crate) fn reserve(&mut self, attachment: &Attachment) {
        if !attachment.content_id.is_empty() {
            self.ids.insert(attachment.content_id.clone());
        }
    }

    /// Whether `n_bytes` octets become a part.
    pub(crate) fn optimizes(&self, n_bytes: usize) -> bool {
        match self.mtom {
            MtomMode::Off => false,
            MtomMode::From(least) => n_bytes >= least,
        }
    }

    /// Adds octets of the document. The `Content-ID` of their part.
    pub(crate) fn include(&mut self, octets: &[u8], media: Option<String>) -> String {
        let id = self.make_id("");
        let media = media.filter(|it| !it.is_empty() && head::is_value(it));
        let media = media.unwrap_or_default();
        let octets = Bytes::copy_from_slice(octets);
        self.parts
            .push(Attachment::new(media, octets).with_content_id(id.clone()));
        id
    }

    /// Adds a part; `name` says which part of the message it is. Its `Content-ID`, or what is wrong with it.
    pub(crate) fn attach(
        &mut self,
        attachment: &Attachment,
        name: Option<&str>,
        is_reserved: bool,
    ) -> Result<String, &'static str> {
        let mut part = attachment.clone();
        if part.content_id.is_empty() {
            // WS-I Attachments Profile 1.0 §3.8, R2933: the name of the part, `=`, and what makes it unique.
            let stem = name.map(content_id::escaped_part_name);
            part.content_id = self.make_id(&stem.map_or_else(String::new, |it| it + "="));
        } else if !content_id::is_legal(&part.content_id) {
            return Err("the Content-ID of an attachment is not visible ASCII");
        } else if let Some(known) = self
            .parts
            .iter()
            .find(|it| it.content_id == part.content_id)
        {
            // The same part may be referred to twice.
            if name.is_none() && !is_reserved && *known == part {
                return Ok(part.content_id);
            }
            return Err("two attachments have the same Content-ID");
        } else if part.content_id == ROOT_ID
            || !self.ids.insert(part.content_id.clone()) && !is_reserved
        {
            return Err("two attachments have the same Content-ID");
        }
        let are_legal = |it: &(String, String)| head::is_token(&it.0) && head::is_value(&it.1);
        if !head::is_value(&part.content_type) || !part.headers.iter().all(are_legal) {
            return Err("a header of an attachment holds what MIME cannot carry");
        }
        let id = part.content_id.clone();
        self.parts.push(part);
        Ok(id)
    }

    /// A `Content-ID` that no part has: a count, for the message must be the same each time it is written.
    fn make_id(&mut self, stem: &str) -> String {
        loop {
            self.n_made += 1;
            let id = format!("{stem}{}@soap-runtime", self.n_made);
            if self.ids.insert(id.clone()) {
                return id;
            }
        }
    }
}
