//! A fresh runtime, from nothing to nothing: create, evaluate `1+1`, drop.
//!
//! Beside it native rquickjs doing the same in this process, and an empty
//! component. The ratios are medians of alternating rounds.

#[path = "support/alternate.rs"]
mod alternate;
#[path = "support/empty.rs"]
mod empty;
#[path = "support/native.rs"]
mod native;
#[path = "support/results.rs"]
mod results;

use alternate::alternate;
use criterion::Criterion;
use results::{Aim, Finding, note, us};
use skerry::Engine;
use std::hint::black_box;
use std::time::{Duration, Instant};

fn main() {
    let tokio = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let engine = Engine::builder().build().unwrap();
    let empty = empty::Empty::new();
    assert_eq!(native::version(), skerry::BuildInfo::current().quickjs, "the same QuickJS on both sides");

    let fresh = || {
        let two: i32 = tokio.block_on(async {
            let mut runtime = engine.runtime().build().await.unwrap();
            runtime.eval("1+1").await.unwrap()
        });
        assert_eq!(two, 2);
    };
    let native = || assert_eq!(native::fresh("1+1"), 2);
    let empty = || tokio.block_on(empty.fresh());

    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("startup");
    group.bench_function("skerry", |bencher| bencher.iter(fresh));
    group.bench_function("native rquickjs", |bencher| bencher.iter(native));
    group.bench_function("empty component", |bencher| bencher.iter(empty));
    group.finish();
    criterion.final_summary();

    let [skerry, rquickjs, nothing] = alternate(200, 10, [&fresh, &native, &empty]);
    println!("fresh runtime: skerry {skerry:.1?}, native rquickjs {rquickjs:.1?}, empty component {nothing:.1?}");
    println!("  {:.2} x native rquickjs (at most 0.35)", skerry.as_secs_f64() / rquickjs.as_secs_f64());
    println!("  {:.2} x an empty component", skerry.as_secs_f64() / nothing.as_secs_f64());
    for (against, time, aim) in [("native rquickjs", rquickjs, 0.35), ("an empty component", nothing, 3.0)] {
        let (name, against) = ("fresh runtime, 1+1, drop".to_owned(), Some((against, us(time))));
        note(&Finding { group: "start-up", name, ours: us(skerry), unit: "us", against, aim: Aim::Ratio(aim) });
    }
    phases(&tokio, &engine);
    black_box(&engine);
}

/// Where the time of a fresh runtime goes.
fn phases(tokio: &tokio::runtime::Runtime, engine: &Engine) {
    let mut times: [Vec<Duration>; 4] = Default::default();
    for _ in 0..2000 {
        let marks: [Instant; 5] = tokio.block_on(async {
            let start = Instant::now();
            let mut runtime = engine.runtime().build().await.unwrap();
            let built = Instant::now();
            let _: i32 = runtime.eval("1+1").await.unwrap();
            let first = Instant::now();
            let _: i32 = runtime.eval("1+1").await.unwrap();
            let second = Instant::now();
            drop(runtime);
            [start, built, first, second, Instant::now()]
        });
        for (index, times) in times.iter_mut().enumerate() {
            times.push(marks[index + 1] - marks[index]);
        }
    }
    let [build, first, second, drop] = times.map(|mut times| {
        times.sort();
        times[times.len() / 2]
    });
    println!("  build {build:.1?}, first eval {first:.1?}, second eval {second:.1?}, drop {drop:.1?}");
}
