//! `capture`: fetches a WSDL with all that it imports, and stores it so that generation needs no network.
//!
//! In: [`Options`], that is addresses or files. Out: [`Fetched`], then a folder and its `capture.lock`.
//! Generation knows nothing of it, nor of any network or clock. Fetching knows nothing of what documents declare beyond
//! their locations; the command analyses them afterwards.
//!
//! ```text
//! # capture.lock
//! sources = ["https://shop.example/Shop.svc?wsdl"]
//! roots = ["Shop.wsdl"]
//!
//! [[file]]
//! name = "xsd0.xsd"
//! address = "https://shop.example/Shop.svc?xsd=xsd0"
//! received = "2026-01-31T08:00:00Z"
//! ```

mod address;
mod client;
#[cfg(feature = "cli")]
pub mod command;
mod content;
mod crawl;
pub mod lock;
mod naming;
mod options;
mod redirect;
mod rewrite;
pub mod store;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostics;
use crate::source::map::SourceMap;

pub use options::{Credentials, Limits, Options, Proxy};

/// What was fetched.
#[derive(Debug)]
#[non_exhaustive]
pub struct Fetched {
    /// The documents, sources first.
    pub documents: Vec<FetchedDocument>,
    /// Addresses that could not be fetched; only where [`Options::partial`] is set.
    pub missing: Vec<Missing>,
    /// What was found on the way. Errors mean that nothing should be stored.
    pub diagnostics: Diagnostics,
    /// The texts that the diagnostics point into, by address.
    pub texts: SourceMap,
    /// Remarks that no document holds, e.g. that an encoding was changed; one line each.
    pub notes: Vec<String>,
}

impl Fetched {
    /// The diagnostics as text, with source lines; empty where there are none.
    pub fn report(&self) -> String {
        crate::diagnostic::render::render(&self.diagnostics, &self.texts)
    }
}

/// One document as it is stored.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FetchedDocument {
    /// The path in the capture's folder, with `/`.
    pub name: String,
    /// Whether it is a source, not an import.
    pub is_root: bool,
    /// Where it was asked for, without secrets. Of a local file: its path in the root folder.
    pub address: String,
    /// Where it was in the end, after redirects, without secrets.
    pub final_address: String,
    /// The `Content-Type` that it came with.
    pub content_type: Option<String>,
    /// When it was received: UTC, RFC 3339.
    pub received: String,
    /// SHA-256 of the bytes as they were received, in hex.
    pub received_sha256: String,
    /// The bytes to store: as received, but for the locations.
    pub content: Vec<u8>,
}

/// An address that could not be fetched; one `[[missing]]` of the lock.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Missing {
    /// The address as the document writes it, without secrets.
    #[serde(rename = "address")]
    pub location: String,
    /// The name of the document that refers to it.
    pub referrer: String,
}

/// The capture cannot be begun or stored; the text says why, and what to do.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FetchError(pub String);

impl std::fmt::Display for FetchError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FetchError {}

/// Fetches the sources and all that they import, include and redefine. Writes nothing.
///
/// # Errors
/// The options make no sense. What goes wrong with a document is among [`Fetched::diagnostics`].
pub fn fetch(options: &Options) -> Result<Fetched, FetchError> {
    crawl::crawl(options)
}

/// SHA-256 in hex.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
    digest
        .as_ref()
        .iter()
        .map(|it| format!("{it:02x}"))
        .collect()
}
