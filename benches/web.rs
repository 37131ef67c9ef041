//! Digests, ciphers, text and URLs: `host run` and `node`, each telling its own numbers.

#[path = "support/rates.rs"]
mod rates;
#[path = "support/results.rs"]
mod results;

const RATES: [rates::Rate; 7] = [
    ("SHA-256", "MB/s", Some(300.0)),
    ("SHA-512", "MB/s", None),
    ("AES-GCM", "MB/s", Some(100.0)),
    ("AES-CTR", "MB/s", None),
    ("decode ASCII", "MB/s", Some(1000.0)),
    ("decode mixed", "MB/s", Some(300.0)),
    ("new URL", "us", Some(5.0)),
];

fn main() {
    rates::compare("web platform", "web/rates.mjs", &RATES, &["--max-memory", "1GiB"], &[]);
}
