//! What XML Schema forbids, though it can be read: notes, a few of each rule.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::code::Code;
use super::{Diagnostics, Severity};
use crate::source::span::Span;

/// How many places are shown of each rule that is broken.
const MAX_SHOWN: usize = 10;

impl Diagnostics {
    /// Notes that the text at `span` breaks `rule`, as XML Schema 1.0 names it. Nothing is lost by it.
    pub fn invalid(
        &mut self,
        rule: impl Into<Cow<'static, str>>,
        span: Span,
        message: impl Into<String>,
    ) {
        let rule = rule.into();
        let count = self.broken.entry(rule.clone()).or_default();
        *count += 1;
        if *count <= MAX_SHOWN {
            let message = format!("{} ({rule})", message.into());
            self.note(Code::InvalidSchema, span, message).help(
                "XML Schema 1.0 forbids it; it is read all the same, and other tools may refuse it",
            );
        }
    }

    /// Says how many places are not shown, and drops notes on what something else was said of as well.
    pub fn settle_invalid(&mut self) {
        let is_note = |code: Code| code == Code::InvalidSchema;
        let others = (self.items.iter()).filter(|it| it.severity != Severity::Note);
        let mut known: BTreeSet<Span> = others.filter_map(|it| it.primary).collect();
        self.items
            .retain(|it| !is_note(it.code) || it.primary.is_none_or(|span| known.insert(span)));
        for (rule, count) in std::mem::take(&mut self.broken) {
            if let Some(more) = count.checked_sub(MAX_SHOWN).filter(|it| *it > 0) {
                let message = format!("{more} more places break {rule}");
                self.note(Code::InvalidSchema, None, message);
            }
        }
    }
}
