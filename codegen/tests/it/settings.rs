//! What settings make of the same documents: one folder of `fixtures/settings` a setting.

use crate::support::{Stage, cases, check, run};

fn check_settings(case: &str) {
    let generated = run(&format!("settings/{case}"));
    check(Stage::Ir, case, &generated);
    check(Stage::Api, case, &generated);
    let names = &[
        "mod.rs",
        "types.rs",
        "codec.rs",
        "operations.rs",
        "client.rs",
    ];
    check(Stage::Rust(names), case, &generated);
    if !generated.diagnostics.items.is_empty() {
        check(Stage::Diagnostics, case, &generated);
    }
}

cases! {
    check_settings, "settings":
    modules_three = "modules-three",
    modules_two = "modules-two",
    renames = "renames",
    serde = "serde",
}
