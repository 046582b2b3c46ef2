//! Which alternatives samples have taken so far, and which is next.
//!
//! In: places where there is more than one way to go on, by address. Out: the way. Addresses are only compared, so that
//! they differ from run to run does not show.

use std::collections::BTreeMap;

/// An alternative that was taken so often holds no surprise.
const MANY: u32 = 15;

/// What has been taken.
#[derive(Debug, Default)]
pub(super) struct Tried {
    /// How often each alternative was taken, by place and question.
    taken: BTreeMap<(usize, Question), Vec<u32>>,
    /// Whether the current sample took an alternative that none took before.
    pub(super) has_news: bool,
    /// Whether the current sample holds what the schema does not list.
    pub(super) has_unknown: bool,
    /// Counts up, for values that must differ.
    pub(super) serial: u64,
    random: u64,
}

/// What is asked at a place.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Question {
    /// How many there are.
    Count,
    /// Whether it is nil.
    Nil,
    /// Which alternative, member or literal.
    Which,
    /// Which text.
    Text,
    /// How many items.
    Items,
}

impl Tried {
    /// Begins a sample.
    pub(super) fn begin(&mut self) {
        self.has_news = false;
        self.has_unknown = false;
    }

    /// The alternative that was taken least often so far, of `n`.
    pub(super) fn next<T>(&mut self, place: &T, question: Question, n: usize) -> usize {
        let key = (std::ptr::from_ref(place).addr(), question);
        let taken = self.taken.entry(key).or_default();
        if taken.len() < n {
            taken.resize(n, 0);
        }
        let (index, count) = (taken.iter_mut().enumerate())
            .take(n)
            .min_by_key(|(_, it)| **it)
            .unzip();
        if let Some(count) = count {
            self.has_news |= *count == 0;
            *count += 1;
        }
        index.unwrap_or(0)
    }

    /// Whether each of the `n` alternatives was taken some times already.
    pub(super) fn is_exhausted<T>(&self, place: &T, question: Question, n: usize) -> bool {
        let taken = self
            .taken
            .get(&(std::ptr::from_ref(place).addr(), question));
        taken.is_some_and(|it| it.len() >= n && it.iter().all(|it| *it >= MANY))
    }

    /// One of `n` at random; Knuth's MMIX generator.
    pub(super) fn random(&mut self, n: usize) -> usize {
        self.random = (self.random)
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.random >> 33).unwrap_or(0) % n.max(1)
    }

    /// How many alternatives of places that were reached were never taken.
    pub(super) fn open(&self) -> usize {
        let all = self.taken.values().flatten();
        all.filter(|it| **it == 0).count()
    }
}
