//! The hostile corpus under a clock: how long a script goes on after its time, how fast an
//! interrupt is, what hostile runtimes leave behind, and what others notice of them.
//!
//! `cargo bench --bench overshoot -- [overshoot|kill|turns|sequence|crowd|memory] [ROUNDS]`

#[path = "../tests/corpus/corpus.rs"]
mod corpus;
#[allow(dead_code, reason = "shared with another bench")]
#[path = "support/resident.rs"]
mod resident;
#[path = "support/thread_cpu.rs"]
mod thread_cpu;

use corpus::{Attack, World, areas, attacks, limits_for, perform};
use resident::Resident;
use skerry::{Engine, Limits, MIB};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::{Duration, Instant};
use thread_cpu::thread_cpu;

const WALL: Duration = Duration::from_millis(300);
const ROUNDS: usize = 10;
/// Hostile runtimes one after the other, and at once.
const SEQUENCE: usize = 2_000;
const CROWD: usize = 200;

fn main() {
    with_one_heap();
    let given: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let rounds = given.iter().find_map(|argument| argument.parse().ok()).unwrap_or(ROUNDS);
    let named: Vec<&String> = given.iter().filter(|argument| argument.parse::<usize>().is_err()).collect();
    let wanted = |name: &str| named.is_empty() || named.iter().any(|given| *given == name);
    let world = Arc::new(World::new(Engine::builder().build().unwrap()));
    let all: Vec<Attack> = areas().iter().flat_map(|area| attacks(area)).collect();
    let all: Arc<[Attack]> = all.into();
    if wanted("overshoot") {
        overshoot(&world, &all, rounds);
    }
    if wanted("kill") {
        kill(&world, &all, rounds);
    }
    if wanted("turns") {
        turns(&world, &all);
    }
    if wanted("sequence") {
        sequence(&world, &all);
    }
    if wanted("crowd") {
        crowd(&world, &all);
    }
    if wanted("memory") {
        memory(&world, &all);
    }
}

/// Begins again where the C library would keep a heap for each thread: it gives free memory back
/// to the system from its main one only.
fn with_one_heap() {
    const ARENAS: &str = "MALLOC_ARENA_MAX";
    if std::env::var_os(ARENAS).is_none() {
        let mut again = std::process::Command::new(std::env::current_exe().unwrap());
        let status = again.args(std::env::args_os().skip(1)).env(ARENAS, "1").status().unwrap();
        std::process::exit(status.code().unwrap_or(1));
    }
}

fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// What a script takes beyond its time.
fn overshoot(world: &World, all: &[Attack], rounds: usize) {
    let mut over: Vec<Duration> = Vec::new();
    let mut each: BTreeMap<&str, Vec<(Duration, Duration)>> = BTreeMap::new();
    for _ in 0..rounds {
        for attack in all.iter().filter(|attack| attack.header.is_stopped_by_time()) {
            let (outcome, cpu) = block_on(async {
                let mut runtime = world.tenant(attack, limits_for(attack, WALL)).await;
                let start = thread_cpu();
                let outcome = perform(&mut runtime, attack).await;
                (outcome, thread_cpu().saturating_sub(start))
            });
            if outcome.how == "limit wall time" {
                let beyond = outcome.took.saturating_sub(WALL);
                over.push(beyond);
                each.entry(&attack.name).or_default().push((beyond, outcome.took.saturating_sub(cpu)));
            }
        }
    }
    println!("beyond a limit of {WALL:?} wall time, {rounds} rounds:");
    println!("| programs | ends | p50 | p99 | max |");
    println!("|---|---|---|---|---|");
    let row = percentiles(&mut over);
    println!("| {} | {} | {row} |", each.len(), over.len());
    println!("(at least 50 programs; p50 under 5 ms, p99 under 15 ms, max under 40 ms)");
    println!("the slowest: all ends in their order, and for how long the thread of the worst did not run");
    for times in each.values_mut() {
        times.sort();
    }
    let mut slowest: Vec<_> = each.iter().filter_map(|(name, times)| Some((name, times, times.last()?))).collect();
    slowest.sort_by_key(|(_, _, worst)| std::cmp::Reverse(worst.0));
    for (name, times, (_, waited)) in slowest.iter().take(16) {
        let beyond: Vec<String> = times.iter().map(|(beyond, _)| format!("{beyond:.1?}")).collect();
        println!("  {name}: {}; {waited:.1?}", beyond.join(" "));
    }
}

