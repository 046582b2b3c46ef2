//! The command line, run as its users run it: exit codes, what is printed, and what is on disk afterwards.

mod build_script;
#[path = "../../../xtask/src/cargo.rs"]
mod cargo;
mod check;
mod completions;
mod crates;
mod diff;
mod dump;
mod explain;
mod generate;
mod inputs;
mod krate;
mod live;
mod parts;
mod peers;
mod secured;
mod support;
mod tutorial;
