//! `generate`: a module folder or a whole crate.

use std::path::{Path, PathBuf};

use serde::Serialize;
use wsdl_codegen::advice::advice;
use wsdl_codegen::config::{RECORD, Run, write_module};
use wsdl_codegen::format::Stats;
use wsdl_codegen::json::to_line;
use wsdl_codegen::krate::{self, IS_PUBLISHED, RuntimeSource};
use wsdl_codegen::output::Change;
use wsdl_codegen::settings::RustPath;
use wsdl_codegen::words::counted;

use super::contract::{configured, ran};
use super::{Console, Exit, Stop};

const EXAMPLES: &str = "\
Examples:
  A module of your crate; add `soap-runtime` to its dependencies and `mod shop;` to its root:
      wsdl-codegen generate Shop.wsdl --out src/shop
  Two operations and what they need, nothing else:
      wsdl-codegen generate Shop.wsdl --out src/shop --operation Buy --operation Cancel
  A crate that builds at once, with the runtime from a folder or a repository:
      wsdl-codegen generate Shop.wsdl --out shop-client --crate --runtime-path ../soap-runtime
      wsdl-codegen generate Shop.wsdl --out shop --crate --runtime-git https://git.example/soap
  Types of schemas that are no service's, which read and write whole documents:
      wsdl-codegen generate order.xsd --out src/order
      wsdl-codegen generate schemas/ --out src/schemas
  The same again, with the settings that were recorded:
      cp src/shop/service.toml shop.toml
      wsdl-codegen generate Shop.wsdl --out src/shop --config shop.toml

The folder is swapped whole: when anything fails, the old files are as they were.
Files in it that were not generated stay. `service.toml` in the folder records the settings.

With `--message-format json`, one object on standard output:
  {\"out\":…,\"operations\":N,\"skipped\":[NAME…],\"types\":N,\"lines\":N,\"changed\":[FILE…]}";

const NOT_PUBLISHED: &str = "\
`soap-runtime` is not on crates.io yet, so the crate does not build as it is
  = help: run again with `--runtime-path <DIR>`, the folder `generated-client/runtime` of wsdl-codegen's repository, or with
          `--runtime-git <URL>`; or write that into its `Cargo.toml` and delete the file's first line";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// A WSDL or schema, several of them, a folder with WSDLs or schemas and perhaps a `service.toml`, or an address:
    /// `capture` keeps what lies there, so that it can be generated again.
    #[arg(required = true)]
    inputs: Vec<PathBuf>,
    /// The folder to write: the module's, e.g. `src/shop`, or with `--crate` the crate's.
    #[arg(long, short, value_name = "DIR")]
    out: PathBuf,
    /// Write a whole crate: manifest, README, examples and the module.
    #[arg(long = "crate")]
    krate: bool,
    /// Read the settings from this file; a folder's own `service.toml` is not read then.
    #[arg(long, value_name = "SERVICE.TOML")]
    config: Option<PathBuf>,
    /// Generate only this operation, by its name in the WSDL, and the types it reaches; may be repeated.
    #[arg(long, value_name = "NAME")]
    operation: Vec<String>,
    /// Treat warnings as errors: every operation is generated and nothing is lost, or nothing is written.
    #[arg(long)]
    strict: bool,
    /// Say on standard error how long each stage took.
    #[arg(long)]
    timings: bool,
    /// The path of the runtime in the generated code; `::soap_runtime` by default.
    #[arg(long, value_name = "RUST PATH", value_parser = rust_path)]
    runtime: Option<RustPath>,
    /// With `--crate`: take `soap-runtime` from this folder.
    #[arg(long, value_name = "DIR", requires = "krate", group = "runtime-source")]
    runtime_path: Option<PathBuf>,
    /// With `--crate`: take it from this git repository; `#` and a commit, tag or branch may follow.
    #[arg(
        long,
        value_name = "URL[#REV]",
        requires = "krate",
        group = "runtime-source"
    )]
    runtime_git: Option<String>,
    /// With `--crate`: take it from the registry in this version; by default the generator's own.
    #[arg(
        long,
        value_name = "VERSION",
        requires = "krate",
        group = "runtime-source"
    )]
    runtime_version: Option<String>,
}