/// From an interrupt to the end of the call.
fn kill(world: &World, all: &[Attack], rounds: usize) {
    let mut latencies = Vec::new();
    for attack in all.iter().filter(|attack| attack.header.stopped_by == ["limit wall time"]) {
        for _ in 0..rounds {
            let limits = Limits::unlimited().memory(32 * MIB).streams(8).wall(Duration::from_secs(20));
            let mut runtime = block_on(world.tenant(attack, limits));
            let stop = runtime.interrupt_handle();
            let killer = std::thread::spawn(move || {
                std::thread::sleep(Duration::from_millis(15));
                let start = Instant::now();
                stop.interrupt();
                start
            });
            let outcome = block_on(perform(&mut runtime, attack));
            let end = Instant::now();
            let start = killer.join().unwrap();
            if outcome.how.starts_with("Interrupted") {
                latencies.push(end.saturating_duration_since(start));
            }
        }
    }
    println!("from an interrupt to the end of the call, {} of them:", latencies.len());
    println!("| p50 | p99 | max |\n|---|---|---|\n| {} |", percentiles(&mut latencies));
    println!("(p99 under 8 ms)");
}

/// The longest time for which a script keeps its thread from others.
fn turns(world: &World, all: &[Attack]) {
    let mut longest: Vec<(Duration, &str)> = Vec::new();
    for attack in all.iter().filter(|attack| attack.header.is_stopped_by_time()) {
        let turn = block_on(async {
            let mut runtime = world.tenant(attack, limits_for(attack, WALL)).await;
            let mut longest = Duration::ZERO;
            tokio::select! {
                biased;
                _ = perform(&mut runtime, attack) => {}
                () = between_turns(&mut longest) => {}
            }
            longest
        });
        longest.push((turn, &attack.name));
    }
    longest.sort_by_key(|(turn, _)| std::cmp::Reverse(*turn));
    println!("the longest turn of {} programs on their thread, which end after {WALL:?}:", longest.len());
    let mut times: Vec<Duration> = longest.iter().map(|(turn, _)| *turn).collect();
    println!("| p50 | p99 | max |\n|---|---|---|\n| {} |", percentiles(&mut times));
    for (turn, name) in longest.iter().take(40) {
        println!("  {name}: {turn:.1?}");
    }
}

/// Measures how long it takes until this has its turn again.
async fn between_turns(longest: &mut Duration) {
    loop {
        let start = Instant::now();
        tokio::task::yield_now().await;
        *longest = start.elapsed().max(*longest);
    }
}

/// Hostile runtimes one after the other: what they leave.
fn sequence(world: &World, all: &[Attack]) {
    let run = |count: usize| {
        for attack in all.iter().cycle().take(count) {
            block_on(async {
                let limits = limits_for(attack, WALL).wall(Duration::from_millis(20));
                let mut runtime = world.tenant(attack, limits).await;
                perform(&mut runtime, attack).await;
            });
        }
    };
    // What the process keeps for ever.
    run(all.len());
    let before = Resident::now();
    run(SEQUENCE);
    let after = Resident::now();
    println!("{SEQUENCE} hostile runtimes one after the other: before {before}, after {after}");
    println!("{:?}", world.engine.stats());
}

