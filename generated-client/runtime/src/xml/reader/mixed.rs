//! The text between the children of an element, where the schema lets it stand there.

use super::skip::Step;
use super::{DecodeError, Reader, State};
use crate::xml::mixed::MixedText;

/// The text of an entered element.
#[derive(Debug)]
pub(super) struct Texts {
    /// How many elements are open inside of which it stands, its own included.
    depth: usize,
    /// Children that were read past: they are not written again.
    n_left_out: usize,
    text: MixedText,
}

impl Reader<'_> {
    /// Enters the pending element, of which the text between children is kept.
    pub(crate) fn enter_mixed(&mut self) {
        let depth = self.stack.len();
        if let (State::Pending, Some(top)) = (self.state, self.stack.last_mut()) {
            top.is_mixed = true;
            // Those inside elements that could not be read were not taken.
            self.texts.retain(|texts| texts.depth < depth);
            self.texts.push(Texts {
                depth,
                n_left_out: 0,
                text: MixedText::new(),
            });
        }
        self.enter();
    }

    /// The text of the innermost element, which was entered by [`Reader::enter_mixed`].
    pub(crate) fn take_mixed(&mut self) -> MixedText {
        let depth = self.stack.len();
        let found = self.texts.pop_if(|texts| texts.depth == depth);
        found.map(|texts| texts.text).unwrap_or_default()
    }

    /// Whether the innermost element has text between its children.
    pub(crate) fn has_mixed(&self) -> bool {
        self.texts
            .last()
            .is_some_and(|texts| !texts.text.is_empty())
    }

    /// The child at `depth` is not among the members of its parent.
    #[cold]
    pub(crate) fn leave_out_child(&mut self, depth: usize) {
        let parent = (self.texts.iter_mut().rev()).find(|texts| texts.depth + 1 == depth);
        if let Some(texts) = parent {
            texts.n_left_out += 1;
        }
    }

    /// As `next_child`, for an element of mixed content.
    #[cold]
    pub(super) fn next_mixed_child(&mut self) -> Result<bool, DecodeError> {
        let depth = self.stack.len();
        self.texts
            .truncate(self.texts.partition_point(|texts| texts.depth <= depth));
        while (self.byte(self.pos), self.byte(self.pos + 1)) != (b'<', b'/') {
            match self.step()? {
                Step::Text(start, end) => self.keep_text(start, end)?,
                Step::Other(_, _) => {}
                Step::Start => return Ok(true),
                Step::End => break,
            }
        }
        Ok(false)
    }

    fn keep_text(&mut self, start: usize, end: usize) -> Result<(), DecodeError> {
        let text = self.character_data(start, end)?;
        self.count_value(size_of::<(usize, String)>())?;
        let n_children = self.stack.last().map_or(0, |top| top.n_children as usize);
        let Some(texts) = self.texts.last_mut() else {
            return Ok(());
        };
        texts
            .text
            .push(n_children.saturating_sub(texts.n_left_out), &text);
        match texts.text.last_len() > self.limits.text_bytes {
            true => Err(self.too_much_text(start)),
            false => Ok(()),
        }
    }
}
