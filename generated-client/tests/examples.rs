//! Runs the examples offline, so that what a new user reads first works.

#![allow(
    clippy::duplicate_mod,
    reason = "every example brings what it shares with the others"
)]

#[allow(dead_code, reason = "an example's `main` is for `cargo run`")]
#[path = "../examples/rescue_api.rs"]
mod rescue_api;
#[allow(dead_code, reason = "an example's `main` is for `cargo run`")]
#[path = "../examples/superoffice.rs"]
mod superoffice;
#[allow(dead_code, reason = "an example's `main` is for `cargo run`")]
#[path = "../examples/technician_console.rs"]
mod technician_console;

#[tokio::test]
async fn the_technician_console() {
    technician_console::run(None).await.unwrap();
}

#[tokio::test]
async fn the_rescue_api() {
    rescue_api::run(None).await.unwrap();
}

#[tokio::test]
async fn superoffice_with_a_ticket() {
    superoffice::run(None).await.unwrap();
}
