//! Times of one conversion; run by hand:
//! `cargo test --release -p skerry --lib -- --ignored --nocapture conversions`

use super::super::{Bytes, Value, arguments_from_cbor, arguments_to_cbor};
use crate::handle::Handles;
use std::hint::black_box;
use std::time::Instant;

fn time<T>(name: &str, mut work: impl FnMut() -> T) {
    let rounds = 20_000_u32;
    let start = Instant::now();
    for _ in 0..rounds {
        black_box(work());
    }
    println!("{name}: {:?}", start.elapsed() / rounds);
}

#[test]
#[ignore = "prints times"]
fn conversions_take() {
    let handles = Handles::new(64);
    let arguments = ("user:1234".to_owned(), 42_u32);
    let bytes = arguments_to_cbor(&arguments, &handles).unwrap().0;
    time("write (string, number)", || arguments_to_cbor(black_box(&arguments), &handles).unwrap().0);
    time("read (string, number)", || arguments_from_cbor::<(String, u32)>(black_box(&bytes), &handles).unwrap());
    time("read (Value, Value)", || arguments_from_cbor::<(Value, Value)>(black_box(&bytes), &handles).unwrap());
    let arguments = (Bytes(vec![7; 65_536]),);
    let bytes = arguments_to_cbor(&arguments, &handles).unwrap().0;
    time("write 64 KiB", || arguments_to_cbor(black_box(&arguments), &handles).unwrap().0);
    time("read 64 KiB", || arguments_from_cbor::<(Bytes,)>(black_box(&bytes), &handles).unwrap());
}
