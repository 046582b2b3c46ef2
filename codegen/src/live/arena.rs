//! [`Arena`]: values that stay where they were put, so that later ones can refer to earlier ones.

use std::cell::{Cell, OnceCell};

/// Chunks, each twice as long as the one before it: more than there is memory.
const CHUNKS: usize = usize::BITS as usize;

/// Values that live as long as the arena.
#[derive(Debug)]
pub(super) struct Arena<T> {
    chunks: [OnceCell<Box<[OnceCell<T>]>>; CHUNKS],
    len: Cell<usize>,
}

impl<T> Arena<T> {
    pub(super) fn new() -> Self {
        Self {
            chunks: [const { OnceCell::new() }; CHUNKS],
            len: Cell::new(0),
        }
    }

    /// Puts `value` in.
    pub(super) fn put(&self, value: T) -> &T {
        let place = self.len.get() + 1;
        self.len.set(place);
        let chunk = place.ilog2();
        let length = 1 << chunk;
        let cells = self.chunks[chunk as usize]
            .get_or_init(|| (0..length).map(|_| OnceCell::new()).collect());
        cells[place - length].get_or_init(|| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_stays() {
        let arena = Arena::new();
        let kept: Vec<&String> = (0..100).map(|n: u8| arena.put(n.to_string())).collect();
        assert!((0..100).eq(kept.iter().map(|text| text.parse::<u8>().unwrap())));
    }
}
