//! [`Table`]: the fields of a type with their order by name, so that a name is found without asking all of them.
//!
//! In: fields in wire order. Out: their positions by a hash of the local name, made when the program is compiled.

use crate::record::shape::{Field, Shape};

/// Fields that are asked one after the other; of more, the order by name is kept.
const FEW: usize = 8;

/// The fields of a type, and their order by name.
#[doc(hidden)]
#[derive(Debug)]
pub struct Table<'t, const N: usize> {
    fields: [Field<'t>; N],
    /// The keys of the fields, ascending; of no meaning where there are few.
    by_name: [u32; N],
}

impl<'t, const N: usize> Table<'t, N> {
    /// The table with these fields.
    pub const fn new(fields: [Field<'t>; N]) -> Self {
        let mut by_name = [0; N];
        if has_order(N) {
            let mut index = 0;
            while index < N {
                by_name[index] = key(fields[index].local) | index as u32;
                index += 1;
            }
            sort(&mut by_name);
        }
        Self { fields, by_name }
    }

    /// The keys; none where there are few fields, or more than numbers for them.
    const fn by_name(&self) -> &[u32] {
        match has_order(N) {
            true => &self.by_name,
            false => &[],
        }
    }
}

impl<'t> Shape<'t> {
    /// The table of the Rust type `path`, which is made of the fields of `table`, whose names are found by their order.
    #[doc(hidden)]
    pub const fn of<const N: usize>(path: &'t str, table: &'t Table<'t, N>) -> Self {
        let mut res = Self::new(path, &table.fields);
        res.by_name = table.by_name();
        res
    }

    /// The positions of the fields called `local`, among which may be some that are not, and of those without a name, both
    /// ascending. `None` where there is no order by name.
    pub(super) fn candidates(&self, local: &str) -> Option<(Positions<'t>, Positions<'t>)> {
        if self.by_name.is_empty() {
            return None;
        }
        let of = |key| {
            let start = self.by_name.partition_point(|entry| *entry < key);
            Positions {
                key,
                entries: &self.by_name[start..],
            }
        };
        let unnamed = Positions {
            key: 0,
            entries: self.by_name,
        };
        Some((of(key(local)), unnamed))
    }
}

/// The positions of the fields of one key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Positions<'t> {
    key: u32,
    entries: &'t [u32],
}

impl Positions<'_> {
    pub(super) fn find(self, mut takes: impl FnMut(&usize) -> bool) -> Option<usize> {
        let entries = self.entries.iter().map(|entry| entry ^ self.key);
        let mut positions = entries.take_while(|position| *position <= MAX_POSITION);
        positions
            .find(|position| takes(&(*position as usize)))
            .map(|position| position as usize)
    }
}

/// The greatest position that has room beside a key.
const MAX_POSITION: u32 = 0xFFFF;

/// What fields are ordered by: a hash of the name, whose lower bits are free for the position. That of no name is the least,
/// which no other has.
const fn key(local: &str) -> u32 {
    if local.is_empty() {
        return 0;
    }
    let bytes = local.as_bytes();
    let mut hash: u32 = 0x811C_9DC5;
    let mut index = 0;
    while index < bytes.len() {
        // FNV-1a.
        hash = (hash ^ bytes[index] as u32).wrapping_mul(0x0100_0193);
        index += 1;
    }
    match hash & !MAX_POSITION {
        0 => MAX_POSITION + 1,
        key => key,
    }
}

const fn has_order(n_fields: usize) -> bool {
    n_fields > FEW && n_fields <= MAX_POSITION as usize
}

/// Heap sort, which constants can do: no recursion, no memory.
const fn sort(keys: &mut [u32]) {
    let mut root = keys.len() / 2;
    while root > 0 {
        root -= 1;
        sink(keys, root, keys.len());
    }
    let mut end = keys.len();
    while end > 1 {
        end -= 1;
        keys.swap(0, end);
        sink(keys, 0, end);
    }
}

const fn sink(keys: &mut [u32], mut root: usize, end: usize) {
    loop {
        let mut child = 2 * root + 1;
        if child >= end {
            return;
        }
        if child + 1 < end && keys[child] < keys[child + 1] {
            child += 1;
        }
        if keys[root] >= keys[child] {
            return;
        }
        keys.swap(root, child);
        root = child;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::field::optional;

    #[test]
    fn few_fields_have_no_order() {
        assert!(
            Table::new([optional("", "b"), optional("", "a")])
                .by_name()
                .is_empty()
        );
    }

    #[test]
    fn the_fields_of_a_name_are_found_as_they_stand() {
        let names = ["m", "b", "", "zz", "a", "z", "b", "", "ab", "é", "B"];
        let table = Table::new(names.map(|name| optional("", name)));
        let shape = Shape::of("Record", &table);
        let found = |positions: Positions<'_>| {
            let mut found = Vec::new();
            positions.find(|position| {
                found.push(*position);
                false
            });
            found
        };
        for name in names.into_iter().chain(["c"]) {
            let (named, unnamed) = shape.candidates(name).unwrap();
            let expected: Vec<usize> = (0..names.len()).filter(|it| names[*it] == name).collect();
            assert_eq!(found(named), expected, "{name}");
            assert_eq!(found(unnamed), [2, 7]);
        }
    }
}
