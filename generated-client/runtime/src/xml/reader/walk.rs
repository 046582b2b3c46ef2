//! Going through all of a document, for those who keep it whole: comments and processing instructions included.

use std::borrow::Cow;

use super::skip::Step;
use super::{DecodeError, Reader, State};

/// What comes next in a document.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// A start tag; the element is pending.
    Start,
    /// Character data, unescaped.
    Text(Cow<'a, str>),
    /// A comment, with its delimiters.
    Comment(&'a str),
    /// A processing instruction, with its delimiters.
    Instruction(&'a str),
    /// The end of the innermost element.
    End,
}

impl<'a> Reader<'a> {
    /// The next step through the root element; `None` after it and what follows it. What stands around the root
    /// element is checked, and left out.
    ///
    /// # Errors
    /// The document is not well-formed or passes a limit.
    pub fn walk(&mut self) -> Result<Option<Event<'a>>, DecodeError> {
        match self.state {
            State::Pending => self.enter(),
            State::Closed => self.pop(),
            State::Entered => {}
        }
        if self.stack.is_empty() {
            return Ok(self.document_child()?.then_some(Event::Start));
        }
        Ok(Some(match self.step()? {
            Step::Start => Event::Start,
            Step::Text(start, end) => Event::Text(self.character_data(start, end)?),
            Step::Other(start, end) => match self.byte(start + 1) {
                b'!' => Event::Comment(&self.text[start..end]),
                _ => Event::Instruction(&self.text[start..end]),
            },
            Step::End => Event::End,
        }))
    }

    /// The default namespace where the pending element declares it; empty for none.
    #[cfg(feature = "ws-security")]
    pub(crate) fn own_default(&self) -> Option<&str> {
        let uri = self.namespaces.uri(self.namespaces.default());
        self.default_span.as_ref().map(|_| uri)
    }

    /// Whether the pending element is an empty-element tag.
    #[cfg(feature = "ws-security")]
    pub(crate) fn is_empty_tag(&self) -> bool {
        self.stack.last().is_some_and(|it| it.is_empty)
    }
}