impl Args {
    fn runtime_source(&self) -> RuntimeSource {
        let path = self.runtime_path.clone().map(RuntimeSource::Path);
        let git = || self.runtime_git.as_deref().map(RuntimeSource::git);
        let version = || self.runtime_version.clone().map(RuntimeSource::Version);
        path.or_else(git).or_else(version).unwrap_or_default()
    }
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let [first, others @ ..] = &args.inputs[..] else {
        return Ok(Exit::Input);
    };
    let mut config = configured(first, args.config.as_ref(), console)?.strict(args.strict);
    for input in others {
        config = config.input(input);
    }
    if let Some(path) = &args.runtime {
        config = config.runtime(path.as_str());
    }
    if args.config.is_none() && first.is_file() && first.with_file_name(RECORD).is_file() {
        console.note(
            "the `service.toml` beside the WSDL is not read; name the folder, or the file with `--config`, to use it",
        );
    }
    for name in &args.operation {
        config = config.operation(name);
    }
    if args.krate {
        config = config.crate_path(krate::names(&args.out).1);
    } else if let Some(module) = module_of(&args.out) {
        config = config.module(module);
    }
    let mut runtime = args.runtime_path.iter();
    if let Some(path) = runtime.find(|it| !it.join("Cargo.toml").is_file()) {
        return Err(Exit::Input.because(format_args!(
            "`--runtime-path {}`: there is no `Cargo.toml`; expected the folder of the crate `soap-runtime`",
            path.display()
        )));
    }
    let run = ran(&config, "generating", console)?;
    if args.timings {
        eprint!("{}", run.generated.timings);
    }
    console.diagnostics(&run.generated);
    let Some(files) = run.module_files() else {
        let why = match args.strict {
            true => "nothing was written: there are errors, and `--strict` counts warnings as such",
            false => "nothing was written: there are errors",
        };
        return Err(match console.is_json() {
            true => Exit::Documents.into(),
            false => Exit::Documents.because(why),
        });
    };
    let written = if args.krate {
        krate::write(&args.out, &run, &args.runtime_source())
    } else {
        write_module(&args.out, files)
    };
    let changes = written.map_err(|error| match std::error::Error::source(&error) {
        Some(source) => Exit::Output.because(format_args!("{error} ({source})")),
        None => Exit::Output.because(error),
    })?;
    report(args, &run, &changes, console);
    if args.krate && args.runtime_source().is_unpublished() {
        console.warning(NOT_PUBLISHED);
    }
    Ok(Exit::Done)
}

fn rust_path(text: &str) -> Result<RustPath, String> {
    RustPath::try_from(text.to_owned())
}

/// The module that a folder is: its name, where that is an identifier.
fn module_of(out: &Path) -> Option<String> {
    let name = out.file_name()?.to_str()?;
    let ident: syn::Ident = syn::parse_str(name).ok()?;
    Some(ident.to_string())
}

/// What was written, as JSON.
#[derive(Serialize)]
struct Written<'c> {
    out: String,
    operations: usize,
    skipped: Vec<String>,
    secrets: Vec<Hidden<'c>>,
    advice: Vec<String>,
    types: usize,
    lines: usize,
    changed: Vec<&'c str>,
}

/// What is secret, as JSON.
#[derive(Serialize)]
struct Hidden<'c> {
    name: &'c str,
    owners: &'c [String],
    reason: &'c str,
}

