//! [`MixedText`]: the text of mixed content, beside the members that its child elements are.

/// The text between the child elements of mixed content, in document order; XSD 1.0 §3.4.1, `mixed`.
///
/// Each piece has its place: behind how many child elements it stands. So what was read is written as it was, for as long
/// as the members of the record are those that were read.
///
/// ```
/// use soap_runtime::xml::MixedText;
///
/// // <p>A <b>bold</b> word</p>
/// let mut text = MixedText::from("A ");
/// text.push(1, " word");
/// assert_eq!(text.text(), "A  word");
/// assert_eq!(text.pieces().collect::<Vec<_>>(), [(0, "A "), (1, " word")]);
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct MixedText {
    /// By place; no two at one place, none empty.
    pieces: Vec<(usize, String)>,
}

impl MixedText {
    /// No text at all.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds `text` behind the first `after` child elements, and behind the text that stands there.
    pub fn push(&mut self, after: usize, text: &str) {
        if text.is_empty() {
            return;
        }
        let index = self.pieces.partition_point(|(place, _)| *place < after);
        match self.pieces.get_mut(index) {
            Some((place, piece)) if *place == after => piece.push_str(text),
            Some(_) | None => self.pieces.insert(index, (after, text.to_owned())),
        }
    }

    /// The pieces: behind how many child elements each stands, and its text, which is not empty.
    pub fn pieces(&self) -> impl ExactSizeIterator<Item = (usize, &str)> {
        (self.pieces.iter()).map(|(after, text)| (*after, text.as_str()))
    }

    /// All of the text, without what stands between.
    pub fn text(&self) -> String {
        self.pieces.iter().map(|(_, text)| text.as_str()).collect()
    }

    /// Whether there is no text but white space, as where a document is indented.
    pub fn is_blank(&self) -> bool {
        (self.pieces.iter()).all(|(_, text)| super::chars::is_blank(text))
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    pub(super) fn into_pieces(self) -> std::vec::IntoIter<(usize, String)> {
        self.pieces.into_iter()
    }

    /// The bytes of the piece at the last place.
    pub(super) fn last_len(&self) -> usize {
        self.pieces.last().map_or(0, |(_, text)| text.len())
    }
}

/// Text before the first child element.
impl From<&str> for MixedText {
    fn from(text: &str) -> Self {
        let mut res = Self::new();
        res.push(0, text);
        res
    }
}

/// Text before the first child element.
impl From<String> for MixedText {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}
