#![no_main]
libfuzzer_sys::fuzz_target!(init: fuzz::plant(fuzz::messages::seeds()), |data: &[u8]| fuzz::messages::run(data));
