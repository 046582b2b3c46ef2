//! `capture.lock`: where a capture's files are from, and when they came. In: TOML. Out: [`Lock`], and back.
//!
//! Nothing in it is secret: no user, no password, no header's value. Its dates are the only ones in a capture.

use serde::{Deserialize, Serialize};

use super::{FetchError, Fetched, Missing, Options, Proxy, sha256};

pub use crate::capture::LOCK;

/// The form that this version writes.
const VERSION: u32 = 1;

const HEADER: &str = "\
# Where these documents are from. Written by `wsdl-codegen capture`, read by its `--update`; not to be edited.
";

/// The content of a `capture.lock`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Lock {
    /// The form of the file: 1.
    pub version: u32,
    /// The addresses that were asked for, without secrets; of local files, their paths in the root folder.
    pub sources: Vec<String>,
    /// The documents of the sources, in the same order.
    pub roots: Vec<String>,
    /// What the command was told, without secrets.
    pub options: LockedOptions,
    /// The documents.
    #[serde(rename = "file")]
    pub files: Vec<LockedFile>,
    /// What could not be fetched.
    pub missing: Vec<Missing>,
}

/// `[options]`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct LockedOptions {
    /// Further hosts that were asked.
    pub allow_hosts: Vec<String>,
    /// Whether imports could be missing.
    pub partial: bool,
    /// Whether a user was named.
    pub authenticated: bool,
    /// The names of further request headers.
    pub headers: Vec<String>,
    /// Whether a proxy was named.
    pub proxy: bool,
    /// Whether an authority was named.
    pub ca: bool,
}

/// One `[[file]]`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct LockedFile {
    /// The path in the folder.
    pub name: String,
    /// Where it was asked for.
    pub address: String,
    /// Where it was after redirects, where that is another address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub final_address: Option<String>,
    /// When this content was received first: UTC, RFC 3339.
    pub received: String,
    /// The `Content-Type` that it came with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// The size of the file.
    pub bytes: usize,
    /// SHA-256 of the file.
    pub sha256: String,
    /// SHA-256 of what was received, where locations or the encoding were changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_sha256: Option<String>,
}

impl Lock {
    /// Reads a lock.
    ///
    /// # Errors
    /// The text is no lock, or one of a later version.
    pub fn parse(text: &str) -> Result<Self, FetchError> {
        let lock: Self = toml::from_str(text)
            .map_err(|it| FetchError(format!("`{LOCK}` cannot be read: {it}")))?;
        if lock.version != VERSION {
            return Err(FetchError(format!(
                "`{LOCK}` has version {}, and this program knows version {VERSION}",
                lock.version
            )));
        }
        Ok(lock)
    }

    /// The text of the file.
    ///
    /// # Panics
    /// Never: strings, numbers and lists of them are TOML.
    pub fn render(&self) -> String {
        let text = toml::to_string(self).expect("strings, numbers and lists of tables are TOML");
        format!("{HEADER}{text}")
    }

    /// The lock of what was fetched. Content that `old` has too keeps the time at which it first came.
    pub fn of(fetched: &Fetched, options: &Options, old: Option<&Self>) -> Self {
        let roots = || fetched.documents.iter().filter(|it| it.is_root);
        let mut headers: Vec<String> = (options.headers.iter())
            .map(|it| it.0.to_lowercase())
            .collect();
        headers.sort();
        let files = fetched.documents.iter().map(|it| {
            let hash = sha256(&it.content);
            let known = (old.iter().flat_map(|old| &old.files))
                .find(|old| old.name == it.name && old.sha256 == hash);
            LockedFile {
                name: it.name.clone(),
                address: it.address.clone(),
                final_address: (it.final_address != it.address).then(|| it.final_address.clone()),
                received: known.map_or_else(|| it.received.clone(), |it| it.received.clone()),
                content_type: it.content_type.clone(),
                bytes: it.content.len(),
                received_sha256: (it.received_sha256 != hash).then(|| it.received_sha256.clone()),
                sha256: hash,
            }
        });
        Self {
            version: VERSION,
            sources: roots().map(|it| it.address.clone()).collect(),
            roots: roots().map(|it| it.name.clone()).collect(),
            options: LockedOptions {
                allow_hosts: options.allow_hosts.clone(),
                partial: options.partial,
                authenticated: options.credentials.is_some(),
                headers,
                proxy: matches!(options.proxy, Proxy::Address(_)),
                ca: options.ca.is_some(),
            },
            files: files.collect(),
            missing: fetched.missing.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::FetchedDocument;
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::source::map::SourceMap;

    fn document(name: &str, content: &str, address: &str) -> FetchedDocument {
        FetchedDocument {
            name: name.to_owned(),
            is_root: false,
            address: "https://a.example/".to_owned(),
            final_address: address.to_owned(),
            content_type: None,
            received: "now".to_owned(),
            received_sha256: sha256(b"received"),
            content: content.into(),
        }
    }

    #[test]
    fn what_is_as_it_was_keeps_its_time() {
        let locked = |name: &str, content: &str| LockedFile {
            name: name.to_owned(),
            received: "then".to_owned(),
            sha256: sha256(content.as_bytes()),
            ..LockedFile::default()
        };
        let old = Lock {
            files: vec![locked("a.xsd", "received"), locked("b.xsd", "before")],
            ..Lock::default()
        };
        let fetched = Fetched {
            documents: vec![
                document("a.xsd", "received", "https://a.example/"),
                document("b.xsd", "after", "https://b.example/"),
            ],
            missing: Vec::new(),
            diagnostics: Diagnostics::default(),
            texts: SourceMap::default(),
            notes: Vec::new(),
        };
        let lock = Lock::of(&fetched, &Options::default(), Some(&old));
        let [same, other] = &lock.files[..] else {
            panic!("{:?}", lock.files);
        };
        assert_eq!(
            (same.received.as_str(), other.received.as_str()),
            ("then", "now")
        );
        // What only repeats another line is left out.
        assert_eq!((&same.final_address, &same.received_sha256), (&None, &None));
        assert_eq!(other.final_address.as_deref(), Some("https://b.example/"));
        assert_eq!(other.received_sha256, Some(sha256(b"received")));
    }
}
