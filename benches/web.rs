//! Digests, ciphers, text and URLs: `host run` and `node`, each telling its own numbers.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// What the program tells, in which unit, and what is aimed at: so many MB/s or more, so many
/// microseconds or less.
const RATES: [(&str, &str, &str); 7] = [
    ("SHA-256", "MB/s", "at least 300"),
    ("SHA-512", "MB/s", ""),
    ("AES-GCM", "MB/s", "at least 100"),
    ("AES-CTR", "MB/s", ""),
    ("decode ASCII", "MB/s", "at least 1000"),
    ("decode mixed", "MB/s", "at least 300"),
    ("new URL", "us", "at most 5"),
];

const ROUNDS: usize = 3;

fn main() {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../benches/web/rates.mjs");
    let host = Path::new(env!("CARGO_BIN_EXE_host"));
    let has_node = Command::new("node").arg("--version").output().is_ok();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(rates(Command::new(host).args(["run", "--max-memory", "1GiB"]).arg(&program)));
        if has_node {
            theirs.push(rates(Command::new("node").arg(&program)));
        }
    }
    println!("{:<14} {:>12} {:>12}", "", "skerry", "node");
    for (name, unit, aim) in RATES {
        let [ours, theirs] = [&ours, &theirs].map(|all| median(all, name));
        println!("{name:<14} {ours:>7.1} {unit:<4} {theirs:>7.1} {unit:<4} {aim}");
    }
}

/// What a run of the program tells.
fn rates(command: &mut Command) -> BTreeMap<String, f64> {
    let output = command.output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{command:?}: {error}: {complaint}"))
}

/// Not a number where there were no runs.
fn median(rounds: &[BTreeMap<String, f64>], name: &str) -> f64 {
    let mut rates: Vec<f64> = rounds.iter().map(|rates| rates[name]).collect();
    rates.sort_by(f64::total_cmp);
    rates.get(rates.len() / 2).copied().unwrap_or(f64::NAN)
}
