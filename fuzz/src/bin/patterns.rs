#![no_main]
libfuzzer_sys::fuzz_target!(init: fuzz::plant(fuzz::patterns::seeds()), |data: &[u8]| fuzz::patterns::run(data));
