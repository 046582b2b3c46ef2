#![no_main]
libfuzzer_sys::fuzz_target!(init: fuzz::plant(fuzz::http_answers::seeds()), |data: &[u8]| fuzz::http_answers::run(data));
