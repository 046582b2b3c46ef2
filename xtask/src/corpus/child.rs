//! One root in its own process.
//!
//! In: a root, and a folder for the result. Out: the module's files, [`FIGURES`] and perhaps [`SAMPLES`] and [`VALIDATOR`] in
//! that folder; the diagnostics on standard error. Where it dies instead, the folder holds no figures.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::{Deserialize, Serialize};
use wsdl_codegen::capture::Capture;
use wsdl_codegen::diagnostic::Severity;
use wsdl_codegen::diagnostic::code::Code;
use wsdl_codegen::format::Stats;
use wsdl_codegen::generate::{Generated, generate};
use wsdl_codegen::ir::Api;
use wsdl_codegen::live::{Contract, Secrets};
use wsdl_codegen::naming;
use wsdl_codegen::sample::{self, Amount, Sample, Sampler};
use wsdl_codegen::settings::{Pattern, Settings};
use xtask::validation::Validator;

use super::compare::{self, Failure};
use super::live;
use super::processes::peak_kib;
use super::roots::Root;
use super::trips::RoundTrips;
use crate::files;

/// The file with the figures of one root.
pub(crate) const FIGURES: &str = "figures.json";

/// The file with the samples of one root.
pub(crate) const SAMPLES: &str = "samples.tsv";
/// The file with what was written of them.
pub(crate) const WRITTEN: &str = "written.tsv";
/// The file with what is needed to validate them.
pub(crate) const VALIDATOR: &str = "validator.json";
/// How many failures of a root are kept.
pub(crate) const MAX_KEPT: usize = 50;

/// Samples for each message. Thousands of operations share their types, so that few are needed for each.
const AMOUNT: Amount = Amount {
    covering: 6,
    random: 1,
};

#[derive(Debug, clap::Args)]
pub(crate) struct ChildArgs {
    /// Write samples of all messages as well.
    #[arg(long)]
    samples: bool,
    /// Put the types of each namespace in a module of their own.
    #[arg(long)]
    by_namespace: bool,
    /// Generate only this operation.
    #[arg(long)]
    only: Option<String>,
    /// The folder that imports may not leave.
    capture: PathBuf,
    /// The root, relative to it.
    file: String,
    /// The folder to write to.
    out: PathBuf,
}

impl ChildArgs {
    /// Generates only one operation of `root`, to the folder `out`.
    pub(crate) fn cut(root: &Root, operation: &str, out: PathBuf) -> Self {
        Self {
            samples: false,
            by_namespace: false,
            only: Some(operation.to_owned()),
            capture: root.capture.clone(),
            file: root.file.clone(),
            out,
        }
    }
}

/// What one root gave.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(crate) struct Figures {
    /// Whether there are files.
    pub(crate) generated: bool,
    #[serde(flatten)]
    pub(crate) stats: Stats,
    /// Of the operations, how many lose something.
    pub(crate) with_losses: usize,
    /// Operations that were left out.
    pub(crate) skipped: usize,
    /// Diagnostics by severity and code.
    pub(crate) codes: BTreeMap<String, usize>,
    /// Errors, losses and operations left out, in words without the names; with how many there are of each.
    pub(crate) reasons: BTreeMap<String, usize>,
    /// Bytes of all documents that were read.
    pub(crate) source_bytes: usize,
    /// Alternatives of types that no sample takes.
    pub(crate) open_alternatives: usize,
    /// How the samples did by tables made at run time; `None` where none were tried.
    pub(crate) round_trips: Option<RoundTrips>,
    /// Seconds of generating, without the start of the process.
    pub(crate) seconds: f64,
    /// The most memory the process held.
    pub(crate) peak_kib: u64,
}

pub(crate) fn run_child(args: &ChildArgs) -> Result<(), String> {
    let stem = Path::new(&args.file)
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy();
    let mut settings = Settings::default();
    settings.modules.by_namespace = args.by_namespace;
    let only = args.only.iter().cloned().map(Pattern::try_from);
    settings.operations.only = only.collect::<Result<_, _>>()?;
    let capture = Capture {
        folder: args.capture.clone(),
        roots: vec![args.file.clone()],
        n_around: 0,
        settings,
        module: naming::snake(&stem),
    };
    let started = Instant::now();
    let generated = generate(&capture);
    let seconds = started.elapsed().as_secs_f64();
    eprint!("{}", generated.report());
    let mut figures = figures(&generated);
    figures.seconds = seconds;
    figures.peak_kib = peak_kib(std::process::id()).unwrap_or(0);
    for (name, text) in generated.files.iter().flatten() {
        files::write(args.out.join(name), text)?;
    }
    if let (true, Some(api), Some(loaded)) = (args.samples, &generated.api, &generated.loaded) {
        let (samples, open) = Sampler::new(api).samples(AMOUNT);
        figures.open_alternatives = open;
        files::write(args.out.join(SAMPLES), &sample::lines(&samples))?;
        let (round_trips, written) = round_trip(api, &samples);
        figures.round_trips = Some(round_trips);
        files::write(args.out.join(WRITTEN), &written)?;
        let validator = serde_json::to_string(&Validator::new(loaded, api));
        let validator = validator.map_err(|it| it.to_string())?;
        files::write(args.out.join(VALIDATOR), &validator)?;
    }
    let text = serde_json::to_string(&figures).map_err(|it| it.to_string())?;
    files::write(args.out.join(FIGURES), &text)
}

/// How samples come back by tables made at run time, and what was written, a line each.
fn round_trip(api: &Api, samples: &[Sample]) -> (RoundTrips, String) {
    let contract = Contract::new(api.clone()).with_secrets(Secrets::Shown);
    let (mut trips, mut lines) = (RoundTrips::default(), String::new());
    for sample in samples {
        let (marker, side, name) = (&sample.marker, sample.side.as_str(), &sample.name);
        match live::turn(&contract, sample) {
            Ok(envelope) => {
                trips.good += 1;
                lines.push_str(&compare::line(marker, side, name, &envelope));
            }
            Err(Failure::Sample) => trips.unsampled += 1,
            Err(Failure::Wrong(_)) if live::is_beyond_json(&sample.text) => trips.unsampled += 1,
            Err(Failure::Wrong(words)) => {
                trips.bad += 1;
                if trips.failures.len() < MAX_KEPT {
                    let words = words.replace(['\t', '\n', '\r'], " ");
                    trips
                        .failures
                        .push(format!("{marker} {side} {name} {words}"));
                }
            }
        }
    }
    (trips, lines)
}

fn figures(generated: &Generated) -> Figures {
    let clients = generated.api.iter().flat_map(|it| &it.clients);
    let with_losses = clients
        .flat_map(|it| &it.operations)
        .filter(|it| !it.losses.is_empty())
        .count();
    let mut res = Figures {
        generated: generated.files.is_some(),
        stats: generated.stats().unwrap_or_default(),
        with_losses,
        source_bytes: generated.source_bytes(),
        ..Figures::default()
    };
    for it in &generated.diagnostics.items {
        let code = format!("{}[{}]", it.severity.as_str(), it.code);
        if it.code == Code::OperationSkipped {
            res.skipped += 1;
        }
        if it.severity != Severity::Note {
            *res.reasons
                .entry(format!("{code}: {}", without_names(&it.message)))
                .or_default() += 1;
        }
        *res.codes.entry(code).or_default() += 1;
    }
    res
}

/// The message with what stands between backticks left out, so that equal causes are equal texts.
fn without_names(message: &str) -> String {
    let parts = message.split('`').enumerate();
    parts
        .map(|(index, it)| if index % 2 == 0 { it } else { "`…`" })
        .collect()
}
