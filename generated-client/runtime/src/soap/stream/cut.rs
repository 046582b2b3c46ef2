//! [`Cutter`]: cuts the items out of an answer that arrives in pieces.
//!
//! In: characters of the answer, and a [`Target`] that reads them. Out: what is left of the answer; the target has the
//! items. Holds what has arrived of one item, and the rest.

use std::ops::Range;

use crate::soap::NotUnderstood;
use crate::soap::stream::noted::{Noted, Piece};
use crate::soap::stream::rest::Rest;
use crate::soap::stream::scan::{Scanner, Tag};
use crate::xml::{DecodeError, DecodeErrorKind, Deviation, ItemNote, KEPT_DEVIATIONS, Limits};

/// Bytes up to which every piece that arrives may be the one that has the first item in it.
const EAGER: usize = 64 << 10;
/// Bytes of a run of elements that is read again with each of them.
const SHORT: usize = 1 << 10;

/// Reads pieces of an answer.
pub(super) trait Target {
    /// Reads `piece` and says where the items are. Keeps none.
    fn probe(&mut self, piece: Piece<'_>) -> Probe;

    /// Reads `piece` and keeps the values of its items, without the last one if that has to wait.
    fn read(&mut self, piece: Piece<'_>, holds_last: bool) -> (Vec<ItemNote>, Noted);
}

/// What a piece of the answer holds.
pub(super) struct Probe {
    pub(super) items: Vec<ItemNote>,
    /// Whether the header blocks say that the call failed.
    pub(super) has_failed: bool,
    pub(super) not_understood: Option<NotUnderstood>,
}

/// Why no more items come.
pub(super) enum Problem {
    Decode {
        error: DecodeError,
        /// What was read when it happened.
        raw: String,
    },
    NotUnderstood(NotUnderstood),
}

/// Cuts the items out of an answer.
pub(super) struct Cutter {
    phase: Phase,
    /// Text that is neither an item that was read nor in the rest.
    pub(super) pending: String,
    /// The byte of the document that it begins at.
    origin: usize,
    scanner: Scanner,
    pub(super) rest: Rest,
    /// Whether the first item, which the rest holds, has a value.
    pub(super) first_has_value: bool,
    /// The deviations of items, and how many more there were: a stream has no end.
    pub(super) deviations: Vec<Deviation>,
    pub(super) n_left_out: usize,
    /// The greatest number of bytes that are held.
    max: usize,
}

enum Phase {
    /// No item has come.
    Search(Search),
    /// The items come.
    Items(Items),
    /// No more items come.
    Rest,
}

#[derive(Default)]
struct Search {
    /// The start tags of the elements that are open.
    open: Vec<Range<usize>>,
    /// Behind the last element that is whole, and how many are open there.
    whole: (usize, usize),
    /// Where that was when it was looked at last.
    tried: usize,
    next_try: usize,
}

struct Items {
    /// The start tags around the items, and their end tags.
    opening: String,
    closing: String,
    /// How many elements are open around the items.
    around: usize,
    /// Whether items are runs of elements, so that the last one may go on with what has not come yet.
    are_runs: bool,
    /// How many elements are open inside of them.
    depth: usize,
    /// Behind the last child that is whole.
    whole: usize,
    /// Where it has to be to be read again.
    next_try: usize,
    /// Where the element around the items ends.
    end: Option<usize>,
}

impl Cutter {
    pub(super) fn new(max: usize) -> Self {
        Self {
            phase: Phase::Search(Search::default()),
            pending: String::new(),
            origin: 0,
            scanner: Scanner::new(),
            rest: Rest::default(),
            first_has_value: false,
            deviations: Vec::new(),
            n_left_out: 0,
            max,
        }
    }

    /// Goes on with what has arrived.
    pub(super) fn advance(&mut self, target: &mut dyn Target) -> Result<(), Problem> {
        self.search(target)?;
        self.cut(target)?;
        if let Phase::Rest = self.phase {
            self.finish();
        }
        let n_held = self.pending.len().max(self.rest.text.len());
        if n_held > self.max {
            let expected = format!(
                "at most {} bytes in one item and around all (`Limits::bytes`)",
                self.max
            );
            let position = self.origin + self.pending.len();
            return Err(Problem::Decode {
                error: DecodeError::new(DecodeErrorKind::Limit, "", position, expected, "more"),
                raw: String::new(),
            });
        }
        Ok(())
    }

    /// All that is left belongs to the rest.
    pub(super) fn finish(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        self.rest.push(&pending, self.origin);
        self.origin += pending.len();
        self.phase = Phase::Rest;
    }

    fn search(&mut self, target: &mut dyn Target) -> Result<(), Problem> {
        let Phase::Search(search) = &mut self.phase else {
            return Ok(());
        };
        while let Some(tag) = self.scanner.next(self.pending.as_bytes()) {
            let end = match tag {
                Tag::Start(range) => {
                    search.open.push(range);
                    if search.open.len() > Limits::MAX_DEPTH {
                        // Whoever reads it says what is wrong.
                        self.phase = Phase::Rest;
                        return Ok(());
                    }
                    continue;
                }
                Tag::Empty(range) => range.end,
                Tag::End(range) => {
                    search.open.pop();
                    range.end
                }
            };
            search.whole = (end, search.open.len());
        }
        let (end, n_open) = search.whole;
        if end == search.tried || self.pending.len() < search.next_try {
            return Ok(());
        }
        search.tried = end;
        search.next_try = match self.pending.len() < EAGER {
            true => 0,
            false => 2 * self.pending.len(),
        };
        let open = &search.open[..n_open];
        let closing = closing(&self.pending, open);
        let text = [&self.pending[..end], &closing].concat();
        let probe = target.probe(Piece {
            text: &text,
            end,
            depth: None,
        });
        if let Some(block) = probe.not_understood {
            return Err(Problem::NotUnderstood(block));
        }
        if probe.has_failed || n_open == 0 {
            self.phase = Phase::Rest;
            return Ok(());
        }
        let [first, others @ ..] = &probe.items[..] else {
            return Ok(());
        };
        if first.is_run && others.is_empty() {
            return Ok(());
        }
        let around = first.depth - 1;
        let is_open = open.get(around.wrapping_sub(1));
        if is_open.is_none_or(|parent| parent.start >= first.range.start) {
            // The list has ended already.
            self.phase = Phase::Rest;
            return Ok(());
        }
        let open = &open[..around];
        let items = Items {
            opening: open.iter().map(|tag| &self.pending[tag.clone()]).collect(),
            closing: self::closing(&self.pending, open),
            around,
            are_runs: first.is_run,
            depth: 0,
            whole: 0,
            next_try: 1,
            end: None,
        };
        self.phase = Phase::Items(items);
        self.first_has_value = first.has_value;
        self.rest.push(&self.pending[..first.range.end], 0);
        self.rest.first = first.range.clone();
        self.origin = first.range.start;
        self.pending.drain(..first.range.start);
        self.scanner = Scanner::new();
        Ok(())
    }

    fn cut(&mut self, target: &mut dyn Target) -> Result<(), Problem> {
        let Phase::Items(items) = &mut self.phase else {
            return Ok(());
        };
        while let Some(tag) = self.scanner.next(self.pending.as_bytes()) {
            match tag {
                Tag::Start(_) => items.depth += 1,
                Tag::Empty(range) if items.depth == 0 => items.whole = range.end,
                Tag::Empty(_) => {}
                Tag::End(range) if items.depth == 0 => {
                    items.end = Some(range.start);
                    break;
                }
                Tag::End(range) => {
                    items.depth -= 1;
                    if items.depth == 0 {
                        items.whole = range.end;
                    }
                }
            }
        }
        let has_ended = items.end.is_some();
        if items.whole >= items.next_try || has_ended && items.whole > 0 {
            let piece = &self.pending[..items.whole];
            let text = [&items.opening, piece, &items.closing].concat();
            let start = items.opening.len();
            let end = start + piece.len();
            let holds_last = items.are_runs && !has_ended;
            let piece = Piece {
                text: &text,
                end,
                depth: Some(items.around + 1),
            };
            let (found, mut noted) = target.read(piece, holds_last);
            let shift = |position: usize| self.origin + position.saturating_sub(start);
            let deviations = noted.deviations_of(&found).into_iter();
            let deviations = deviations.map(|deviation| Deviation {
                position: shift(deviation.position),
                ..deviation
            });
            for deviation in deviations {
                match self.deviations.len() < KEPT_DEVIATIONS {
                    true => self.deviations.push(deviation),
                    false => self.n_left_out += 1,
                }
            }
            if let Some(error) = noted.error.take() {
                let position = shift(error.position());
                return Err(Problem::Decode {
                    error: error.moved_to(position),
                    raw: text,
                });
            }
            let mut reached = start;
            for item in &found {
                let gap = &text[reached..item.range.start];
                self.rest.push_gap(gap, shift(reached));
                reached = item.range.end;
            }
            if !holds_last {
                self.rest.push_gap(&text[reached..end], shift(reached));
                reached = end;
            }
            let n_read = reached - start;
            self.pending.drain(..n_read);
            self.origin += n_read;
            self.scanner.forget(n_read);
            items.whole -= n_read;
            // A run that is held is read again with what has come since, a long one when that is a quarter.
            items.next_try = items.whole + 1 + items.whole.saturating_sub(SHORT) / 4;
        }
        if has_ended {
            self.phase = Phase::Rest;
        }
        Ok(())
    }
}

/// The end tags of `open` elements of `text`, the innermost first, behind a blank: what they lack is reported behind the
/// end of what has arrived, what the last item lacks at it.
fn closing(text: &str, open: &[Range<usize>]) -> String {
    let mut res = String::from(" ");
    for tag in open.iter().rev() {
        let name = text[tag.clone()].trim_start_matches('<');
        let end = name.find(|ch: char| ch.is_ascii_whitespace() || matches!(ch, '/' | '>'));
        res.push_str("</");
        res.push_str(&name[..end.unwrap_or(name.len())]);
        res.push('>');
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Looks for one run of elements inside of the root, which begins behind it, and counts what it is given.
    #[derive(Default)]
    struct Counting {
        n_probes: usize,
        n_bytes: usize,
    }

    impl Target for Counting {
        fn probe(&mut self, piece: Piece<'_>) -> Probe {
            self.n_probes += 1;
            let items = piece.text[..piece.end].match_indices("<i/>");
            let item = |(at, element): (usize, &str)| ItemNote {
                list: 0,
                depth: 2,
                range: at..at + element.len(),
                has_value: true,
                is_run: true,
            };
            Probe {
                items: items.map(item).collect(),
                has_failed: false,
                not_understood: None,
            }
        }

        fn read(&mut self, piece: Piece<'_>, _: bool) -> (Vec<ItemNote>, Noted) {
            self.n_bytes += piece.text.len();
            (Vec::new(), Noted::default())
        }
    }

    #[test]
    fn a_long_run_is_not_read_again_with_each_of_its_elements() {
        let read = |n_elements: usize| {
            let mut cutter = Cutter::new(1 << 20);
            let mut target = Counting::default();
            for piece in std::iter::once("<a>").chain(std::iter::repeat_n("<i/>", n_elements)) {
                cutter.pending.push_str(piece);
                assert!(cutter.advance(&mut target).is_ok());
            }
            target.n_bytes
        };
        let (few, many) = (read(2_500), read(10_000));
        assert!(few > 10_000 && many < 4 * few, "{few} {many}");
    }

    #[test]
    fn what_may_hold_the_first_item_is_looked_at_where_an_element_has_ended() {
        let mut cutter = Cutter::new(1 << 20);
        let mut target = Counting::default();
        for byte in ["<a>", "<b>", "</b>", &"x".repeat(1_000)].concat().chars() {
            cutter.pending.push(byte);
            assert!(cutter.advance(&mut target).is_ok());
        }
        assert_eq!(target.n_probes, 1);
    }
}
