//! `id` attributes: each names one element of its document; XML 1.0 §3.3.1.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostics;
use crate::xml::{Element, trim};

/// The values that were met.
#[derive(Default)]
pub(super) struct Ids<'a>(BTreeSet<&'a str>);

impl<'a> Ids<'a> {
    /// Notes an `id` that was met before.
    pub(super) fn check(&mut self, element: Element<'a>, diagnostics: &mut Diagnostics) {
        let Some(id) = element.attribute("id") else {
            return;
        };
        let value = trim(id.value);
        if !self.0.insert(value) {
            let message = format!("`id` is `{value}` twice in the document");
            diagnostics.invalid("cvc-id.2", id.span, message);
        }
    }
}
