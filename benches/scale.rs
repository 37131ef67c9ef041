//! What the next runtime costs beside those that live already, up to as many as the machine allows.
//!
//! `cargo bench --bench scale -- [RUNTIMES]`; 20,000 want `sysctl vm.max_map_count=126000`.

#[path = "support/live.rs"]
mod live;
#[path = "support/resident.rs"]
mod resident;
#[path = "support/results.rs"]
mod results;

use live::runtimes;
use resident::Resident;
use results::{Aim, Finding, note, us};
use skerry::Engine;
use std::time::{Duration, Instant};
use tokio::runtime::Builder;

/// As many as an engine can have, and fewer where the machine does not allow that.
const RUNTIMES: [usize; 4] = [20_000, 12_000, 10_000, 5_000];
/// How many live when the next ones are measured.
const STEPS: [usize; 12] = [1, 10, 100, 500, 1_000, 2_000, 4_000, 6_000, 8_000, 10_000, 12_000, 20_000];
/// The next ones: made, and most of them dropped again.
const NEXT: usize = 50;
const ROUNDS: usize = 9;

fn main() {
    let wanted = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let (engine, most) = wanted.map_or_else(largest, |wanted| (engine(wanted).unwrap(), wanted));
    let tokio = Builder::new_current_thread().enable_time().build().unwrap();
    drop(tokio.block_on(runtimes(&engine, NEXT)));
    let before = Resident::now();
    let mut live = Vec::with_capacity(most);
    println!("at most {most} runtimes");
    println!("{:>7} {:>14} {:>14} {:>14}", "live", "the next one", "one that stays", "private each");
    for step in STEPS.into_iter().filter(|step| step + NEXT <= most).chain([most - NEXT]) {
        if step <= live.len() {
            continue;
        }
        let (more, start) = (step - live.len(), Instant::now());
        live.extend(tokio.block_on(runtimes(&engine, more)));
        let stays = start.elapsed() / u32::try_from(more).unwrap();
        let private = Resident::now().since(&before).each(step).private;
        let mut times: Vec<Duration> = (0..ROUNDS).map(|_| next(&tokio, &engine)).collect();
        times.sort_unstable();
        let time = times[ROUNDS / 2];
        println!("{step:>7} {time:>14.1?} {stays:>14.1?} {private:>10} KiB");
        for (name, time) in [("made and dropped", time), ("made and kept", stays)] {
            let name = format!("{name} beside {step}");
            note(&Finding { group: "scale", name, ours: us(time), unit: "us", against: None, aim: Aim::Nothing });
        }
    }
    let start = Instant::now();
    let count = live.len();
    drop(live);
    println!("{count} were dropped in {:.2?}", start.elapsed());
}

fn largest() -> (Engine, usize) {
    for runtimes in RUNTIMES {
        match engine(runtimes) {
            Ok(engine) => return (engine, runtimes),
            Err(error) => println!("{runtimes}: {error}"),
        }
    }
    panic!("no engine")
}

fn engine(runtimes: usize) -> skerry::Result<Engine> {
    let hot = 16;
    Engine::builder().hot_slots(hot).wide_slots(runtimes - hot).build()
}

/// To make, use and drop one.
fn next(tokio: &tokio::runtime::Runtime, engine: &Engine) -> Duration {
    let start = Instant::now();
    for _ in 0..NEXT {
        drop(tokio.block_on(runtimes(engine, 1)));
    }
    start.elapsed() / u32::try_from(NEXT).unwrap()
}
