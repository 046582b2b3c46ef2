//! What release programs that use a contract weigh, beside those that use its bare structs: for `figures`.
//!
//! In: the modules of a contract, of its structs alone, and of the contract cut to its first operation. Out: weights. A
//! program writes the requests of some operations and reads their answers, and copies, compares and prints the types of
//! both; with bare structs it does only the latter. What all programs hold does not count: code is what more operations add.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use super::compile::copy_rust;
use super::crates::{cargo, manifest, write_workspace};
use super::roots::sampled;
use crate::{files, process};

/// How many operations the larger programs use: a thousand take minutes, and weigh the same for each.
const N_SAMPLED: usize = 40;

/// What a program does with a type, and with an operation.
const USES: &str = r#"
fn show<T: Clone + std::fmt::Debug + PartialEq>() {
    let value = std::hint::black_box(None::<T>);
    let copy = std::hint::black_box(value.clone());
    println!("{} {value:?}", copy == value);
}
"#;
const CALLS: &str = r#"
fn call<O: soap_runtime::Operation>() {
    if let Some((body, headers)) = std::hint::black_box(None::<(O::Request, O::RequestHeaders)>) {
        let options = soap_runtime::EncodeOptions::new(soap_runtime::SoapVersion::V11, "");
        println!("{:?}", soap_runtime::encode_request::<O>(&body, &headers, &options));
    }
    if let Some(response) = std::hint::black_box(None) {
        println!("{:?}", soap_runtime::decode_response::<O>(response, &Default::default()));
    }
}
"#;

/// What the programs weigh.
#[derive(Debug)]
pub(crate) struct Weights {
    /// How many operations the larger programs use.
    pub(crate) n_operations: usize,
    /// Machine code for each byte of that of bare structs; nothing without `size` of binutils, or with one operation.
    pub(crate) code: Option<f64>,
    /// What the operations that a program does not use add to it, in per cent.
    pub(crate) unused: f64,
}

/// An operation, as the generated module has it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Used {
    /// What the contract calls it.
    pub(crate) name: String,
    marker: String,
    /// The Rust types of its request and its answer.
    types: Vec<String>,
}

/// The operations of the generated module in `folder`.
pub(crate) fn operations(folder: &Path) -> Result<Vec<Used>, String> {
    Ok(used(&files::read(folder.join("operations.rs"))?))
}

fn used(text: &str) -> Vec<Used> {
    let invocations = text.split("\nrt::operation!(").skip(1);
    let found = invocations.filter_map(|invocation| {
        let (marker, rest) = invocation.split_once(':')?;
        let (types, rest) = rest.split_once(", {")?;
        let (_, rest) = rest.split_once("operation(\"")?;
        Some(Used {
            name: rest.split_once('"')?.0.to_owned(),
            marker: marker.trim().to_owned(),
            types: types.split("=>").map(|it| it.trim().to_owned()).collect(),
        })
    });
    found.collect()
}

/// Builds programs from the modules `whole`, `bare` and `cut`, with optimization; `all` are the operations of the first.
pub(crate) fn weigh(
    [whole, bare, cut]: [&Path; 3],
    all: &[Used],
    folder: &Path,
) -> Result<Weights, String> {
    let some = sampled(all, N_SAMPLED);
    let one = &some[..some.len().min(1)];
    let members = ["whole", "bare", "cut"].map(str::to_owned);
    write_workspace(folder, &members)?;
    for (name, module) in members.iter().zip([whole, bare, cut]) {
        let home = folder.join("crates").join(name);
        let manifest = manifest(name, "soap-runtime.workspace = true\n");
        files::write(home.join("Cargo.toml"), &manifest)?;
        files::write(home.join("src/lib.rs"), "pub mod contract;\n")?;
        copy_rust(module, &home.join("src/contract"))?;
        for (amount, used) in [("one", one), ("some", &some)] {
            if name != "cut" || amount == "one" {
                let file = home.join(format!("src/bin/{name}_{amount}.rs"));
                files::write(file, &program(name, used))?;
            }
        }
    }
    let strip = "profile.release.strip=true";
    let (_, said, succeeded) = cargo(folder, &["build", "--release", "--config", strip])?;
    if !succeeded {
        let words = said.first().map_or("", |message| message.text.as_str());
        return Err(format!("programs for release do not compile: {words}"));
    }
    let built = |name: &str| folder.join("target/release").join(name);
    let added = |name: &str| {
        let of_some = machine_code(&built(&format!("{name}_some")))?;
        let of_one = machine_code(&built(&format!("{name}_one")))?;
        Some(of_some.saturating_sub(of_one))
    };
    let code = added("whole").zip(added("bare").filter(|bytes| *bytes > 0));
    let bytes = |name: &str| {
        let length = std::fs::metadata(built(name)).map(|file| file.len() as f64);
        length.map_err(|error| format!("{name}: {error}"))
    };
    Ok(Weights {
        n_operations: some.len(),
        code: code.map(|(whole, bare)| whole as f64 / bare as f64),
        unused: (bytes("whole_one")? / bytes("cut_one")? - 1.0) * 100.0,
    })
}

/// A program of crate `name` that uses these.
fn program(name: &str, used: &[Used]) -> String {
    let mut main = format!("use {name}::contract as types;\n\nfn main() {{\n");
    for Used { marker, types, .. } in used {
        for shown in types {
            // Writing to a string does not fail.
            let _ = writeln!(main, "    show::<{shown}>();");
        }
        if name != "bare" {
            let _ = writeln!(main, "    call::<types::operations::{marker}>();");
        }
    }
    let calls = if name == "bare" { "" } else { CALLS };
    format!("use soap_runtime as rt;\n{main}}}\n{USES}{calls}")
}

/// The bytes of machine code in a program.
fn machine_code(program: &Path) -> Option<u64> {
    let text = process::output(Command::new("size").args(["-A", "-d"]).arg(program)).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(".text"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_found_with_their_types() {
        let text = "\nrt::operation!(Buy: types::Order => types::Answer, {\n    operation(\"buy\", required(NS, \"buy\")),\n});\n\
                    \nrt::operation!(Ping: types::Ping, {\n    operation(\"ping\", required(NS, \"ping\")),\n});\n";
        let found = used(text);
        let names: Vec<_> = found.iter().map(|it| (&*it.name, &*it.marker)).collect();
        assert_eq!(names, [("buy", "Buy"), ("ping", "Ping")]);
        assert_eq!(found[0].types, ["types::Order", "types::Answer"]);
        assert_eq!(found[1].types, ["types::Ping"]);
    }
}
