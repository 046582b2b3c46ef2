//! The fuzz targets of `xtask/fuzz` that generate: over what once was wrong, and over some mutations.

#[path = "../../../xtask/fuzz/src/documents.rs"]
mod documents;
#[path = "../../../xtask/fuzz/src/mutate.rs"]
mod mutate;
#[path = "../../../xtask/fuzz/src/settings.rs"]
mod settings;

use mutate::run_all;

#[test]
fn documents_of_the_grammar_become_rust() {
    run_all("documents", documents::run, &documents::seeds(), 100);
}

#[test]
fn settings_are_refused_or_lead_to_rust() {
    run_all("settings", settings::run, &settings::seeds(), 100);
}
