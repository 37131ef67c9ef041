//! Ten thousand live idle runtimes: memory of each, the time to make and to drop
//! them, and whether a second generation costs what the first did.
//!
//! `cargo bench --bench density -- [RUNTIMES]`

#[path = "support/live.rs"]
mod live;
#[path = "support/resident.rs"]
mod resident;
#[path = "support/results.rs"]
mod results;

use resident::{Resident, mappings};
use results::{Aim, Finding, note, us};
use skerry::{Engine, Runtime};
use std::time::{Duration, Instant};

const RUNTIMES: usize = 10_000;

fn main() {
    let runtimes = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(RUNTIMES);
    let tokio = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let engine = Engine::builder().build().unwrap();
    let maps = mappings();
    // What the process keeps for ever: code, the hot slots' first pages.
    drop(tokio.block_on(live::runtimes(&engine, 16)));
    let before = Resident::now();

    println!("{runtimes} runtimes that have evaluated `1+1` and live on; before: {before}");
    println!("| generation | build and eval | private each | RSS each | mappings each | drop | left each |");
    println!("|---|---|---|---|---|---|---|");
    for number in 1..=3 {
        let start = Instant::now();
        let live = tokio.block_on(live::runtimes(&engine, runtimes));
        let each = start.elapsed() / u32::try_from(runtimes).unwrap();
        let during = Resident::now().since(&before).each(runtimes);
        let maps = (mappings() - maps) * 10 / runtimes;
        let dropped = drop_all(live);
        let left = Resident::now().since(&before).each(runtimes);
        println!(
            "| {number} | {each:.1?} | {} KiB | {} KiB | {}.{} | {dropped:.2?} | {} KiB |",
            during.private,
            during.rss,
            maps / 10,
            maps % 10,
            left.private
        );
        let known = |name: &str, ours: f64, unit: &'static str, aim: Aim| {
            let name = format!("{name}, generation {number}");
            note(&Finding { group: "density", name, ours, unit, against: None, aim });
        };
        known("private memory of an idle runtime", kib(during.private), "KiB", Aim::Value(150.0));
        known("left by each that was dropped", kib(left.private), "KiB", Aim::Value(64.0));
        known("build and eval", us(each), "us", Aim::Nothing);
    }
    println!("(at most 200 KiB private each, 64 KiB left each, 2 s to drop)");
    println!("{:?}", engine.stats());
}

#[allow(clippy::cast_precision_loss, reason = "far from 2^52")]
fn kib(count: i64) -> f64 {
    count as f64
}

fn drop_all(live: Vec<Runtime>) -> Duration {
    let start = Instant::now();
    drop(live);
    start.elapsed()
}
