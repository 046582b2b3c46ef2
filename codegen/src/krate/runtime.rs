//! Where a generated crate gets `soap-runtime` from. In: what the user says. Out: the value of the dependency.

use std::path::{Path, PathBuf};

use super::manifest::{relative, string};

/// Whether crates.io has `soap-runtime`. Without that, a dependency by version does not resolve.
pub const IS_PUBLISHED: bool = false;

/// Where `soap-runtime` comes from.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum RuntimeSource {
    /// The registry, in the generator's own version.
    #[default]
    Registry,
    /// The registry, in this version.
    Version(String),
    /// A folder; in the manifest it is relative where it is here.
    Path(PathBuf),
    /// A git repository, and the revision where it is not the default branch.
    Git {
        /// Its address.
        url: String,
        /// A commit, tag or branch.
        rev: Option<String>,
    },
}

impl RuntimeSource {
    /// A git repository as the command line names it: `URL` or `URL#REV`.
    pub fn git(text: &str) -> Self {
        let (url, rev) = match text.split_once('#') {
            Some((url, rev)) => (url, Some(rev.to_owned())),
            None => (text, None),
        };
        Self::Git {
            url: url.to_owned(),
            rev,
        }
    }

    /// Whether cargo will look for it in a registry that does not have it.
    pub fn is_unpublished(&self) -> bool {
        matches!(self, Self::Registry) && !IS_PUBLISHED
    }

    /// The value of the dependency in the manifest of the crate in `out`.
    pub(super) fn dependency(&self, out: &Path, has_serde: bool) -> String {
        let version = |it: &str| vec![("version", it.to_owned())];
        let keys: Vec<(&str, String)> = match self {
            Self::Registry => version(env!("CARGO_PKG_VERSION")),
            Self::Version(it) => version(it),
            Self::Path(path) => vec![("path", relative(out, path))],
            Self::Git { url, rev } => {
                let rev = rev.iter().map(|it| ("rev", it.clone()));
                [("git", url.clone())].into_iter().chain(rev).collect()
            }
        };
        if let ([("version", it)], false) = (keys.as_slice(), has_serde) {
            return string(it);
        }
        let keys = keys
            .iter()
            .map(|(key, it)| format!("{key} = {}", string(it)));
        let features = has_serde.then(|| "features = [\"serde\"]".to_owned());
        let keys: Vec<String> = keys.chain(features).collect();
        format!("{{ {} }}", keys.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_is_a_dependency() {
        let out = Path::new("/x/client");
        for (source, text) in [
            (RuntimeSource::Version("0.2".to_owned()), r#""0.2""#),
            (
                RuntimeSource::Path("/y/runtime".into()),
                r#"{ path = "/y/runtime" }"#,
            ),
            (
                RuntimeSource::git("https://h.example/r"),
                r#"{ git = "https://h.example/r" }"#,
            ),
            (
                RuntimeSource::git("https://h.example/r#v1"),
                r#"{ git = "https://h.example/r", rev = "v1" }"#,
            ),
        ] {
            assert_eq!(source.dependency(out, false), text);
            let with = source.dependency(out, true);
            assert!(with.ends_with(", features = [\"serde\"] }"), "{with}");
            let manifest = format!("[dependencies]\nsoap-runtime = {text}\n");
            manifest.parse::<toml::Table>().unwrap();
        }
    }
}
