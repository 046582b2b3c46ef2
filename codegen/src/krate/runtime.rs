//! Where a generated crate gets `soap-runtime` from. In: what the user says. Out: the value of the dependency.

use std::path::{Path, PathBuf};

use crate::source::path::slashed;

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
    pub(super) fn dependency(&self, out: &Path, features: &[&str]) -> String {
        let mut table = toml::Table::new();
        let mut set = |key: &str, text: &str| table.insert(key.to_owned(), text.into());
        match self {
            Self::Registry => set("version", env!("CARGO_PKG_VERSION")),
            Self::Version(version) => set("version", version),
            Self::Path(path) => set("path", &relative(out, path)),
            Self::Git { url, rev } => {
                rev.iter().for_each(|rev| {
                    set("rev", rev);
                });
                set("git", url)
            }
        };
        // Its features are those of the generated crate, which decides what is on by default.
        table.insert("default-features".to_owned(), false.into());
        if !features.is_empty() {
            table.insert("features".to_owned(), toml::Value::from(features.to_vec()));
        }
        toml::Value::from(table).to_string()
    }
}

/// `path` as the manifest in `out` names it: relative where it was given so.
fn relative(out: &Path, path: &Path) -> String {
    if path.is_absolute() {
        return slashed(path);
    }
    let (Ok(from), Ok(to)) = (out.canonicalize(), path.canonicalize()) else {
        let full = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        return slashed(&full);
    };
    let shared = from
        .iter()
        .zip(to.iter())
        .take_while(|(a, b)| a == b)
        .count();
    let up = std::iter::repeat_n("..", from.iter().count() - shared);
    let mut result: PathBuf = up.collect();
    result.extend(to.iter().skip(shared));
    slashed(&result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_is_a_dependency() {
        let out = Path::new("/x/client");
        for (source, text) in [
            (
                RuntimeSource::Version("0.2".to_owned()),
                r#"{ default-features = false, version = "0.2" }"#,
            ),
            (
                RuntimeSource::Path("/y/runtime".into()),
                r#"{ default-features = false, path = "/y/runtime" }"#,
            ),
            (
                RuntimeSource::git("https://h.example/r"),
                r#"{ default-features = false, git = "https://h.example/r" }"#,
            ),
            (
                RuntimeSource::git("https://h.example/r#v1"),
                r#"{ default-features = false, git = "https://h.example/r", rev = "v1" }"#,
            ),
        ] {
            assert_eq!(source.dependency(out, &[]), text);
            let with = source.dependency(out, &["serde"]);
            assert!(with.contains(", features = [\"serde\"], "), "{with}");
            let manifest = format!("[dependencies]\nsoap-runtime = {text}\n");
            manifest.parse::<toml::Table>().unwrap();
        }
    }
}
