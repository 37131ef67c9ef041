//! Programs that tell their own numbers, in `host run` and in `node`.

use crate::results::{Aim, Finding, note};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// A number that a program tells: its name, its unit, and what is aimed at; so many MB/s or more,
/// so many microseconds or less.
pub type Rate = (&'static str, &'static str, Option<f64>);

const ROUNDS: usize = 3;

/// Runs a program of `benches/` in both, in turns, and prints the medians. `grants` are for `host
/// run` alone, `arguments` for the program.
pub fn compare(group: &'static str, program: &str, rates: &[Rate], grants: &[&str], arguments: &[&str]) {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../benches").join(program);
    let has_node = Command::new("node").arg("--version").output().is_ok();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let mut host = Command::new(env!("CARGO_BIN_EXE_host"));
        ours.push(told(host.arg("run").args(grants).arg(&program).arg("--").args(arguments)));
        if has_node {
            theirs.push(told(Command::new("node").arg(&program).args(arguments)));
        }
    }
    println!("{:<16} {:>12} {:>12}", "", "skerry", "node");
    for &(name, unit, aim) in rates {
        let [ours, theirs] = [&ours, &theirs].map(|all| median(all, name));
        let word = if unit == "us" { "at most" } else { "at least" };
        let aimed = aim.map(|aim| format!("{word} {aim}")).unwrap_or_default();
        println!("{name:<16} {ours:>7.1} {unit:<4} {theirs:>7.1} {unit:<4} {aimed}");
        let against = has_node.then_some(("node", theirs));
        let aim = aim.map_or(Aim::Nothing, Aim::Value);
        note(&Finding { group, name: name.to_owned(), ours, unit, against, aim });
    }
}

/// What a run of a program tells.
fn told(command: &mut Command) -> BTreeMap<String, f64> {
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
