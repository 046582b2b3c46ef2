//! Where in a `service.toml` a setting stands, for messages about it.
//!
//! In: the text. Out: lines by what they say: keys and texts below their table, e.g. `naming.rename User.email`.

use std::collections::BTreeMap;
use std::fmt;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The lines of keys and texts, from 1.
#[derive(Clone, Default)]
pub(crate) struct Places {
    lines: BTreeMap<String, usize>,
}

// Where settings stand is no part of what they say.
impl fmt::Debug for Places {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Places")
    }
}

impl Places {
    /// Of the settings in `text`; none where it is no TOML.
    pub(super) fn new(text: &str) -> Self {
        let mut res = Self::default();
        let Ok(root) = DeTable::parse(text) else {
            return res;
        };
        let line = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
        let mut open: Vec<(String, &Spanned<DeValue<'_>>)> = Vec::new();
        let entries = |path: &str, table: &DeTable<'_>, res: &mut Self| {
            for key in table.keys() {
                res.note(path, key.get_ref(), line(key.span().start));
            }
        };
        entries("", root.get_ref(), &mut res);
        for (key, value) in root.get_ref() {
            open.push((key.get_ref().to_string(), value));
        }
        while let Some((path, value)) = open.pop() {
            match value.get_ref() {
                DeValue::String(it) => res.note(&path, it, line(value.span().start)),
                DeValue::Array(it) => open.extend(it.iter().map(|it| (path.clone(), it))),
                DeValue::Table(it) => {
                    entries(&path, it, &mut res);
                    for (key, value) in it {
                        open.push((format!("{path}.{}", key.get_ref()), value));
                    }
                }
                DeValue::Integer(_)
                | DeValue::Float(_)
                | DeValue::Boolean(_)
                | DeValue::Datetime(_) => {}
            }
        }
        res
    }

    fn note(&mut self, path: &str, text: &str, line: usize) {
        self.lines.entry(format!("{path} {text}")).or_insert(line);
    }

    /// The line where `setting` says `text`, as a key or a value; e.g. `naming.rename` and `User.email`.
    pub(crate) fn line(&self, setting: &str, text: &str) -> Option<usize> {
        self.lines.get(&format!("{setting} {text}")).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_found_where_they_stand() {
        let text = "module = 'm'\n[naming]\nrename = { 'a.b' = 'c' }\n[naming.rename.x]\n";
        assert!(
            Places::new(text).line("naming.rename", "a.b").is_none(),
            "no TOML"
        );
        let text =
            "operations = ['a',\n 'b']\n[naming.rename]\n'a.b' = 'c'\n[[type]]\nname = 'T'\n";
        let places = Places::new(text);
        assert_eq!(places.line("operations", "b"), Some(2));
        assert_eq!(places.line("naming.rename", "a.b"), Some(4));
        assert_eq!(places.line("type.name", "T"), Some(6));
    }
}
