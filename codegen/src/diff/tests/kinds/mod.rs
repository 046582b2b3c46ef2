//! The tables: an edit, and all that is told of it.

mod members;
mod operations;
mod services;
mod types;

use super::{SHOP, edited, lines, report};

/// What to replace, by what, what is told of it, and what of the way back.
type Row = (
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

#[test]
fn every_edit_is_told() {
    let tables = [members::ROWS, types::ROWS, operations::ROWS, services::ROWS];
    let mut wrong = String::new();
    for (from, to, forth, back) in tables.concat() {
        let new = edited(from, to);
        let found = (lines(&report(SHOP, &new)), lines(&report(&new, SHOP)));
        if found.0 != forth || found.1 != back {
            wrong.push_str(&format!("@@ {from}\n@@ {to}\n{found:?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
