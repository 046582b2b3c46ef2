#![no_main]
libfuzzer_sys::fuzz_target!(init: fuzz::plant(fuzz::settings::seeds()), |data: &[u8]| fuzz::settings::run(data));
