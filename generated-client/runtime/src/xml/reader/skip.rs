//! Reading through an element without taking anything from it, with all checks.

use std::borrow::Cow;

use super::{DecodeError, Reader, State};

/// What a walk through an element came to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Step {
    /// Character data that occupies these bytes.
    Text(usize, usize),
    /// A comment or processing instruction that occupies these bytes.
    Other(usize, usize),
    /// A start tag; the element is pending.
    Start,
    /// The end of the innermost element, which is closed now.
    End,
}

impl<'a> Reader<'a> {
    /// The pending or innermost element through its end tag, checked but not looked at.
    ///
    /// # Errors
    /// The document is not well-formed or passes a limit.
    pub fn skip(&mut self) -> Result<(), DecodeError> {
        if self.stack.is_empty() || self.state == State::Closed {
            return Ok(());
        }
        self.enter();
        let depth = self.stack.len();
        let mut n_text = 0;
        loop {
            match self.step()? {
                Step::Start => {
                    self.enter();
                    n_text = 0;
                }
                Step::End if self.stack.len() == depth => return Ok(()),
                Step::End => {
                    self.pop();
                    n_text = 0;
                }
                Step::Text(start, end) => {
                    n_text += end - start;
                    if n_text > self.limits.text_bytes {
                        return Err(self.too_much_text(start));
                    }
                }
                Step::Other(_, _) => {}
            }
        }
    }

    /// One step on in the innermost, entered element.
    #[inline]
    pub(super) fn step(&mut self) -> Result<Step, DecodeError> {
        if self.stack.last().is_some_and(|it| it.is_empty) {
            self.close()?;
            return Ok(Step::End);
        }
        let pos = self.pos;
        if self.byte(pos) != b'<' {
            self.pos = self.plain_end(pos)?;
            if self.byte(self.pos) != b'<' {
                self.pos = self.run_end(self.pos)?;
                self.check_text(pos, self.pos)?;
            }
            return Ok(Step::Text(pos, self.pos));
        }
        match (self.byte(pos + 1), self.byte(pos + 2)) {
            (b'/', _) => {
                self.close()?;
                Ok(Step::End)
            }
            (b'!', b'[') => {
                self.pos = self.section(pos)?.1;
                Ok(Step::Text(pos, self.pos))
            }
            (b'!', _) => {
                self.pos = self.comment(pos)?;
                Ok(Step::Other(pos, self.pos))
            }
            (b'?', _) => {
                self.pos = self.instruction(pos)?;
                Ok(Step::Other(pos, self.pos))
            }
            (_, _) => {
                self.start_tag()?;
                Ok(Step::Start)
            }
        }
    }

    /// The text or CDATA section between two offsets, unescaped.
    pub(super) fn character_data(
        &self,
        start: usize,
        end: usize,
    ) -> Result<Cow<'a, str>, DecodeError> {
        const OPEN: &str = "<![CDATA[";
        let raw = &self.text[start..end];
        if raw.len() > self.limits.text_bytes {
            return Err(self.too_much_text(start));
        }
        if raw.starts_with('<') {
            let section = &raw[OPEN.len()..raw.len() - "]]>".len()];
            return Ok(match section.contains('\r') {
                true => Cow::Owned(section.replace("\r\n", "\n").replace('\r', "\n")),
                false => Cow::Borrowed(section),
            });
        }
        if !raw.contains(['&', '\r']) {
            return Ok(Cow::Borrowed(raw));
        }
        let mut text = String::with_capacity(raw.len());
        self.expand_text(raw, start, &mut text)?;
        Ok(Cow::Owned(text))
    }
}
