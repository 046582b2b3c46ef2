//! Seeded mutations, for runs without libFuzzer: the same on every machine.

/// Numbers that look random: xorshift64*.
pub struct Numbers(u64);

impl Numbers {
    /// Another seed, other numbers.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `n`; 0 where `n` is.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33).unwrap_or(0) % n.max(1)
    }
}

/// Runs `target` over all that once was wrong (`crashes/NAME`), over `seeds`, and over `rounds` mutations of them.
pub fn run_all(name: &str, target: impl Fn(&[u8]), seeds: &[Vec<u8>], rounds: usize) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = folder
        .ancestors()
        .map(|it| it.join("xtask/fuzz/crashes").join(name));
    let crashes = folders.find_map(|it| std::fs::read_dir(it).ok());
    for entry in crashes.into_iter().flatten() {
        let path = entry.expect("the folder can be read").path();
        println!("{}", path.display());
        target(&std::fs::read(path).expect("the file can be read"));
    }
    seeds.iter().for_each(|seed| target(seed));
    let mut numbers = Numbers::new(1);
    for _ in 0..rounds {
        let mut bytes = seeds[numbers.below(seeds.len())].clone();
        for _ in 0..=numbers.below(4) {
            mutate(&mut bytes, &mut numbers, seeds);
        }
        // Shown where the test fails.
        println!("{}", bytes.escape_ascii());
        target(&bytes);
    }
}

/// Changes `bytes` in one place.
pub fn mutate(bytes: &mut Vec<u8>, numbers: &mut Numbers, seeds: &[Vec<u8>]) {
    let at = numbers.below(bytes.len());
    let end = (at + 1 + numbers.below(16)).min(bytes.len());
    match numbers.below(6) {
        0 if at < bytes.len() => bytes[at] = numbers.below(256) as u8,
        1 if at < bytes.len() => bytes[at] ^= 1 << numbers.below(8),
        2 if at < end => drop(bytes.drain(at..end)),
        3 if at < end => {
            let copy = bytes[at..end].to_vec();
            let to = numbers.below(bytes.len());
            bytes.splice(to..to, copy);
        }
        4 => {
            let other = &seeds[numbers.below(seeds.len())];
            let from = numbers.below(other.len());
            let to = (from + 1 + numbers.below(32)).min(other.len());
            bytes.splice(at..at, other[from.min(to)..to].iter().copied());
        }
        _ => {
            const PIECES: [&str; 32] = [
                "<",
                ">",
                "</",
                "&#0;",
                "&#xD;",
                "<x/>",
                "]]>",
                "<![CDATA[",
                "<!--",
                "\"",
                " xsi:nil='true'",
                "\r\n",
                "\u{fffe}",
                "99999999999999999999",
                "-",
                ":",
                "-->",
                "--",
                "<?x ?>",
                "<?xml version='1.0'?>",
                "&lt;",
                "&x;",
                "&#x1F600;",
                " xmlns='urn:x'",
                " xmlns:x='urn:x'",
                "x:",
                " xmlns:x=''",
                "<!DOCTYPE x>",
                "<x:y/>",
                "'",
                "é",
                "\0",
            ];
            let piece = PIECES[numbers.below(PIECES.len())].bytes();
            bytes.splice(at..at, piece);
        }
    }
}
