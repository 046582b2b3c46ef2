//! Writing the text between the children of an element.

use std::iter::Peekable;

use super::Writer;
use super::escape::push_text;
use crate::xml::error::EncodeError;
use crate::xml::mixed::MixedText;

/// The text of an open element that is still to be written.
#[derive(Clone, Debug)]
pub(super) struct Texts {
    /// How many elements are open inside of which it stands, its own included.
    depth: usize,
    n_children: usize,
    rest: Peekable<std::vec::IntoIter<(usize, String)>>,
}

impl Writer {
    /// Writes `text` between the children that the innermost element gets from here on.
    pub(crate) fn begin_mixed(&mut self, text: MixedText) {
        self.texts.push(Texts {
            depth: self.stack.len(),
            n_children: 0,
            rest: text.into_pieces().peekable(),
        });
    }

    /// Writes what is left of the text: the innermost element gets no more children.
    ///
    /// # Errors
    /// XML 1.0 cannot carry it.
    pub(crate) fn end_mixed(&mut self) -> Result<(), EncodeError> {
        let depth = self.stack.len();
        let Some(texts) = self.texts.pop_if(|texts| texts.depth == depth) else {
            return Ok(());
        };
        texts
            .rest
            .into_iter()
            .try_for_each(|(_, text)| self.text(&text))
    }

    /// Writes the text before a child of the innermost element, whose start tag is closed.
    #[cold]
    pub(super) fn text_before_child(&mut self) -> Result<(), EncodeError> {
        let depth = self.stack.len();
        let Some(texts) = self.texts.last_mut().filter(|texts| texts.depth == depth) else {
            return Ok(());
        };
        let place = texts.n_children;
        texts.n_children += 1;
        let mut pushed = Ok(());
        while let Some((_, text)) = texts.rest.next_if(|(after, _)| *after <= place) {
            pushed = pushed.and(push_text(&text, &mut self.buffer));
        }
        pushed.map_err(|ch| self.forbidden(ch))
    }
}
