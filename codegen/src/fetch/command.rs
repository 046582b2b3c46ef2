//! The command `capture`, for every program that has it. In: arguments. Out: [`Report`], which the program prints.

use std::path::{Path, PathBuf};

use soap_runtime::value::Secret;

use super::lock::Lock;
use super::store::{Mode, read_lock, recover, store};
use super::{Credentials, FetchError, Fetched, Options, Proxy, fetch};
use crate::capture::Capture;
use crate::diagnostic::Severity;
use crate::diff::render::to_text;
use crate::diff::{Subject, compare};
use crate::generate::{Generated, analyse};
use crate::output::{Change, Disk, Fs as _};
use crate::words::counted;

/// The variable that holds the password of `--user`.
pub const PASSWORD: &str = "WSDL_CODEGEN_PASSWORD";

/// How to fetch.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Flags {
    /// The user of basic authentication; the password is read from `WSDL_CODEGEN_PASSWORD`. Both go to the first
    /// address's origin only.
    #[arg(long, value_name = "NAME")]
    pub user: Option<String>,
    /// A further request header, for the first address's origin only; `$NAME` as the value is read from the
    /// environment; may be repeated.
    #[arg(long = "header", value_name = "NAME: VALUE")]
    pub headers: Vec<String>,
    /// The proxy; by default what `HTTPS_PROXY` and `HTTP_PROXY` say.
    #[arg(long, value_name = "URL")]
    pub proxy: Option<String>,
    /// Trust the authorities of this PEM file instead of the system's.
    #[arg(long, value_name = "FILE")]
    pub ca: Option<PathBuf>,
    /// A further host that documents may be fetched from: `HOST`, `HOST:PORT`, or `http://HOST` for plain http; may be
    /// repeated.
    #[arg(long = "allow-host", value_name = "HOST")]
    pub allow_hosts: Vec<String>,
    /// The folder that local files are read from, and never from outside; by default that of the file.
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Keep the rest where an import cannot be fetched.
    #[arg(long)]
    pub partial: bool,
    /// Fetch a capture again, show what changed, and replace it; without a source, from where it came.
    #[arg(long)]
    pub update: bool,
    /// With `--update`: overwrite documents that were edited since they were captured.
    #[arg(long, requires = "update")]
    pub discard_edits: bool,
    /// Fetch at most this many documents.
    #[arg(long, value_name = "N", default_value_t = crate::source::loader::MAX_FILES)]
    pub max_files: usize,
}

/// What the command did.
#[derive(Debug)]
#[non_exhaustive]
pub struct Report {
    /// What was fetched, with diagnostics.
    pub fetched: Fetched,
    /// What changed in the folder; `None` where errors forbade it.
    pub stored: Option<Vec<Change>>,
    /// What generation makes of it; `None` where nothing is stored.
    pub generated: Option<Generated>,
    /// What happened, for people: lines with their ends.
    pub summary: String,
}

/// Why the command could not do its work.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Failure {
    /// The arguments or the old capture make no sense.
    Input(FetchError),
    /// The folder cannot be written.
    Output(FetchError),
}

/// Fetches `sources` into `folder`, and sees whether the result can be generated from.
///
/// # Errors
/// As [`Failure`] says. What is wrong with documents is in the report.
pub fn run(flags: &Flags, sources: &[String], folder: &Path) -> Result<Report, Failure> {
    recover(folder).map_err(Failure::Output)?;
    let lock = read_lock(folder).map_err(Failure::Input)?;
    if lock.is_some() && !flags.update {
        return Err(input(format!(
            "`{}` holds a capture already; fetch it again with `--update`",
            folder.display()
        )));
    }
    let options = options(flags, sources, lock.as_ref())?;
    let fetched = fetch(&options).map_err(Failure::Input)?;
    if fetched.diagnostics.has_errors() {
        return Ok(Report {
            fetched,
            stored: None,
            generated: None,
            summary: String::new(),
        });
    }
    let mode = match (flags.update, flags.discard_edits) {
        (false, _) => Mode::Create,
        (true, false) => Mode::Update,
        (true, true) => Mode::UpdateEdited,
    };
    // The old content is gone once the new one is stored.
    let before = (lock.as_ref())
        .and_then(|_| Capture::open(folder).ok())
        .map(|it| analyse(&it));
    let stored = store(&fetched, &options, folder, mode).map_err(Failure::Output)?;
    let capture = Capture::open(folder).map_err(|it| input(it.to_string()))?;
    let generated = analyse(&capture);
    let mut summary = summary(&fetched, &stored, &generated, folder);
    if let Some(before) = before.filter(|_| !stored.is_empty()) {
        summary.push_str(&meaning(&before, &generated));
    }
    Ok(Report {
        fetched,
        stored: Some(stored),
        generated: Some(generated),
        summary,
    })
}

