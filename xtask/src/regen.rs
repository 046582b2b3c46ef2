//! `regen`: from `schemas` to `generated-client/src/generated`, then the snapshots of what was generated.

use std::time::Instant;

use wsdl_codegen::capture::Capture;
use wsdl_codegen::emit::{EmitOptions, RootModule, emit_root};
use wsdl_codegen::format::{Stats, render};
use wsdl_codegen::generate::{Generated, generate};
use wsdl_codegen::output::{self, Change, FileSet};

use crate::{captures, snapshots};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Write nothing; fail when a file is new, changed or deleted.
    #[arg(long)]
    check: bool,
    /// Accept every changed snapshot instead of reviewing them.
    #[arg(long, conflicts_with = "check")]
    accept: bool,
    /// Do not run the snapshot tests.
    #[arg(long)]
    no_snapshots: bool,
}

pub(crate) fn run(args: &Args) -> Result<(), String> {
    let started = Instant::now();
    let captures = captures::all()?;
    let generated = generate_all(&captures)?;
    let files = file_set(&captures, &generated);
    let seconds = started.elapsed().as_secs_f64();
    let folder = captures::output_folder();
    if args.check {
        let changes = output::compare(&folder, &files).map_err(|it| it.to_string())?;
        return check(&changes, files.files.len());
    }
    let changes = output::write(&folder, &files).map_err(|it| it.to_string())?;
    for (capture, generated) in captures.iter().zip(&generated) {
        say!("{}", summary(&capture.module, generated));
    }
    say!("{}; generated in {seconds:.2} s", change_summary(&changes));
    if args.no_snapshots {
        return Ok(());
    }
    snapshots::run(args.accept)
}

fn check(changes: &[Change], n_files: usize) -> Result<(), String> {
    if changes.is_empty() {
        say!("generated-client/src/generated is fresh ({n_files} files)");
        return Ok(());
    }
    for change in changes {
        say!("{change}");
    }
    let n_changes = changes.len();
    Err(format!(
        "{n_changes} files of generated-client/src/generated differ from what the generator writes; run `cargo xtask regen`"
    ))
}

fn generate_all(captures: &[Capture]) -> Result<Vec<Generated>, String> {
    let mut all = Vec::new();
    for capture in captures {
        let mut options = EmitOptions::default();
        options.crate_path = syn::parse_str(&format!("generated_client::{}", capture.module)).ok();
        let generated = generate(capture, &options);
        eprint!("{}", generated.report());
        if generated.files.is_none() {
            let folder = capture.folder.display();
            return Err(format!(
                "nothing was written; mend the errors above in {folder}"
            ));
        }
        all.push(generated);
    }
    Ok(all)
}

/// All modules, and the file that lists them.
fn file_set(captures: &[Capture], generated: &[Generated]) -> FileSet {
    let mut set = FileSet::default();
    let mut modules = Vec::new();
    for (capture, generated) in captures.iter().zip(generated) {
        set.extend(&capture.module, generated.files.clone().unwrap_or_default());
        modules.push(RootModule {
            ident: capture.module.clone(),
            feature: capture.settings.feature.clone(),
        });
    }
    set.extend(
        "",
        render(&[emit_root(&modules)], &["service.toml".to_owned()]),
    );
    set
}

/// One line a service: what it holds, and how much longer it is than its source.
fn summary(module: &str, generated: &Generated) -> String {
    let Stats {
        operations,
        types,
        fields,
        lines,
        bytes,
        codec_lines,
        ..
    } = generated.stats().unwrap_or_default();
    let ratio = bytes as f64 / generated.source_bytes().max(1) as f64;
    let codec = codec_lines as f64 / fields.max(1) as f64;
    format!(
        "{module}: {operations} operations, {types} types, {lines} lines; {ratio:.2} bytes for each of its source (budget 6), {codec:.2} codec lines for each field (budget 4)"
    )
}

fn change_summary(changes: &[Change]) -> String {
    for change in changes {
        say!("{change}");
    }
    let added: usize = changes.iter().map(|it| it.added).sum();
    let removed: usize = changes.iter().map(|it| it.removed).sum();
    format!(
        "{} files changed, {added} lines added, {removed} removed",
        changes.len()
    )
}
