//! What settings make of the same documents: one folder of `fixtures/settings` a setting.

use crate::support::{Stage, cases, check, run};

fn check_settings(case: &str) {
    let path = format!("settings/{case}");
    let generated = run(&path);
    check(Stage::Ir, &path, &generated);
    check(Stage::Api, &path, &generated);
    if !generated.diagnostics.items.is_empty() {
        check(Stage::Diagnostics, &path, &generated);
    }
}

cases! {
    check_settings, "settings":
    also = "also",
    closed = "closed",
    docs_of_settings = "docs-of-settings",
    exposed = "exposed",
    modules_three = "modules-three",
    modules_two = "modules-two",
    renames = "renames",
    serde = "serde",
    unchecked = "unchecked",
    unwrapped = "unwrapped",
}
