//! `regen`: from `schemas` to `generated-client/src/generated`, from the generator's fixtures to
//! `generated-client/tests/conformance/generated`, then the snapshots of what was generated.

use std::collections::BTreeMap;
use std::time::Instant;

use wsdl_codegen::capture::Capture;
use wsdl_codegen::diagnostic::Severity;
use wsdl_codegen::diagnostic::code::Code;
use wsdl_codegen::emit::{RootModule, emit_root};
use wsdl_codegen::format::{Stats, render};
use wsdl_codegen::generate::{Generated, generate};
use wsdl_codegen::output::{self, Change, FileSet};
use wsdl_codegen::settings::RustPath;

use crate::{api, captures, files, generated_md, listed, snapshots};

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
    let services = Target::services()?;
    listed::check(&services.captures)?;
    let fixtures = Target::fixtures()?;
    let seconds = started.elapsed().as_secs_f64();
    if args.check {
        services.check()?;
        fixtures.check()?;
        return documents(true);
    }
    let mut changes = services.write()?;
    changes.extend(fixtures.write()?);
    documents(false)?;
    for (capture, generated) in services.captures.iter().zip(&services.generated) {
        say!("{}", summary(&capture.module, generated));
    }
    say!("{}; generated in {seconds:.2} s", change_summary(&changes));
    if args.no_snapshots {
        return Ok(());
    }
    snapshots::run(args.accept, &services.captures)
}

/// Writes what is made of sources and fixtures; with `check`, fails where it is another.
fn documents(check: bool) -> Result<(), String> {
    let hint = "; what breaks callers goes into CHANGELOG.md";
    for (path, text, hint) in [
        (api::LIST, api::list()?, hint),
        (generated_md::DOCUMENT, generated_md::render()?, ""),
    ] {
        let file = captures::workspace_root().join(path);
        if files::read(&file).is_ok_and(|old| old == text) {
            continue;
        }
        if check {
            return Err(format!(
                "{path} is not what it is made of; run `cargo xtask regen`"
            ));
        }
        files::write(&file, &text)?;
        say!("changed {path}{hint}");
    }
    Ok(())
}

/// A folder that `regen` writes whole, and what is generated into it.
struct Target {
    /// Relative to the workspace.
    folder: &'static str,
    captures: Vec<Capture>,
    generated: Vec<Generated>,
    files: FileSet,
}

impl Target {
    /// The services of `schemas`.
    fn services() -> Result<Self, String> {
        let mut captures = captures::all()?;
        let mut generated = Vec::new();
        for capture in &mut captures {
            let path = format!("generated_client::{}", capture.module);
            capture.settings.crate_path = RustPath::try_from(path).ok();
            let mut service = generate(capture);
            refuse_omissions(&mut service);
            generated.push(whole(capture, service)?);
        }
        let files = file_set(&captures, &generated, &["service.toml".to_owned()]);
        Ok(Self {
            folder: captures::OUTPUT,
            captures,
            generated,
            files,
        })
    }

    /// The generator's fixtures, which the conformance tests compile. What they report is in snapshots.
    fn fixtures() -> Result<Self, String> {
        let captures = captures::fixtures()?;
        let generated: Result<Vec<Generated>, String> = captures
            .iter()
            .map(|fixture| whole(fixture, generate(fixture)))
            .collect();
        let generated = generated?;
        let files = file_set(&captures, &generated, &[]);
        Ok(Self {
            folder: captures::FIXTURE_OUTPUT,
            captures,
            generated,
            files,
        })
    }

    fn check(&self) -> Result<(), String> {
        let folder = captures::workspace_root().join(self.folder);
        let changes = output::compare(&folder, &self.files).map_err(|it| it.to_string())?;
        if changes.is_empty() {
            let n_files = self.files.files.len();
            say!("{} is fresh ({n_files} files)", self.folder);
            return Ok(());
        }
        for change in &changes {
            say!("{change}");
        }
        Err(format!(
            "{} files of {} differ from what the generator writes; run `cargo xtask regen`",
            changes.len(),
            self.folder
        ))
    }

    fn write(&self) -> Result<Vec<Change>, String> {
        let folder = captures::workspace_root().join(self.folder);
        output::write(&folder, &self.files).map_err(|it| it.to_string())
    }
}

/// An operation of a service is left out because its settings say so, never by the way.
fn refuse_omissions(generated: &mut Generated) {
    for it in &mut generated.diagnostics.items {
        if it.code == Code::OperationSkipped && it.severity == Severity::Warning {
            it.severity = Severity::Error;
            it.help.get_or_insert(
                "mend it, or name it in `operations.exclude` of `service.toml`".to_owned(),
            );
            generated.files = None;
        }
    }
}

/// What was generated, if it was.
fn whole(capture: &Capture, mut generated: Generated) -> Result<Generated, String> {
    generated.show_paths_below(&capture.folder);
    if generated.files.is_none() {
        eprint!("{}", generated.report());
        return Err(format!(
            "nothing was written; mend the errors above in {}",
            capture.folder.display()
        ));
    }
    Ok(generated)
}

/// All modules, and the file that lists them.
fn file_set(captures: &[Capture], generated: &[Generated], sources: &[String]) -> FileSet {
    let mut set = FileSet::default();
    let mut modules = Vec::new();
    for (capture, generated) in captures.iter().zip(generated) {
        set.extend(&capture.module, generated.files.clone().unwrap_or_default());
        modules.push(RootModule {
            ident: capture.module.clone(),
            feature: capture.settings.feature.clone(),
        });
    }
    let root = emit_root(&modules);
    set.extend(
        "",
        BTreeMap::from([(root.name.clone(), render(root, sources))]),
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

#[cfg(test)]
mod tests {
    use wsdl_codegen::settings::Pattern;

    use super::*;

    #[test]
    fn an_operation_that_cannot_be_generated_stops_the_run() {
        let path = captures::workspace_root().join("codegen/tests/fixtures/cli/Shop.wsdl");
        let mut capture = Capture::open(&path).expect("the fixture is in the repository");
        let run = |capture: &Capture| {
            let mut generated = generate(capture);
            refuse_omissions(&mut generated);
            (generated.files.is_some(), generated.report())
        };
        let (is_generated, report) = run(&capture);
        assert!(!is_generated, "{report}");
        let error = "error[operation-skipped]: operation `Broken` is left out";
        assert!(report.contains(error), "{report}");
        let broken = Pattern::try_from("Broken".to_owned()).expect("it is a name");
        capture.settings.operations.exclude.push(broken);
        let (is_generated, report) = run(&capture);
        assert!(is_generated, "{report}");
    }
}
