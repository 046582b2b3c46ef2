//! The contract that a command works with: a WSDL, a folder, or where it can be fetched an address.

use std::path::{Path, PathBuf};

use wsdl_codegen::config::{Config, Run};
use wsdl_codegen::ir::Api;
use wsdl_codegen::live::{Contract, Operation, Secrets};
use wsdl_codegen::load::Loaded;
use wsdl_codegen::nearest::nearest;

use super::{Console, Exit, Stop};

/// A contract with what it was made from.
pub(super) struct Opened {
    pub(super) contract: Contract,
    pub(super) loaded: Loaded,
    /// The root documents, as paths among those that were loaded.
    pub(super) roots: Vec<String>,
}

impl Opened {
    /// The names on the wire of what is secret.
    pub(super) fn secrets(&self) -> Vec<&str> {
        let secrets = self.contract.api().secrets.iter();
        secrets.map(|secret| secret.wire.as_str()).collect()
    }
}

/// What `input` is, a path or where it can be fetched an address, with its settings.
pub(super) fn configured(
    input: &Path,
    settings: Option<&PathBuf>,
    console: &Console,
) -> Result<Config, Stop> {
    let config = match input.to_str().filter(|text| text.contains("://")) {
        Some(address) => {
            let _waiting = console.waiting("fetching");
            fetched(address, console)?
        }
        None => Config::new(input),
    };
    Ok(match settings {
        Some(path) => config.settings_file(path),
        None => config,
    })
}

/// Analyses what `input` is; of its documents nothing is shown yet.
pub(super) fn analysed(
    input: &Path,
    settings: Option<&PathBuf>,
    console: &Console,
) -> Result<Run, Stop> {
    let config = configured(input, settings, console)?;
    let _waiting = console.waiting("reading");
    config.analyse().map_err(|error| Exit::Input.because(error))
}

/// Generates in memory; of messages about documents nothing is shown yet.
pub(super) fn ran(config: &Config, what: &'static str, console: &Console) -> Result<Run, Stop> {
    let _waiting = console.waiting(what);
    config.run().map_err(|error| Exit::Input.because(error))
}

/// Reads the contract at `input`, a path or an address; errors of the documents are shown.
pub(super) fn open(
    input: &Path,
    settings: Option<&PathBuf>,
    secrets: Secrets,
    console: &Console,
) -> Result<Opened, Stop> {
    let Run {
        capture,
        mut generated,
    } = analysed(input, settings, console)?;
    console.errors(&generated);
    match (generated.api.take(), generated.loaded.take()) {
        (Some(api), Some(loaded)) if !generated.diagnostics.has_errors() => Ok(Opened {
            contract: Contract::new(api).with_secrets(secrets),
            loaded,
            roots: capture.roots,
        }),
        (_, _) => Err(Exit::Documents.into()),
    }
}

#[cfg(feature = "fetch")]
fn fetched(address: &str, console: &Console) -> Result<Config, Stop> {
    use wsdl_codegen::fetch::{Options, Proxy, fetch};
    use wsdl_codegen::source::loader::MemoryLoader;

    let mut options = Options::default();
    options.sources = vec![address.to_owned()];
    options.proxy = Proxy::Environment;
    let fetched = fetch(&options).map_err(|error| Exit::Input.because(error))?;
    if fetched.diagnostics.has_errors() {
        console.diagnostics_in(&fetched.diagnostics, &fetched.texts);
        return Err(Exit::Input.into());
    }
    let mut documents = MemoryLoader::default();
    let mut roots = Vec::new();
    for document in fetched.documents {
        if document.is_root {
            roots.push(document.name.clone());
        }
        documents.files.insert(document.name, document.content);
    }
    Ok(Config::in_memory(documents, roots))
}

#[cfg(not(feature = "fetch"))]
fn fetched(address: &str, _: &Console) -> Result<Config, Stop> {
    Err(Exit::Input.because(format_args!(
        "`{address}` is not read: this program was built without the feature `fetch`; name a file"
    )))
}

/// The operation called `name`, or what there is instead.
pub(super) fn operation<'c>(contract: &'c Contract, name: &str) -> Result<Operation<'c>, Stop> {
    let found = contract.operation(name);
    found.ok_or_else(|| absent(&format!("`{name}`"), contract.api()))
}

/// There is no operation of the name, which is shown so.
pub(super) fn absent(shown: &str, api: &Api) -> Stop {
    const MOST: usize = 12;
    let mut names: Vec<&str> = Vec::new();
    for operation in api.clients.iter().flat_map(|client| &client.operations) {
        // Overloads have one name, and so have the operations of two services.
        if !names.contains(&operation.wire.as_str()) {
            names.push(&operation.wire);
        }
    }
    let near = nearest(shown.trim_matches('`'), names.iter().copied());
    let help = match (near, &names[..]) {
        (Some(near), _) => format!("there is one named `{near}`"),
        (None, []) => {
            "the contract has none that can be called; `wsdl-codegen inspect` says why".to_owned()
        }
        (None, [only]) => format!("there is only `{only}`"),
        (None, names) if names.len() > MOST => "`wsdl-codegen inspect` lists them".to_owned(),
        (None, names) => format!("there are `{}`", names.join("`, `")),
    };
    Exit::Unknown.because(format_args!(
        "there is no operation {shown}\n  = help: {help}"
    ))
}
