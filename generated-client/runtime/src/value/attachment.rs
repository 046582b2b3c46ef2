//! References to parts beside the document, as values.

use super::facets::WhiteSpace;
use super::scalar::{LexicalError, Scalar};
use super::scope::{Prefixes, Scope};
use crate::mime::Attachment;

/// A reference to a part by its URL, `wsi:swaRef`; WS-I Attachments Profile 1.0 §4.4.
impl Scalar for Attachment {
    const XSD: &'static str = "the URL of an attachment";
    const WHITE_SPACE: Option<WhiteSpace> = Some(WhiteSpace::Collapse);

    fn parse(text: &str, scope: &dyn Scope) -> Result<Self, LexicalError> {
        let error = LexicalError::because(Self::XSD, "the message has no such part");
        scope.attachment(text).ok_or(error)
    }

    fn format(&self, out: &mut String, prefixes: &mut dyn Prefixes) {
        out.push_str(&prefixes.url_for(self));
    }

    fn blank() -> Self {
        Self::default()
    }
}
