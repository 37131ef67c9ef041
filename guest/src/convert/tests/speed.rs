//! Times of one conversion; run by hand:
//! `cargo test --release -p guest --lib -- --ignored --nocapture conversions`

use super::super::{decode_all, encode_all};
use super::{eval, with_realm};
use std::time::Instant;

#[test]
#[ignore = "prints times"]
fn conversions_take() {
    with_realm(|ctx| {
        for (name, code) in [
            ("(string, number)", "['user:1234', 42]"),
            ("(object)", "[{ id: 7, name: 'a name', tags: ['x', 'y'], nested: { ok: true } }]"),
            ("(64 KiB)", "[new Uint8Array(65536)]"),
            ("(bigint, date)", "[2n ** 62n, new Date(0)]"),
            ("(1000 numbers)", "[Array.from({ length: 1000 }, (_, i) => i)]"),
        ] {
            let values: Vec<rquickjs::Value<'_>> =
                eval(ctx, code).into_array().unwrap().iter().map(Result::unwrap).collect();
            let bytes = encode_all(&values).unwrap();
            let rounds = 20_000_u32;
            let start = Instant::now();
            for _ in 0..rounds {
                std::hint::black_box(encode_all(std::hint::black_box(&values)).unwrap());
            }
            let encoded = start.elapsed() / rounds;
            let start = Instant::now();
            for _ in 0..rounds {
                std::hint::black_box(decode_all(ctx, std::hint::black_box(&bytes)).unwrap());
            }
            println!("{name}: encode {encoded:?}, decode {:?}", start.elapsed() / rounds);
        }
    });
}
