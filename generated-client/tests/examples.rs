//! Runs the examples offline, so that what a new user reads first works.

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
    technician_console::offline().await.unwrap();
}

#[tokio::test]
async fn the_rescue_api() {
    rescue_api::offline().await.unwrap();
}

#[tokio::test]
async fn superoffice_with_a_ticket() {
    superoffice::offline().await.unwrap();
}
