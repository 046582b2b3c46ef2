//! [`SourceMap`]: the loaded files with their text and line index. In: decoded text. Out: positions and lines.

use super::span::{FileId, Span};

/// Bytes between two places whose count of characters is kept: documents come in one line of megabytes too.
const STRIDE: usize = 4096;

/// The files of a run, in loading order.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

/// One loaded file.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path relative to the capture's root, with `/` between the parts.
    pub path: String,
    /// How messages name it, where that is not the path in the capture.
    shown: Option<String>,
    /// The decoded text.
    pub text: String,
    /// Byte offsets at which lines start, ascending.
    line_starts: Vec<u32>,
    /// How many characters start in front of every [`STRIDE`]th byte.
    characters: Vec<u32>,
}

/// A place in a file, as people count.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Position {
    /// Line, 1-based.
    pub line: usize,
    /// Column, 1-based, in characters.
    pub column: usize,
}

impl SourceMap {
    /// Adds a file. Its text is at most 4 GiB long, which the loader's limit ensures.
    pub fn add(&mut self, path: impl Into<String>, text: String) -> FileId {
        let id = u32::try_from(self.files.len()).expect("the loader reads at most 5,000 files");
        let mut line_starts = vec![0];
        for (offset, byte) in text.bytes().enumerate() {
            if byte == b'\n' {
                line_starts.push(u32::try_from(offset + 1).unwrap_or(u32::MAX));
            }
        }
        let mut characters = vec![0];
        let mut n_characters = 0;
        for piece in text.as_bytes().chunks(STRIDE) {
            n_characters += count_characters(piece);
            characters.push(n_characters);
        }
        self.files.push(SourceFile {
            path: path.into(),
            shown: None,
            characters,
            text,
            line_starts,
        });
        FileId(id)
    }

    /// Makes messages name the file `id` so, e.g. by a path that can be opened from the current directory.
    ///
    /// # Panics
    /// The id is from another map.
    pub fn show_as(&mut self, id: FileId, shown: impl Into<String>) {
        self.files[id.0 as usize].shown = Some(shown.into());
    }

    /// The file `id`.
    ///
    /// # Panics
    /// The id is from another map.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Whether `span` is of a file of this map.
    pub fn contains(&self, span: Span) -> bool {
        (span.file.0 as usize) < self.files.len()
    }

    /// All files with their ids, in loading order.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// Where `span` starts.
    pub fn position(&self, span: Span) -> Position {
        self.file(span.file).position(span.start as usize)
    }

    /// The text of `span`.
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file)
            .text
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default()
    }
}

impl SourceFile {
    /// How messages name it: the path in the capture, unless [`SourceMap::show_as`] says otherwise.
    pub fn shown(&self) -> &str {
        self.shown.as_deref().unwrap_or(&self.path)
    }

    /// The position of a byte offset, 0-based; offsets past the end count as the end.
    pub fn position(&self, offset: usize) -> Position {
        let offset = floor_char_boundary(&self.text, offset);
        let line = self
            .line_starts
            .partition_point(|&start| start as usize <= offset)
            .max(1);
        let start = self.line_starts[line - 1] as usize;
        Position {
            line,
            column: self.characters_before(offset) - self.characters_before(start) + 1,
        }
    }

    fn characters_before(&self, offset: usize) -> usize {
        let index = offset / STRIDE;
        let rest = count_characters(&self.text.as_bytes()[index * STRIDE..offset]);
        (self.characters[index] + rest) as usize
    }

    /// The byte offset of a line and column, both 1-based; the nearest there is.
    pub fn offset(&self, line: usize, column: usize) -> u32 {
        let line = line.clamp(1, self.line_starts.len());
        let text = self.line(line);
        let within: usize = (text.chars().take(column.saturating_sub(1)))
            .map(char::len_utf8)
            .sum();
        self.line_starts[line - 1] + u32::try_from(within).unwrap_or(0)
    }

    /// The text of a line, 1-based, without its end; empty past the last line.
    pub fn line(&self, line: usize) -> &str {
        let Some(&start) = line.checked_sub(1).and_then(|it| self.line_starts.get(it)) else {
            return "";
        };
        let end = self
            .line_starts
            .get(line)
            .map_or(self.text.len(), |&it| it as usize);
        self.text[start as usize..end].trim_end_matches(['\n', '\r'])
    }

    /// The byte offset at which a line, 1-based, starts; that of the last one for lines past it.
    pub fn line_start(&self, line: usize) -> usize {
        self.line_starts[line.clamp(1, self.line_starts.len()) - 1] as usize
    }

    /// How many lines the file has.
    pub fn n_lines(&self) -> usize {
        self.line_starts.len()
    }
}

/// How many characters start in `bytes`.
fn count_characters(bytes: &[u8]) -> u32 {
    let starts = bytes.iter().filter(|it| **it & 0xC0 != 0x80);
    u32::try_from(starts.count()).unwrap_or(u32::MAX)
}

fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_long_lines_are_counted_as_those_of_short_ones() {
        let mut map = SourceMap::default();
        let text = format!("ä\n{}", "aö€𝄞".repeat(2000));
        let id = map.add("a.wsdl", text.clone());
        for (offset, _) in text.char_indices() {
            let start = text[..offset].rfind('\n').map_or(0, |it| it + 1);
            let expected = text[start..offset].chars().count() + 1;
            assert_eq!(map.file(id).position(offset).column, expected, "{offset}");
        }
    }

    #[test]
    fn positions_count_characters() {
        let mut map = SourceMap::default();
        let id = map.add("a.wsdl", "eins\r\nzwölf x\n".to_owned());
        let file = map.file(id);
        let at = |offset| {
            let it = file.position(offset);
            (it.line, it.column)
        };
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(6), (2, 1));
        assert_eq!(at(9), (2, 3), "inside a character counts as its start");
        assert_eq!(at(12), (2, 6));
        assert_eq!(at(99), (3, 1));
        assert_eq!(file.line(1), "eins");
        assert_eq!(file.line(2), "zwölf x");
        assert_eq!(file.line(7), "");
        assert_eq!(file.n_lines(), 3);
        let starts = [0, 1, 2, 3, 4].map(|line| file.line_start(line));
        assert_eq!(starts, [0, 0, 6, 15, 15]);
    }

    #[test]
    fn spans_are_of_files() {
        let mut map = SourceMap::default();
        let id = map.add("a.wsdl", "eins zwölf".to_owned());
        let span = |file, start, end| Span { file, start, end };
        assert_eq!(map.text(span(id, 5, 11)), "zwölf");
        assert_eq!(map.text(span(id, 5, 99)), "");
        assert!(map.contains(span(id, 0, 4)));
        assert!(!map.contains(span(FileId(id.0 + 1), 0, 4)));
    }

    #[test]
    fn places_become_offsets() {
        let mut map = SourceMap::default();
        let id = map.add("a.wsdl", "eins\r\nzwölf x\n".to_owned());
        let file = map.file(id);
        for (line, column, expected) in [
            (1, 1, 0),
            (1, 3, 2),
            (2, 1, 6),
            (2, 4, 10),
            // The nearest there is.
            (2, 99, 14),
            (9, 9, 15),
            (0, 0, 0),
        ] {
            assert_eq!(file.offset(line, column), expected, "{line}:{column}");
        }
        assert_eq!(file.shown(), "a.wsdl");
        map.show_as(id, "shop/a.wsdl");
        assert_eq!(map.file(id).shown(), "shop/a.wsdl");
    }
}
