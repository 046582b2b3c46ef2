//! Reads WSDL 1.1 and XSD 1.0 and writes Rust types and client stubs for `soap-runtime`.

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
pub mod inspect;
pub mod ir;
pub mod json;
pub mod krate;
pub mod load;
pub mod lower;
pub mod names;
mod nearest;
pub mod output;
mod patch;
pub mod settings;
pub mod source;
pub mod symbols;
pub mod wsdl;
pub mod xml;
pub mod xsd;

pub use config::Config;
