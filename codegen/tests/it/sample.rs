//! Filled-in messages: what people start from.

use crate::support::{Stage, check, run};

#[test]
fn nothing_stands_inside_itself() {
    let path = "types/recursion";
    check(Stage::Sample, path, &run(path));
}

#[test]
fn header_blocks_stand_in_requests() {
    let path = "services/headers";
    check(Stage::Sample, path, &run(path));
}
