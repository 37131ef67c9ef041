//! What crosses between Rust and a script, per crossing: host functions, calls,
//! bytes. Beside it a plain function of the script, and a fresh native rquickjs, from the same run.
//!
//! `cargo bench --bench bridge`

#[path = "support/native.rs"]
mod native;
#[path = "support/results.rs"]
mod results;

use results::{Aim, Finding, note, us};
use serde::de::DeserializeOwned;
use skerry::{AsyncCaller, Bytes, Caller, Engine, HostError, HostModule, Limits, Runtime};
use std::time::{Duration, Instant};

/// Crossings of one measurement.
const CROSSINGS: u32 = 20_000;
/// Measurements; the median is printed.
const ROUNDS: usize = 9;
const KIB_64: u32 = 64 * 1024;

fn main() {
    let tokio = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    tokio.block_on(async {
        assert_eq!(native::version(), skerry::BuildInfo::current().quickjs, "the same QuickJS on both sides");
        let engine = Engine::builder().build().unwrap();
        let mut runtime = engine.runtime().limits(Limits::unlimited()).host_module(functions()).build().await.unwrap();
        runtime.eval::<()>(SCRIPT).await.unwrap();
        println!("| crossing | time each |\n|---|---|");
        show("function of the script", in_loop(&mut runtime, "for (let i = 0; i < n; i++) own('key', i)").await);
        show("host function, synchronous", in_loop(&mut runtime, "for (let i = 0; i < n; i++) host.now('key', i)").await);
        show("host function, ready at once", in_loop(&mut runtime, "for (let i = 0; i < n; i++) await host.soon('key', i)").await);
        show("host function, after a yield", in_loop(&mut runtime, "for (let i = 0; i < n; i++) await host.later('key', i)").await);
        let warm = calls(&mut runtime, async |runtime| one::<i32>(runtime.eval("1+1").await)).await;
        let fresh = fresh_native();
        beside("eval(\"1+1\"), warm", warm, Some(("a fresh native rquickjs", us(fresh))), Aim::Ratio(0.1));
        let of_it = warm.as_secs_f64() / fresh.as_secs_f64();
        println!("| native rquickjs, fresh, evaluates it ({of_it:.3} of which is the row above) | {fresh:.2?} |");
        let app = runtime.load("export const add = (a, b) => a + b; export const size = (b) => b.length; export const bytes = () => new Uint8Array(65536)").await.unwrap();
        show("call of an export", calls(&mut runtime, async |runtime| one::<i32>(runtime.call(&app, "add", (1, 2)).await)).await);
        let sent = Bytes(vec![7; KIB_64 as usize]);
        let to = calls(&mut runtime, async |runtime| one::<usize>(runtime.call(&app, "size", (&sent,)).await)).await;
        show_rate("64 KiB to the script", to);
        let from = calls(&mut runtime, async |runtime| one::<Bytes>(runtime.call(&app, "bytes", ()).await)).await;
        show_rate("64 KiB from the script", from);
    });
}

const SCRIPT: &str = "globalThis.own = (key, i) => i;
    import('host:bench').then((module) => { globalThis.host = module.default })";

fn functions() -> HostModule {
    HostModule::new("host:bench")
        .function("now", |_: &Caller, (_, number): (String, f64)| Ok::<_, HostError>(number))
        .async_function("soon", |_: AsyncCaller, (_, number): (String, f64)| async move { Ok::<_, HostError>(number) })
        .async_function("later", |_: AsyncCaller, (_, number): (String, f64)| async move {
            tokio::task::yield_now().await;
            Ok::<_, HostError>(number)
        })
}

/// The median time of a crossing in a loop that the script runs.
async fn in_loop(runtime: &mut Runtime, body: &str) -> Duration {
    let code = format!("(async (n) => {{ {body} }})({CROSSINGS})");
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        runtime.eval::<()>(code.as_str()).await.unwrap();
        times.push(start.elapsed() / CROSSINGS);
    }
    median(times)
}

/// What native rquickjs needs for a runtime, a context and `1+1`.
fn fresh_native() -> Duration {
    let times = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        (0..CROSSINGS / 100).for_each(|_| assert_eq!(native::fresh("1+1"), 2));
        start.elapsed() / (CROSSINGS / 100)
    });
    median(times.collect())
}

/// The median time of a call from Rust.
async fn calls(runtime: &mut Runtime, call: impl AsyncFn(&mut Runtime)) -> Duration {
    let each = CROSSINGS / 20;
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        for _ in 0..each {
            call(runtime).await;
        }
        times.push(start.elapsed() / each);
    }
    median(times)
}

fn one<T: DeserializeOwned>(result: skerry::Result<T>) {
    std::hint::black_box(result.unwrap());
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// Bytes of 64 KiB in this time, in 10^9 a second.
fn rate(time: Duration) -> f64 {
    f64::from(KIB_64) / time.as_secs_f64() / 1e9
}

fn show(what: &str, time: Duration) {
    beside(what, time, None, Aim::Nothing);
}

fn beside(what: &str, time: Duration, against: Option<(&'static str, f64)>, aim: Aim) {
    println!("| {what} | {time:.2?} |");
    note(&Finding { group: "bridge", name: what.to_owned(), ours: us(time), unit: "us", against, aim });
}

fn show_rate(what: &str, time: Duration) {
    let (name, ours) = (what.to_owned(), rate(time));
    println!("| {what} ({ours:.1} GB/s) | {time:.2?} |");
    note(&Finding { group: "bridge", name, ours, unit: "GB/s", against: None, aim: Aim::Nothing });
}
