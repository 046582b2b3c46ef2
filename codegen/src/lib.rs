//! Reads WSDL 1.1 and XSD 1.0 and writes Rust types and client stubs for `soap-runtime`.
//!
//! The command line is `wsdl-codegen --help`. The same from Rust: [`Config`] runs the whole pipeline and writes the result,
//! [`generate`](generate::generate) gives what each stage made.
//!
//! # In a build script
//!
//! Generated code may be checked in, which is quicker to build and can be read and reviewed, or be made by `build.rs`:
//!
//! ```toml
//! [dependencies]
//! soap-runtime = "0.1"
//!
//! [build-dependencies]
//! wsdl-codegen = { version = "0.1", default-features = false }
//! ```
//!
//! ```no_run
//! // In the `main` of build.rs:
//! wsdl_codegen::Config::new("schemas/Shop.wsdl")
//!     .module("shop")
//!     .generate_to_out_dir();
//! ```
//!
//! ```ignore
//! // src/lib.rs
//! include!(concat!(env!("OUT_DIR"), "/shop.rs"));
//! ```
//!
//! `examples/build-script` is such a crate, to be copied. Cargo runs the script again when one of the documents changes. Nothing is fetched: `wsdl-codegen capture` stores a WSDL
//! with its imports beforehand.
//!
//! # Features
//!
//! - `cli` (default): the program `wsdl-codegen`.
//! - `live` (with `cli`): reads and writes messages of a contract without generating code.
//! - `fetch` (default): the `capture` command, which downloads a WSDL and what it imports.

pub mod advice;
pub mod capture;
pub mod config;
pub mod diagnostic;
pub mod diff;
pub mod document;
pub mod dump;
pub mod emit;
pub mod explain;
#[cfg(feature = "fetch")]
pub mod fetch;
pub mod format;
pub mod generate;
mod graph;
pub mod inspect;
pub mod ir;
pub mod json;
pub mod krate;
#[cfg(feature = "live")]
pub mod live;
pub mod load;
pub mod lower;
pub mod names;
pub mod namespaces;
pub mod naming;
pub mod nearest;
pub mod output;
mod patch;
pub mod sample;
pub mod settings;
pub mod source;
pub mod symbols;
pub mod timings;
#[cfg(feature = "live")]
mod validate;
pub mod words;
pub mod wsdl;
pub mod xml;
pub mod xsd;

pub use config::Config;
