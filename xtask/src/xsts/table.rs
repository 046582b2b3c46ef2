//! The counts, as a table in Markdown.

use std::fmt;

/// How many of the valid and invalid things were judged rightly, by us and by libxml2.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    pub(crate) schemas: Rows,
    pub(crate) instances: Rows,
}

/// Those that are valid, and those that are not.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Rows([Row; 2]);

#[derive(Clone, Copy, Debug, Default)]
struct Row {
    all: usize,
    ours: usize,
    /// `None` where libxml2 was not asked.
    theirs: Option<usize>,
}

impl Rows {
    /// Counts one that is valid or not, whether we take it, and whether libxml2 does, where it was asked and says so.
    pub(crate) fn count(&mut self, is_valid: bool, ours: bool, theirs: Option<Option<bool>>) {
        let row = &mut self.0[usize::from(!is_valid)];
        row.all += 1;
        row.ours += usize::from(ours == is_valid);
        if let Some(theirs) = theirs {
            *row.theirs.get_or_insert(0) += usize::from(theirs == Some(is_valid));
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| | number | wsdl-codegen | libxml2 |")?;
        writeln!(f, "|---|---|---|---|")?;
        let (Rows([valid, invalid]), Rows([right, wrong])) = (self.schemas, self.instances);
        let rows = [
            ("valid schemas without a complaint", valid),
            ("invalid schemas noticed", invalid),
            ("valid instances read without deviation", right),
            ("invalid instances noticed", wrong),
        ];
        let lines = rows.map(|(what, row)| {
            let theirs = row.theirs.map_or("-".to_owned(), |it| share(it, row.all));
            format!(
                "| {what} | {} | {} | {theirs} |",
                row.all,
                share(row.ours, row.all)
            )
        });
        f.write_str(&lines.join("\n"))
    }
}

/// E.g. `1700 (99.5 %)`.
fn share(part: usize, all: usize) -> String {
    let permille = part * 1_000 / all.max(1);
    format!("{part} ({}.{} %)", permille / 10, permille % 10)
}
