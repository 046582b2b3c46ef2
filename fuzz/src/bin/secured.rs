#![no_main]
libfuzzer_sys::fuzz_target!(init: fuzz::plant(fuzz::secured::seeds()), |data: &[u8]| fuzz::secured::run(data));
