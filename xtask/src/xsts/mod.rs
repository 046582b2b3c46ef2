//! `xsts`: the W3C XML Schema Test Suite, and what is noticed of it.
//!
//! In: a folder with a `list.tsv` that says of each group of documents what is right. Out: one table, with libxml2's
//! numbers beside ours where `xmllint` is there. The folder is only read.

mod groups;
mod instances;
mod libxml2;
mod schemas;
mod table;

use std::path::PathBuf;

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo run --release -p xtask -- xsts ~/xsts
  cargo run --release -p xtask -- xsts ~/xsts --filter Regex --wrong

The folder holds `list.tsv`: set, group, whether the schema is `valid`, its documents, its instances; with tabs between.
Paths are relative to the folder. --wrong needs `xmllint` (Debian's libxml2-utils) to say why a schema is invalid.")]
pub(crate) struct Args {
    /// The folder of the suite.
    folder: PathBuf,
    /// Use only groups whose set, name or document contains this text.
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// Also print each schema that is judged wrongly, with what libxml2 says of it, and each such instance.
    #[arg(long)]
    wrong: bool,
}

pub(crate) fn run(args: &Args) -> Result<(), String> {
    let groups = groups::read(&args.folder, args.filter.as_deref())?;
    let has_libxml2 = xtask::validation::xmllint::is_there();
    let mut table = table::Table::default();
    for group in &groups {
        let generated = schemas::analysed(&args.folder, group);
        let complaint = generated.as_ref().and_then(schemas::complaint);
        let theirs = has_libxml2.then(|| libxml2::complaint(&args.folder, group));
        if args.wrong && complaint.is_none() != group.is_valid {
            let said = complaint.as_deref().unwrap_or("no complaint");
            let reason = theirs.clone().flatten().unwrap_or_default();
            say!("{}\t{said}\t{reason}", group.documents.join(" "));
        }
        let theirs = theirs.map(|complaint| Some(complaint.is_none()));
        table
            .schemas
            .count(group.is_valid, complaint.is_none(), theirs);
        if !group.is_valid {
            continue;
        }
        for (path, is_valid, complaint) in
            instances::complaints(&args.folder, group, generated.as_ref())
        {
            if args.wrong && complaint.is_none() != is_valid {
                say!("{path}\t{}", complaint.as_deref().unwrap_or("no complaint"));
            }
            let theirs = has_libxml2.then(|| libxml2::takes(&args.folder, group, path));
            table.instances.count(is_valid, complaint.is_none(), theirs);
        }
    }
    say!("{table}");
    Ok(())
}
