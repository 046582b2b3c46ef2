#![no_main]
libfuzzer_sys::fuzz_target!(init: fuzz::plant(fuzz::reader::seeds()), |data: &[u8]| fuzz::reader::run(data));
