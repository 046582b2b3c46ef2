//! The counts, as a table in Markdown.

use std::fmt;

/// How many of the valid and invalid things were judged rightly, by us and by libxml2.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    valid: Row,
    invalid: Row,
    valid_instances: Row,
    invalid_instances: Row,
}

#[derive(Clone, Copy, Debug, Default)]
struct Row {
    all: usize,
    ours: usize,
    /// `None` where libxml2 was not asked.
    theirs: Option<usize>,
}

impl Table {
    /// Counts a schema that is valid or not, and who complained of it.
    pub(crate) fn count(&mut self, is_valid: bool, ours: bool, theirs: Option<bool>) {
        let row = match is_valid {
            true => &mut self.valid,
            false => &mut self.invalid,
        };
        let is_right = |complained: bool| usize::from(complained != is_valid);
        row.all += 1;
        row.ours += is_right(ours);
        if let Some(theirs) = theirs {
            *row.theirs.get_or_insert(0) += is_right(theirs);
        }
    }
}

impl Table {
    /// Counts an instance that is valid or not, whether we complained of it, and whether libxml2 takes it, where it was asked
    /// and says so.
    pub(crate) fn count_instance(
        &mut self,
        is_valid: bool,
        ours: bool,
        theirs: Option<Option<bool>>,
    ) {
        let row = match is_valid {
            true => &mut self.valid_instances,
            false => &mut self.invalid_instances,
        };
        row.all += 1;
        row.ours += usize::from(ours != is_valid);
        if let Some(theirs) = theirs {
            *row.theirs.get_or_insert(0) += usize::from(theirs == Some(is_valid));
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| | number | wsdl-codegen | libxml2 |")?;
        writeln!(f, "|---|---|---|---|")?;
        let rows = [
            ("valid schemas without a complaint", self.valid),
            ("invalid schemas noticed", self.invalid),
            (
                "valid instances read without deviation",
                self.valid_instances,
            ),
            ("invalid instances noticed", self.invalid_instances),
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
