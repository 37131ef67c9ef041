//! Resident memory returns to its level.
#![cfg(target_os = "linux")]

use super::held::{Counts, holding};
use super::tenants;
use crate::support::{block_on, cache_folder};
use skerry::{Cache, Engine};

const SLOTS: u64 = 132;
/// What a slot may keep, in KiB.
const LEFT: u64 = 64;

/// Private memory of this process in KiB.
fn private() -> u64 {
    let text = std::fs::read_to_string("/proc/self/smaps_rollup").unwrap();
    let lines = text.lines().filter(|line| line.starts_with("Private_"));
    lines.map(|line| line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap()).sum()
}

fn rounds(engine: &Engine, sequential: usize, parallel: usize) {
    block_on(async {
        for number in 0..sequential {
            tenants::round(engine, number).await;
        }
    });
    for _ in 0..parallel {
        tenants::parallel(engine, 64);
    }
    block_on(async {
        let mut held = Vec::new();
        for number in 0..100 {
            held.push(holding(engine, &Counts::default().module(), number).await);
        }
    });
}

#[test]
fn resident_memory_returns_to_its_level_after_thousands_of_tenants() {
    // The other tests of this process would be measured with them.
    let name = std::thread::current()
        .name()
        .unwrap()
        .replace("resident_memory_returns_to_its_level_after_thousands_of_tenants", "thousands_of_tenants");
    let test = ["--exact", &name, "--ignored", "--nocapture"];
    let output = std::process::Command::new(std::env::current_exe().unwrap()).args(test).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("1 passed"), "{text}");
}

#[test]
#[ignore = "in a process of its own: resident_memory_returns_to_its_level_after_thousands_of_tenants"]
fn thousands_of_tenants() {
    let cache = Cache::at(cache_folder());
    let engine = Engine::builder().hot_slots(2).wide_slots(130).cache(Some(cache)).build().unwrap();
    rounds(&engine, 4, 1);
    let before = private();
    rounds(&engine, 1_000, 3);
    let (after, bound) = (private(), before + LEFT * SLOTS);
    println!("{before} KiB before, {after} KiB after");
    assert!(after <= bound, "{before} KiB before, {after} KiB after, {bound} KiB allowed");
}
