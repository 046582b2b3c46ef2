#![no_main]
libfuzzer_sys::fuzz_target!(init: fuzz::plant(fuzz::documents::seeds()), |data: &[u8]| fuzz::documents::run(data));
