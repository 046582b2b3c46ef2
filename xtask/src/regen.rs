//! `regen`: from `schemas` to `generated-client/src/generated`, then the snapshots of what was generated.

use std::time::Instant;

use wsdl_codegen::emit::{EmitOptions, RootModule, emit_root};
use wsdl_codegen::format::format;
use wsdl_codegen::generate::{Generated, generate};
use wsdl_codegen::output::{self, FileSet};
use wsdl_codegen::stats::Stats;

use crate::captures;
use crate::snapshots;

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
    let (files, stats) = generate_all()?;
    let seconds = started.elapsed().as_secs_f64();
    let folder = captures::output_folder();
    if args.check {
        let changes = output::compare(&folder, &files).map_err(|it| it.to_string())?;
        for change in &changes {
            println!("{change}");
        }
        if !changes.is_empty() {
            return Err(format!(
                "{} files of generated-client/src/generated are not what the generator writes; run `cargo xtask regen`",
                changes.len()
            ));
        }
        println!("generated-client/src/generated is fresh ({} files)", files.len());
        return Ok(());
    }
    let report = output::write(&folder, &files).map_err(|it| it.to_string())?;
    print!("{}", summary(&stats));
    println!("{report}");
    println!("generated in {seconds:.2} s");
    if args.no_snapshots {
        return Ok(());
    }
    snapshots::run(args.accept)
}

/// All modules and the file that lists them, and what each holds.
fn generate_all() -> Result<(FileSet, Vec<(String, Stats)>), String> {
    let mut all = FileSet::default();
    let mut modules = Vec::new();
    let mut stats = Vec::new();
    for capture in captures::all()? {
        let mut options = EmitOptions::default();
        options.crate_path = syn_path(&capture.module);
        let generated = generate(&capture, &options);
        eprint!("{}", generated.report());
        let (Some(files), Some(api)) = (&generated.files, &generated.api) else {
            return Err(format!(
                "nothing was written: mend the errors above in {}",
                capture.folder.display()
            ));
        };
        stats.push((capture.module.clone(), Stats::of(api, files, source_bytes(&generated))));
        all.add_folder(&capture.module, files.clone());
        modules.push(RootModule {
            ident: capture.module.clone(),
            feature: capture.settings.feature.clone(),
        });
    }
    all.extend(format(&[emit_root(&modules)], &[]));
    Ok((all, stats))
}

fn syn_path(module: &str) -> Option<syn::Path> {
    syn::parse_str(&format!("generated_client::{module}")).ok()
}

fn source_bytes(generated: &Generated) -> usize {
    generated.loaded.as_ref().map_or(0, |it| it.source_bytes())
}

/// One line a service: operations, types, size and how much longer it is than its source.
fn summary(stats: &[(String, Stats)]) -> String {
    stats
        .iter()
        .map(|(module, stats)| format!("{module}: {stats}\n"))
        .collect()
}