/// What the change from `before` to `after` means for callers; nothing where one of them cannot be generated from.
fn meaning(before: &Generated, after: &Generated) -> String {
    let subjects = Subject::of("before", before).zip(Subject::of("now", after));
    subjects.map_or_else(String::new, |(before, now)| to_text(&compare(before, now)))
}

fn options(flags: &Flags, sources: &[String], lock: Option<&Lock>) -> Result<Options, Failure> {
    let mut options = Options {
        sources: sources.to_vec(),
        local_root: flags.root.clone(),
        allow_hosts: flags.allow_hosts.clone(),
        partial: flags.partial,
        ..Options::default()
    };
    options.limits.files = flags.max_files;
    if let Some(lock) = lock {
        if sources.is_empty() {
            options.sources = locked_sources(lock)?;
        }
        for host in &lock.options.allow_hosts {
            if !options.allow_hosts.contains(host) {
                options.allow_hosts.push(host.clone());
            }
        }
        options.partial |= lock.options.partial;
        options.known_names = (lock.files.iter())
            .map(|it| (it.address.clone(), it.name.clone()))
            .collect();
    } else if sources.is_empty() {
        return Err(input(
            "there is no `capture.lock` that says from where; name an address or a file",
        ));
    }
    if let Some(user) = &flags.user {
        let password = std::env::var(PASSWORD).map_err(|_| {
            input(format!(
                "`--user` reads the password from `{PASSWORD}`, which is not set"
            ))
        })?;
        options.credentials = Some(Credentials {
            user: user.clone(),
            password: Secret::new(password),
        });
    }
    for header in &flags.headers {
        options.headers.push(parse_header(header)?);
    }
    options.proxy = match &flags.proxy {
        Some(address) => Proxy::Address(Secret::new(address.clone())),
        None => Proxy::Environment,
    };
    if let Some(path) = &flags.ca {
        let pem = (Disk.read(path)).map_err(|it| input(format!("`{}`: {it}", path.display())))?;
        options.ca = Some(pem);
    }
    Ok(options)
}

fn locked_sources(lock: &Lock) -> Result<Vec<String>, Failure> {
    let is_whole = |it: &&String| it.starts_with("http") && !it.contains("REDACTED");
    match lock.sources.iter().find(|it| !is_whole(it)) {
        None => Ok(lock.sources.clone()),
        Some(source) => Err(input(format!(
            "`{source}` in `capture.lock` is not the whole address; name the sources again"
        ))),
    }
}

fn parse_header(header: &str) -> Result<(String, Secret<String>), Failure> {
    let Some((name, value)) = header.split_once(':') else {
        // The text may be a secret alone, so it is not repeated.
        return Err(input("`--header` expects a name, a colon and a value"));
    };
    let value = match value.trim().strip_prefix('$') {
        Some(variable) => std::env::var(variable).map_err(|_| {
            input(format!(
                "the header `{}` names the variable `{variable}`, which is not set",
                name.trim()
            ))
        })?,
        None => value.trim().to_owned(),
    };
    Ok((name.trim().to_owned(), Secret::new(value)))
}

fn input(message: impl Into<String>) -> Failure {
    Failure::Input(FetchError(message.into()))
}

fn summary(fetched: &Fetched, stored: &[Change], generated: &Generated, folder: &Path) -> String {
    let mut lines: Vec<String> = fetched
        .notes
        .iter()
        .map(|it| format!("note: {it}"))
        .collect();
    for it in &fetched.documents {
        let moved = match it.final_address == it.address {
            true => String::new(),
            false => format!(", redirected to {}", it.final_address),
        };
        lines.push(format!("{} from {}{moved}", it.name, it.address));
    }
    for it in &fetched.missing {
        lines.push(format!(
            "missing: {}, which {} refers to",
            it.location, it.referrer
        ));
    }
    if stored.is_empty() {
        lines.push("nothing changed".to_owned());
    }
    lines.extend(stored.iter().map(ToString::to_string));
    let n_of = |severity| generated.diagnostics.of(severity).count();
    let folder = folder.display();
    lines.push(match &generated.api {
        Some(api) => format!(
            "{folder}: {}, {}, {}",
            counted(api.clients.len(), "services"),
            counted(
                api.clients.iter().map(|it| it.operations.len()).sum(),
                "operations"
            ),
            counted(n_of(Severity::Warning), "warnings")
        ),
        None => format!(
            "{folder}: cannot be generated from, {} errors; `wsdl-codegen inspect` shows them",
            n_of(Severity::Error)
        ),
    });
    lines.join("\n") + "\n"
}
