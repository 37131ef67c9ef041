//! Fresh runtimes on two threads: how much more than on one, against what native
//! rquickjs gains on the same machine in the same minute.

#[path = "support/native.rs"]
mod native;
#[path = "support/results.rs"]
mod results;
#[path = "support/thread_cpu.rs"]
mod thread_cpu;

use results::{Aim, Finding, note};
use skerry::Engine;
use std::sync::Barrier;
use std::time::{Duration, Instant};
use thread_cpu::thread_cpu;

const ROUNDS: usize = 40;
/// Runtimes of each thread in a round.
const EACH: u32 = 500;
const THREADS: u32 = 2;

fn main() {
    let engine = Engine::builder().build().unwrap();
    assert_eq!(native::version(), skerry::BuildInfo::current().quickjs, "the same QuickJS on both sides");
    let skerry = || {
        let tokio = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let engine = engine.clone();
        move || {
            tokio.block_on(async {
                let mut runtime = engine.runtime().build().await.unwrap();
                assert_eq!(runtime.eval::<i32>("1+1").await.unwrap(), 2);
            });
        }
    };
    let native = || || assert_eq!(native::fresh("1+1"), 2);

    let mut gains: [Vec<Gain>; 2] = Default::default();
    for _ in 0..ROUNDS {
        gains[0].push(gain(&skerry));
        gains[1].push(gain(&native));
    }
    let [skerry, native] = gains;
    let of = |gains: &[Gain], part: fn(&Gain) -> f64| {
        let mut parts: Vec<f64> = gains.iter().map(part).collect();
        parts.sort_by(f64::total_cmp);
        parts[parts.len() / 2]
    };
    println!("fresh runtimes on {THREADS} threads, in those of one (medians of {ROUNDS} rounds):");
    for (name, part) in [("by the clock", (|gain| gain.wall) as fn(&Gain) -> f64), ("by cpu time", |gain| gain.cpu)] {
        let (skerry, native) = (of(&skerry, part), of(&native, part));
        println!(
            "  {name}: skerry {skerry:.2}, native rquickjs {native:.2}; {:.2} of it (at least 0.95)",
            skerry / native
        );
        let (name, against) = (format!("{THREADS} threads, {name}"), Some(("native rquickjs", native)));
        note(&Finding { group: "scaling", name, ours: skerry, unit: "x one thread", against, aim: Aim::Ratio(0.97) });
    }
}

/// The throughput of some threads in that of one.
struct Gain {
    wall: f64,
    /// As if no other process ran: what waiting for each other costs is not in it.
    cpu: f64,
}

fn gain<F: Fn()>(prepare: &(impl Fn() -> F + Sync)) -> Gain {
    let (one_wall, one_cpu) = time(1, prepare);
    let (all_wall, all_cpu) = time(THREADS, prepare);
    let ratio = |one: Duration, all: Duration| one.as_secs_f64() * f64::from(THREADS) / all.as_secs_f64();
    Gain { wall: ratio(one_wall, all_wall), cpu: ratio(one_cpu, all_cpu) }
}

/// The time in which `threads` threads do their work side by side, and the cpu
/// time of each.
fn time<F: Fn()>(threads: u32, prepare: &(impl Fn() -> F + Sync)) -> (Duration, Duration) {
    let start = Barrier::new(threads as usize + 1);
    std::thread::scope(|scope| {
        let work = || {
            let work = prepare();
            work();
            start.wait();
            let cpu = thread_cpu();
            (0..EACH).for_each(|_| work());
            (Instant::now(), thread_cpu().saturating_sub(cpu))
        };
        let handles: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        start.wait();
        let began = Instant::now();
        let ends: Vec<_> = handles.into_iter().map(|handle| handle.join().unwrap()).collect();
        let wall = ends.iter().map(|(end, _)| *end - began).max().unwrap_or_default();
        let cpu = ends.iter().map(|(_, cpu)| *cpu).sum::<Duration>() / threads;
        (wall, cpu)
    })
}
