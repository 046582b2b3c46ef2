#![no_main]
libfuzzer_sys::fuzz_target!(init: fuzz::plant(fuzz::lexical::seeds()), |data: &[u8]| fuzz::lexical::run(data));
