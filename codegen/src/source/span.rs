//! Places in source files: [`FileId`] and [`Span`].

use std::ops::Range;

/// A loaded file: an index into the [`SourceMap`](super::map::SourceMap), in loading order.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct FileId(pub u32);

/// A range of text in one file.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// Byte offset of the first byte in the decoded text, 0-based.
    pub start: u32,
    /// Byte offset past the last byte.
    pub end: u32,
}

impl Span {
    /// The place of the bytes of `range`. Files are at most 32 MiB, so offsets fit.
    pub fn of(file: FileId, range: Range<usize>) -> Self {
        let offset = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        Self {
            file,
            start: offset(range.start),
            end: offset(range.end),
        }
    }

    /// The place in front of the byte at `offset`.
    pub const fn at(file: FileId, offset: u32) -> Self {
        Self {
            file,
            start: offset,
            end: offset,
        }
    }
}
