//! What a capture is asked to do. In: the caller's wishes. Out: [`Options`]; secrets hidden from `Debug`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use soap_runtime::value::Secret;

use crate::source::loader::{MAX_FILE_BYTES, MAX_FILES, MAX_TOTAL_BYTES};

/// What to fetch, and how.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// The WSDLs: `https` or `http` addresses, or paths of files. Plain `http` is used only where one of them says so.
    pub sources: Vec<String>,
    /// The folder that local files are read from, and never from outside; by default that of the first local source.
    pub local_root: Option<PathBuf>,
    /// Basic credentials. They, like [`headers`](Self::headers), go to the origin of the first address only.
    pub credentials: Option<Credentials>,
    /// Further request headers: name and value.
    pub headers: Vec<(String, Secret<String>)>,
    /// Which proxy to use.
    pub proxy: Proxy,
    /// Certificates in PEM that are trusted instead of the system's.
    pub ca: Option<Vec<u8>>,
    /// Further hosts that documents are fetched from: `HOST`, `HOST:PORT`, or `http://HOST` to accept plain http there.
    pub allow_hosts: Vec<String>,
    /// Whether an import that cannot be fetched is a warning, and the rest is kept.
    pub partial: bool,
    /// Names by address, for documents that were captured before.
    pub known_names: BTreeMap<String, String>,
    /// Limits.
    pub limits: Limits,
}

/// User name and password for basic authentication.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The user.
    pub user: String,
    /// The password.
    pub password: Secret<String>,
}

/// Which proxy to use.
#[derive(Clone, Debug, Default)]
pub enum Proxy {
    /// None, whatever the environment says.
    #[default]
    None,
    /// What `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` say.
    Environment,
    /// The one at this address, perhaps with user and password.
    Address(Secret<String>),
}

/// How much and how long.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// Until a connection stands.
    pub connect: Duration,
    /// For one document, with its redirects and its last byte.
    pub document: Duration,
    /// For all documents together.
    pub all: Duration,
    /// Bytes of one document.
    pub file_bytes: usize,
    /// Bytes of all documents.
    pub total_bytes: usize,
    /// Documents.
    pub files: usize,
    /// Redirects for one document.
    pub redirects: usize,
}

impl Default for Limits {
    /// What generation reads at most, 30 s for a connection, 60 s for a document and ten minutes for all.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(30),
            document: Duration::from_secs(60),
            all: Duration::from_secs(600),
            file_bytes: MAX_FILE_BYTES,
            total_bytes: MAX_TOTAL_BYTES,
            files: MAX_FILES,
            redirects: 5,
        }
    }
}
