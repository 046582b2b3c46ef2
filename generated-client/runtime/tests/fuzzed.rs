//! The fuzz targets of `xtask/fuzz` that need the runtime alone: over what once was wrong, and over some mutations.
#![cfg(all(
    feature = "blocking",
    feature = "chrono",
    feature = "digest",
    feature = "patterns",
    feature = "rust_decimal",
    feature = "ws-security"
))]
#![allow(
    dead_code,
    unreachable_pub,
    reason = "what is public is so for `fuzz`, which uses the rest of it"
)]

#[path = "../../../xtask/fuzz/src/http_answers.rs"]
mod http_answers;
#[path = "../../../xtask/fuzz/src/lexical.rs"]
mod lexical;
#[path = "../../../xtask/fuzz/src/mutate.rs"]
mod mutate;
#[path = "../../../xtask/fuzz/src/patterns.rs"]
mod patterns;
#[path = "../../../xtask/fuzz/src/plain.rs"]
mod plain;
#[path = "../../../xtask/fuzz/src/reader.rs"]
mod reader;
#[path = "../../../xtask/fuzz/src/secured.rs"]
mod secured;

use mutate::run_all;

#[test]
fn http_answers_give_bodies_or_errors() {
    run_all(
        "http_answers",
        http_answers::run,
        &http_answers::seeds(),
        300,
    );
}

#[test]
fn lexical_forms_are_those_of_the_grammar() {
    run_all("lexical", lexical::run, &lexical::seeds(), 2_000);
}

#[test]
fn patterns_match_as_a_second_matcher_says() {
    run_all("patterns", patterns::run, &patterns::seeds(), 300);
}

#[test]
fn what_the_reader_takes_another_takes() {
    run_all("reader", reader::run, &reader::seeds(), 2_000);
}

#[test]
fn protected_messages_are_believed_or_refused() {
    run_all("secured", secured::run, &secured::seeds(), 200);
}
