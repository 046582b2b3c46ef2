//! The folder that nothing outside of is read from, for a WSDL that was named by itself.
//!
//! In: the WSDL. Out: its folder, or one above it where relative locations such as `../common/types.xsd` lead there.
//! A folder that was named, or that `capture` made, is its own fence; this is for the trees in which people keep contracts.
//! Only names `*.xsd` and `*.wsdl` count, so that a document cannot have other files read and shown.
//! Knows no XML: it looks for the attributes in the text, and what it finds too much is never read.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::LOCK;
use crate::source::loader::{MAX_FILE_BYTES, MAX_FILES, MAX_TOTAL_BYTES};
use crate::source::path::decode_percent;

/// Folders nearer to the root of the file system, such as `/home`, hold what belongs to others.
const LEAST_PARTS: usize = 2;

/// The fence for the WSDL `file`, as a folder above it.
pub(super) fn around(file: &Path) -> Option<PathBuf> {
    let file = file.canonicalize().ok()?;
    let own = file.parent()?.to_path_buf();
    if own.join(LOCK).exists() {
        return Some(own);
    }
    let mut fence = own;
    let mut seen = BTreeSet::from([file.clone()]);
    let mut open = vec![file];
    let mut left = MAX_TOTAL_BYTES;
    while let Some(document) = open.pop() {
        let Some(text) = read(&document, &mut left) else {
            continue;
        };
        for location in locations(&text) {
            let Some(target) = resolve(&document, location) else {
                continue;
            };
            let Some(wider) = common(&fence, &target) else {
                continue;
            };
            fence = wider;
            if seen.len() < MAX_FILES && seen.insert(target.clone()) {
                open.push(target);
            }
        }
    }
    Some(fence)
}

/// The text of a regular file, as far as the limits go; what is not UTF-8 does not matter here.
fn read(path: &Path, left: &mut usize) -> Option<String> {
    let most = MAX_FILE_BYTES.min(*left);
    let mut bytes = Vec::new();
    let file = File::open(path).ok()?;
    file.take(most as u64).read_to_end(&mut bytes).ok()?;
    *left -= bytes.len();
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The values of all attributes `location` and `schemaLocation`.
fn locations(text: &str) -> impl Iterator<Item = &str> {
    text.split("ocation").skip(1).filter_map(|rest| {
        let rest = rest.trim_start().strip_prefix('=')?.trim_start();
        let quote = rest.chars().next().filter(|it| matches!(it, '"' | '\''))?;
        rest[1..].split(quote).next()
    })
}

/// The file that `location` in `document` means, if it is one to read.
fn resolve(document: &Path, location: &str) -> Option<PathBuf> {
    let location = location.split(['#', '?']).next()?.replace('\\', "/");
    let is_document = {
        let name = location.to_ascii_lowercase();
        name.ends_with(".xsd") || name.ends_with(".wsdl")
    };
    if !is_document || location.starts_with('/') || location.contains(':') {
        return None;
    }
    let target = document.parent()?.join(decode_percent(&location));
    let target = target.canonicalize().ok()?;
    let extension = target.extension()?.to_ascii_lowercase();
    // A link may have led to something else.
    (target.is_file() && (extension == "xsd" || extension == "wsdl")).then_some(target)
}

/// The lowest folder above both, unless it is too near to the root.
pub(super) fn common(fence: &Path, target: &Path) -> Option<PathBuf> {
    let wider = fence.ancestors().find(|it| target.starts_with(it))?;
    let n_parts = wider
        .components()
        .filter(|it| matches!(it, std::path::Component::Normal(_)))
        .count();
    (n_parts >= LEAST_PARTS || wider == fence).then(|| wider.to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_are_found_however_they_are_written() {
        let text = r#"<a schemaLocation="../b.xsd"/> <c location = '../d.wsdl'/> location <e xlocation=f/>"#;
        let found: Vec<&str> = locations(text).collect();
        assert_eq!(found, ["../b.xsd", "../d.wsdl"]);
    }

    #[test]
    fn folders_of_others_are_no_fence() {
        let common = |a: &str, b: &str| common(Path::new(a), Path::new(b));
        assert_eq!(
            common("/home/me/a", "/home/me/b/c.xsd"),
            Some("/home/me".into())
        );
        assert_eq!(common("/home/me", "/home/you/c.xsd"), None);
        assert_eq!(common("/srv", "/etc/c.xsd"), None);
        assert_eq!(common("/srv", "/srv/a/c.xsd"), Some("/srv".into()));
    }
}
