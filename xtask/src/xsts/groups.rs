//! What the suite holds. In: its `list.tsv`. Out: [`Group`]s, in the order of the list.

use std::path::Path;

use crate::files;

/// Documents that make one schema.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// Whether the schema is valid.
    pub(crate) is_valid: bool,
    /// Its documents, as paths relative to the suite, with `/`.
    pub(crate) documents: Vec<String>,
    /// Documents of the schema, and whether each is valid.
    pub(crate) instances: Vec<(String, bool)>,
}

/// The groups of the suite in `folder` that `filter` lets through.
pub(crate) fn read(folder: &Path, filter: Option<&str>) -> Result<Vec<Group>, String> {
    let path = folder.join("list.tsv");
    let text = files::read(&path)?;
    let mut groups = Vec::new();
    for line in text.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [set, name, verdict, documents, instances, ..] = columns.as_slice() else {
            return Err(format!("{}: `{line}` has too few columns", path.display()));
        };
        let is_wanted = |text: &str| [set, name, documents].iter().any(|it| it.contains(text));
        if filter.is_none_or(is_wanted) && !documents.is_empty() {
            groups.push(Group {
                is_valid: *verdict == "valid",
                documents: documents.split(' ').map(str::to_owned).collect(),
                instances: instances.split(' ').filter_map(instance).collect(),
            });
        }
    }
    Ok(groups)
}

/// A path and what is said of it: `a/b.xml=valid`.
fn instance(text: &str) -> Option<(String, bool)> {
    let (path, verdict) = text.rsplit_once('=')?;
    Some((path.to_owned(), verdict == "valid"))
}
