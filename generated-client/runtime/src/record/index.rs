//! [`Table`]: the fields of a type with their order by name, so that a name is found without asking all of them.
//!
//! In: fields in wire order. Out: their positions by local name, made when the program is compiled.

use crate::record::shape::{Field, Shape};

/// Fields that are asked one after the other; of more, the order by name is kept.
const FEW: usize = 8;

/// The fields of a type, and their order by name.
#[doc(hidden)]
#[derive(Debug)]
pub struct Table<'t, const N: usize> {
    fields: [Field<'t>; N],
    /// Positions of the fields, by local name and then by position; of no meaning where there are few.
    by_name: [u16; N],
}

impl<'t, const N: usize> Table<'t, N> {
    /// The table with these fields.
    pub const fn new(fields: [Field<'t>; N]) -> Self {
        let mut by_name = [0; N];
        if has_order(N) {
            let mut index = 0;
            while index < N {
                by_name[index] = index as u16;
                index += 1;
            }
            sort(&mut by_name, &fields);
        }
        Self { fields, by_name }
    }

    /// The positions by name; none where there are few fields, or more than numbers for them.
    const fn by_name(&self) -> &[u16] {
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
}

const fn has_order(n_fields: usize) -> bool {
    n_fields > FEW && n_fields <= u16::MAX as usize
}

/// Heap sort, which constants can do: no recursion, no memory.
const fn sort(order: &mut [u16], fields: &[Field<'_>]) {
    let mut root = order.len() / 2;
    while root > 0 {
        root -= 1;
        sink(order, root, order.len(), fields);
    }
    let mut end = order.len();
    while end > 1 {
        end -= 1;
        order.swap(0, end);
        sink(order, 0, end, fields);
    }
}

const fn sink(order: &mut [u16], mut root: usize, end: usize, fields: &[Field<'_>]) {
    loop {
        let mut child = 2 * root + 1;
        if child >= end {
            return;
        }
        if child + 1 < end && is_before(order[child], order[child + 1], fields) {
            child += 1;
        }
        if !is_before(order[root], order[child], fields) {
            return;
        }
        order.swap(root, child);
        root = child;
    }
}

const fn is_before(left: u16, right: u16, fields: &[Field<'_>]) -> bool {
    let a = fields[left as usize].local.as_bytes();
    let b = fields[right as usize].local.as_bytes();
    let mut index = 0;
    while index < a.len() && index < b.len() {
        if a[index] != b[index] {
            return a[index] < b[index];
        }
        index += 1;
    }
    match a.len() == b.len() {
        true => left < right,
        false => a.len() < b.len(),
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
    fn fields_are_in_the_order_of_their_names_and_of_one_name_as_they_stand() {
        let names = ["m", "b", "", "zz", "a", "z", "b", "", "ab", "é", "B"];
        let table = Table::new(names.map(|name| optional("", name)));
        let found: Vec<(&str, u16)> = (table.by_name().iter())
            .map(|&position| (names[usize::from(position)], position))
            .collect();
        let mut sorted: Vec<(&str, u16)> = names.into_iter().zip(0..).collect();
        sorted.sort();
        assert_eq!(found, sorted);
    }
}
