//! Streams and timers: `host run` against `node`, each program of `streams/` in both.
//!
//! `cargo bench --bench streams [NAME ...]`; a program prints the milliseconds
//! that it took, so that neither side's start-up counts.

#[path = "support/results.rs"]
mod results;

use results::{Aim, Finding, note};
use std::path::Path;
use std::process::Command;

/// Programs and the least share of Node 20's speed that is aimed at.
const PROGRAMS: [(&str, f64); 4] = [("transform", 0.2), ("pipe", 0.22), ("for_await", 0.13), ("timers", 0.5)];

const ROUNDS: usize = 7;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../benches/streams");
    let host = Path::new(env!("CARGO_BIN_EXE_host"));
    if Command::new("node").arg("--version").output().is_err() {
        println!("node is not installed: nothing to compare with");
        return;
    }
    println!("{:<12} {:>10} {:>10} {:>8}", "program", "node", "skerry", "speed");
    for (name, aim) in PROGRAMS {
        if !wanted.is_empty() && !wanted.iter().any(|wanted| wanted == name) {
            continue;
        }
        let file = folder.join(name).with_extension("js");
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            theirs.push(milliseconds(Path::new("node"), &[], &file));
            ours.push(milliseconds(host, &["run"], &file));
        }
        let (ours, theirs) = (median(ours), median(theirs));
        println!("{name:<12} {theirs:>7.0} ms {ours:>7.0} ms {:>6.2} x (at least {aim})", theirs / ours);
        let (group, against) = (if name == "timers" { "timers" } else { "streams" }, Some(("node", theirs)));
        note(&Finding { group, name: name.to_owned(), ours, unit: "ms", against, aim: Aim::Ratio(1.0 / aim) });
    }
}

/// What a program says of itself.
fn milliseconds(program: &Path, arguments: &[&str], file: &Path) -> f64 {
    let output = Command::new(program).args(arguments).arg(file).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let complaint = String::from_utf8_lossy(&output.stderr);
    text.trim().parse().unwrap_or_else(|_| panic!("{} {}: {text}{complaint}", program.display(), file.display()))
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
