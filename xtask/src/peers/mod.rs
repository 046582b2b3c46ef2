//! `peers`: clients of other make call stubs of real WSDLs.
//!
//! In: a folder. Out: how many roots a client loads from `serve`, how many answers it reads whole, and reasons where not.
//! What the clients do is in `client.py`, `client.js` and `client.php`; the folder is only read.

mod client;
mod stub;
mod tally;

use std::path::PathBuf;

use crate::captures::workspace_root;
use crate::corpus::{each, find_roots, processors, sampled};
use crate::files;

use client::Peer;
use tally::Tally;

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo xtask peers ~/wsdls
  cargo xtask peers ~/wsdls --sample 10 --client zeep --client node --client php

For each root `wsdl-codegen serve` is started on a free port. The client loads its `?wsdl`, makes a request of a sample of
each operation by its own means, calls, and reads the answer; what was read is compared with what the answer holds.
zeep is looked for as `python3` or $PYTHON, node-soap by $NODE_PATH, both in target/ci-tools as well.")]
pub(crate) struct Args {
    /// The folder of WSDLs, as `corpus` takes it.
    folder: PathBuf,
    /// Use only roots whose path contains this text.
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// Use only so many roots, spread evenly over all.
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// Which client calls; may be repeated.
    #[arg(long = "client", value_enum, default_values_t = [Peer::Zeep])]
    clients: Vec<Peer>,
    /// How many operations of each port are called.
    #[arg(long, value_name = "N", default_value_t = 10)]
    operations: usize,
    /// How many roots are tried at a time; by default one for each processor.
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// Print what became of each operation that was not read whole.
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(args: &Args) -> Result<(), String> {
    let roots = find_roots(&args.folder, args.filter.as_deref())?;
    let roots = match args.sample {
        Some(n) => sampled(&roots, n),
        None => roots,
    };
    let program = stub::built()?;
    let folder = workspace_root().join("target/peers");
    let mut programs = Vec::new();
    for peer in &args.clients {
        programs.push((*peer, peer.find()?));
    }
    let jobs = args.jobs.unwrap_or_else(processors);
    let said = each(roots.len(), jobs, |number| {
        let root = &roots[number];
        let samples = folder.join(format!("{number:04}.jsonl"));
        let started = stub::samples(root, args.operations)
            .and_then(|text| files::write(&samples, &text))
            .and_then(|()| stub::Stub::start(&program, root));
        let mut all = Vec::new();
        for (peer, found) in &programs {
            let said = match &started {
                Ok(stub) => found.call(&stub.address, &samples),
                Err(reason) => Err(reason.clone()),
            };
            if args.all {
                tally::lines(*peer, &root.path, &said)
                    .iter()
                    .for_each(|line| say!("{line}"));
            }
            all.push(said);
        }
        all
    });
    let mut tallies = vec![Tally::default(); programs.len()];
    for (root, said) in roots.iter().zip(&said) {
        for (tally, said) in tallies.iter_mut().zip(said) {
            tally.add(&root.path, said);
        }
    }
    for ((peer, _), tally) in programs.iter().zip(&tallies) {
        say!("{}", tally.text(*peer));
    }
    Ok(())
}
