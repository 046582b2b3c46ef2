//! Sends every sample through the generated tables: read, written, read again.
//!
//! `corpus --roundtrip` copies this file into a crate beside `cases.rs` and a `roots.rs` that names all operations. It
//! prints one line before each sample, one for each that does not come back equal, and one with counts for each root; and
//! it writes a file with what was written.

mod cases;
mod compare;
mod roots;

use cases::Cases;
use compare::Failure;

fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    // What ended an earlier run is not tried again.
    let mut args = std::env::args().skip(1).filter_map(|it| it.parse().ok());
    roots::run_all(args.next().unwrap_or(0));
}

/// Tries the samples of root `index`, which lie in the file `samples`; `all` names the operations.
pub(crate) fn run_root(index: &str, samples: &str, written: &str, all: fn(&mut Cases)) {
    let text = std::fs::read_to_string(samples).unwrap_or_default();
    let mut cases = Cases::new(text.lines().filter_map(|line| {
        let mut parts = line.splitn(4, '\t');
        Some([(); 4].map(|()| parts.next().unwrap_or_default().to_owned())).filter(|it| !it[3].is_empty())
    }));
    let index_of_root = index.to_owned();
    cases.before = Some(Box::new(move |marker, side, name| {
        println!("try\t{index_of_root}\t{marker}\t{side}\t{name}");
    }));
    all(&mut cases);
    let (mut good, mut bad, mut unsampled) = (0, 0, 0);
    let mut lines = String::new();
    for it in &cases.results {
        match &it.result {
            Ok(envelope) => {
                good += 1;
                lines.push_str(&compare::line(&it.marker, &it.side, &it.name, envelope));
            }
            Err(Failure::Sample) => unsampled += 1,
            Err(Failure::Wrong(words)) => {
                bad += 1;
                let words = words.replace(['\t', '\n', '\r'], " ");
                println!("bad\t{index}\t{}\t{}\t{}\t{words}", it.marker, it.side, it.name);
            }
        }
    }
    if let Err(error) = std::fs::write(written, lines) {
        println!("bad\t{index}\t\t\t\twhat was written cannot be kept: {error}");
    }
    println!("root\t{index}\t{good}\t{bad}\t{unsampled}");
}