fn report(args: &Args, run: &Run, changes: &[Change], console: &Console) {
    let stats = run.generated.stats().unwrap_or_default();
    let skipped: Vec<String> = (run.skipped().into_iter())
        .map(|(name, _)| name.to_owned())
        .collect();
    if console.is_json() {
        console.print(&to_line(&Written {
            out: args.out.display().to_string(),
            operations: stats.operations,
            skipped,
            secrets: (run.generated.api.iter().flat_map(|it| &it.secrets))
                .map(|it| Hidden {
                    name: &it.wire,
                    owners: &it.owners,
                    reason: &it.reason,
                })
                .collect(),
            advice: run.generated.api.iter().flat_map(advice).collect(),
            types: stats.types,
            lines: stats.lines,
            changed: changes.iter().map(|it| it.path.as_str()).collect(),
        }));
        return;
    }
    let Stats {
        operations,
        types,
        lines,
        ..
    } = stats;
    let out = args.out.display();
    let what = if args.krate { "crate" } else { "module" };
    let done = if changes.is_empty() { "fresh" } else { "wrote" };
    let roots = run.generated.api.as_ref().map_or(0, |api| {
        api.roots.iter().map(|root| root.entries.len()).sum()
    });
    let offered = match operations {
        0 if roots > 0 => counted(roots, "documents"),
        _ => counted(operations, "operations"),
    };
    let mut text = format!(
        "{} {what} `{out}`: {offered}, {}, {lines} lines\n",
        console.good(done),
        counted(types, "types")
    );
    if !changes.is_empty() && changes.iter().any(|it| it.removed > 0) {
        let added: usize = changes.iter().map(|it| it.added).sum();
        let removed: usize = changes.iter().map(|it| it.removed).sum();
        text.push_str(&format!(
            "  {} differ from before: {added} lines added, {removed} removed\n",
            counted(changes.len(), "files")
        ));
    }
    if !skipped.is_empty() {
        let n = skipped.len();
        text.push_str(&format!(
            "  {}: {}\n",
            console.doubtful(&format!("{} skipped", counted(n, "operations"))),
            list(&skipped, 8)
        ));
    }
    text.push_str(&hidden(run));
    for line in run.generated.api.iter().flat_map(advice) {
        text.push_str(&format!("  advice: {line}\n"));
    }
    text.push_str(&next(args, run));
    console.print(&text);
}

/// What is secret, and why.
fn hidden(run: &Run) -> String {
    let secrets = run.generated.api.iter().flat_map(|it| &it.secrets);
    let lines = secrets.map(|it| {
        format!(
            "    {} in {}: {}\n",
            it.wire,
            list(&it.owners, 3),
            it.reason
        )
    });
    let lines: String = lines.collect();
    match lines.as_str() {
        "" => lines,
        _ => format!(
            "  hidden by `Debug` and in logs; `secrets` in `service.toml` says otherwise:\n{lines}"
        ),
    }
}

/// What to do next, in two lines.
fn next(args: &Args, run: &Run) -> String {
    if args.krate {
        return krate::next_steps(&args.out);
    }
    let api = run.generated.api.as_ref();
    let client = api.and_then(|api| api.clients.first());
    let root = api.and_then(|api| Some(api.path(api.roots.first()?.ty)));
    let (item, features) = match (client, root) {
        (Some(client), _) => (client.ident.clone(), ""),
        // Documents need no HTTP.
        (None, Some(root)) => (
            format!("{{Document, {root}}}"),
            " --no-default-features --features encodings,patterns",
        ),
        (None, None) => ("*".to_owned(), ""),
    };
    let add = match IS_PUBLISHED {
        true => format!("cargo add soap-runtime{features}"),
        false => format!("cargo add soap-runtime --path <its folder>{features}"),
    };
    match module_of(&args.out) {
        Some(module) => format!(
            "next: add `soap-runtime` to your dependencies (`{add}`), then `mod {module};` and `use {module}::{item};`\n"
        ),
        None => format!(
            "next: add `soap-runtime` to your dependencies (`{add}`), then `#[path = \"{}/mod.rs\"] mod {};`\n",
            args.out.file_name().unwrap_or_default().to_string_lossy(),
            run.capture.module
        ),
    }
}

fn list(names: &[String], most: usize) -> String {
    let mut text = names[..names.len().min(most)].join(", ");
    if names.len() > most {
        text.push_str(&format!(" and {} more", names.len() - most));
    }
    text
}
