//! `peers`: clients of other make call stubs of real WSDLs.
//!
//! In: a folder. Out: how many roots a client loads from `serve`, how many answers it reads whole, and reasons where not.
//! What the clients do is in `client.py`, `client.js` and `client.php`; the folder is only read.

mod client;
mod stub;
mod tally;

use std::path::PathBuf;
use std::sync::Mutex;

use crate::captures::workspace_root;
use crate::corpus::{each, find_roots, processors, sampled};

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
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut programs = Vec::new();
    for peer in &args.clients {
        programs.push((*peer, peer.find()?));
    }
    let tallies = Mutex::new(vec![Tally::default(); args.clients.len()]);
    let tally = |index: usize, add: &dyn Fn(&mut Tally)| {
        // A poisoned lock still holds the numbers: its users only add to them.
        let mut all = tallies
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        add(&mut all[index]);
    };
    let jobs = args.jobs.unwrap_or_else(processors);
    each(roots.len(), jobs, |number| {
        let root = &roots[number];
        let samples = folder.join(format!("{number:04}.jsonl"));
        let started = stub::samples(root, args.operations)
            .and_then(|text| std::fs::write(&samples, text).map_err(|error| error.to_string()))
            .and_then(|()| stub::Stub::start(&program, root));
        for (index, (peer, found)) in programs.iter().enumerate() {
            let said = match &started {
                Ok(stub) => found.call(&stub.address, &samples),
                Err(reason) => Err(reason.clone()),
            };
            tally(index, &|all| all.add(&root.path, &said));
            if args.all {
                tally::lines(*peer, &root.path, &said)
                    .iter()
                    .for_each(|line| say!("{line}"));
            }
        }
    });
    let tallies = tallies
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    for ((peer, _), tally) in programs.iter().zip(&tallies) {
        say!("{}", tally.text(*peer));
    }
    Ok(())
}
