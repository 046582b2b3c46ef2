//! Messages that came before: what is remembered of each, for as long as it would be taken.

use std::collections::BTreeMap;
use std::time::Duration;

/// Messages that are remembered at once. A message more than that makes the one that expires first forgotten: whoever
/// fills the memory has to be trusted, since only messages that were believed are remembered.
const MAX: usize = 20_000;

/// Digests of messages, with the time until which they have to be remembered.
#[derive(Debug, Default)]
pub(super) struct Replays {
    until: BTreeMap<Vec<u8>, Duration>,
    by_time: BTreeMap<(Duration, Vec<u8>), ()>,
}

impl Replays {
    /// Whether a message came for the first time.
    pub(super) fn is_new(&mut self, digest: Vec<u8>, now: Duration, until: Duration) -> bool {
        while let Some(entry) = self.by_time.first_entry() {
            if entry.key().0 >= now && self.until.len() < MAX {
                break;
            }
            self.until.remove(&entry.key().1);
            entry.remove();
        }
        if self.until.contains_key(&digest) {
            return false;
        }
        self.by_time.insert((until, digest.clone()), ());
        self.until.insert(digest, until);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_bounded_and_forgets_what_expired() {
        let mut replays = Replays::default();
        let seconds = Duration::from_secs;
        assert!(replays.is_new(vec![1], seconds(10), seconds(20)));
        assert!(!replays.is_new(vec![1], seconds(19), seconds(20)));
        assert!(replays.is_new(vec![1], seconds(21), seconds(30)));
        for n in 0..MAX as u32 + 100 {
            let digest = n.to_be_bytes().to_vec();
            assert!(replays.is_new(digest, seconds(21), seconds(100)));
        }
        assert!(replays.until.len() <= MAX && replays.by_time.len() <= MAX);
    }
}
