#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|input: &[u8]| fuzz::cbor(input));

/// Without a fuzzer: the files that are named.
#[cfg(not(fuzzing))]
fn main() {
    fuzz::replay(fuzz::cbor);
}