/// Hostile runtimes at once, and a polite one beside them.
fn crowd(world: &Arc<World>, all: &Arc<[Attack]>) {
    let spinning: Vec<usize> =
        (0..all.len()).filter(|index| all[*index].header.stopped_by == ["limit wall time"]).collect();
    let pool = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let mut answers = Vec::new();
    let mut left = Vec::new();
    let alone = pool.block_on(polite(world, 200));
    // What the process keeps for ever, then what more crowds add.
    for _ in 0..3 {
        let tasks: Vec<_> = (0..CROWD)
            .map(|number| {
                let (world, all, index) = (Arc::clone(world), Arc::clone(all), spinning[number % spinning.len()]);
                pool.spawn(async move {
                    let limits = limits_for(&all[index], Duration::from_secs(10));
                    let mut runtime = world.tenant(&all[index], limits).await;
                    perform(&mut runtime, &all[index]).await;
                })
            })
            .collect();
        let (beside, world) = (Arc::new(AtomicBool::new(true)), Arc::clone(world));
        let going = Arc::clone(&beside);
        let asked = pool.spawn(async move {
            let mut answers = Vec::new();
            while going.load(Ordering::Relaxed) {
                answers.extend(polite(&world, 5).await);
            }
            answers
        });
        for task in tasks {
            pool.block_on(task).unwrap();
        }
        beside.store(false, Ordering::Relaxed);
        answers.extend(pool.block_on(asked).unwrap());
        left.push((settled(), answers.capacity() * size_of::<Duration>() / 1024));
    }
    println!("a polite runtime on two threads, `1 + 1` each time:");
    println!("| beside | answers | p50 | p99 | max |\n|---|---|---|---|---|");
    for (name, mut times) in [("nobody", alone), ("hostile", answers)] {
        println!("| {name} | {} | {} |", times.len(), percentiles(&mut times));
    }
    println!("(p99 under 20 ms beside {CROWD})");
    for (number, (left, answers)) in (1..).zip(left) {
        println!("after crowd {number}: {left}, {answers} KiB of it these times");
    }
}

/// What is left when the C library has given back what is free.
#[allow(unsafe_code, reason = "the C library is asked to give memory back")]
fn settled() -> Resident {
    // SAFETY: it works on the heap under its lock.
    unsafe { libc::malloc_trim(0) };
    Resident::now()
}

async fn polite(world: &World, count: usize) -> Vec<Duration> {
    let mut runtime = world.builder().build().await.unwrap();
    let mut times = Vec::new();
    for _ in 0..count {
        let start = Instant::now();
        assert_eq!(runtime.eval::<u32>("1 + 1").await.unwrap(), 2);
        times.push(start.elapsed());
        tokio::task::yield_now().await;
    }
    times
}

/// What a runtime of 64 MiB adds to the process, at most, in any of its moments.
fn memory(world: &World, all: &[Attack]) {
    const MEMORY: u64 = 64 * MIB;
    const HOST: u64 = 4 * MIB;
    let peak = Arc::new(AtomicI64::new(0));
    let going = Arc::new(AtomicBool::new(true));
    let watcher = {
        let (peak, going) = (Arc::clone(&peak), Arc::clone(&going));
        std::thread::spawn(move || {
            while going.load(Ordering::Relaxed) {
                peak.fetch_max(Resident::now().private, Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(1));
            }
        })
    };
    let mut most: Vec<(i64, &str)> = Vec::new();
    for attack in all {
        let before = Resident::now().private;
        peak.store(before, Ordering::Relaxed);
        let limits = limits_for(attack, WALL).wall(Duration::from_secs(2)).memory(MEMORY).host_bytes(HOST);
        block_on(async {
            let mut runtime = world.tenant(attack, limits).await;
            perform(&mut runtime, attack).await;
            peak.fetch_max(Resident::now().private, Ordering::Relaxed);
        });
        most.push((peak.load(Ordering::Relaxed) - before, &attack.name));
    }
    going.store(false, Ordering::Relaxed);
    watcher.join().unwrap();
    most.sort_by_key(|(kib, _)| std::cmp::Reverse(*kib));
    println!("private memory that a runtime of 64 MiB with 4 MiB on the host's side adds, the most of each:");
    for (kib, name) in most.iter().take(10) {
        println!("  {name}: {kib} KiB");
    }
    println!("(at most 64 MiB, 4 MiB and the native stack: 69,632 KiB and the stack)");
}

/// `p50 | p99 | max`
fn percentiles(times: &mut [Duration]) -> String {
    times.sort();
    let at = |part: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "an index"
        )]
        let index = ((times.len() as f64 * part).ceil() as usize).saturating_sub(1);
        times.get(index).copied().unwrap_or_default()
    };
    format!("{:.2?} | {:.2?} | {:.2?}", at(0.5), at(0.99), at(1.0))
}
