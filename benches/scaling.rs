//! Fresh runtimes on two threads: how much more than on one, against what native
//! rquickjs gains on the same machine in the same minute.

#[path = "support/native.rs"]
mod native;

use skerry::Engine;
use std::sync::Barrier;
use std::time::{Duration, Instant};

const ROUNDS: usize = 60;
/// Runtimes of each thread in a round.
const EACH: u32 = 200;
const THREADS: usize = 2;

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

    let mut gains: [Vec<f64>; 2] = Default::default();
    for _ in 0..ROUNDS {
        gains[0].push(gain(&skerry));
        gains[1].push(gain(&native));
    }
    let [skerry, native] = gains.map(|mut gains| {
        gains.sort_by(f64::total_cmp);
        gains[gains.len() / 2]
    });
    println!("fresh runtimes on {THREADS} threads, in those of one: skerry {skerry:.2}, native rquickjs {native:.2}");
    println!("  {:.2} of native's scaling (at least 0.95)", skerry / native);
}

/// The throughput of some threads in that of one.
fn gain<F: Fn()>(prepare: &(impl Fn() -> F + Sync)) -> f64 {
    let one = time(1, prepare).as_secs_f64();
    let all = time(THREADS, prepare).as_secs_f64();
    one * THREADS as f64 / all
}

/// The time in which `threads` threads do their work side by side.
fn time<F: Fn()>(threads: usize, prepare: &(impl Fn() -> F + Sync)) -> Duration {
    let start = Barrier::new(threads + 1);
    std::thread::scope(|scope| {
        let handles: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    let work = prepare();
                    work();
                    start.wait();
                    (0..EACH).for_each(|_| work());
                    Instant::now()
                })
            })
            .collect();
        start.wait();
        let began = Instant::now();
        handles.into_iter().map(|handle| handle.join().unwrap() - began).max().unwrap_or_default()
    })
}
