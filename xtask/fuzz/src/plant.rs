//! The inputs to begin with, for libFuzzer.

/// Writes `seeds` into the folder that `FUZZ_SEEDS` names, for libFuzzer to begin with.
pub fn plant(seeds: Vec<Vec<u8>>) {
    let Some(folder) = std::env::var_os("FUZZ_SEEDS") else {
        return;
    };
    for (index, seed) in seeds.iter().enumerate() {
        let path = std::path::Path::new(&folder).join(format!("{index:04}"));
        std::fs::write(path, seed).expect("the folder of seeds can be written");
    }
}
