//! JavaScript kernels: the interpreter in wasm against the same interpreter, native.
//!
//! `cargo bench --bench kernels [NAME ...]`; each script defines `run()`, which
//! returns a checksum that both sides must agree on.

#[path = "support/alternate.rs"]
mod alternate;
#[path = "support/results.rs"]
mod results;

use alternate::alternate;
use results::{Aim, Finding, note, us};
use rquickjs::{Context, Ctx};
use skerry::{Engine, Limits, Source};
use std::cell::RefCell;
use std::fs;
use std::path::Path;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../benches/scripts");
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let engine = Engine::builder().build().unwrap();
    let mut product = 1.0_f64;
    let mut count = 0_i32;
    println!("{:<14} {:>10} {:>10} {:>7}", "kernel", "native", "skerry", "ratio");
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        if !wanted.is_empty() && !wanted.contains(&name) {
            continue;
        }
        let ratio = compare(&engine, &name, &fs::read_to_string(&file).unwrap());
        product *= ratio;
        count += 1;
    }
    println!("geometric mean {:.2} x native", product.powf(1.0 / f64::from(count.max(1))));
}

fn compare(engine: &Engine, name: &str, script: &str) -> f64 {
    let tokio = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let runtime = tokio.block_on(engine.runtime().limits(Limits::unlimited()).build()).unwrap();
    let runtime = RefCell::new(runtime);
    let ours = |code: &str| -> String {
        tokio.block_on(runtime.borrow_mut().eval_text(Source::script(code)).into_future()).unwrap()
    };
    let native_runtime = rquickjs::Runtime::new().unwrap();
    let context = Context::full(&native_runtime).unwrap();
    let native = |code: &str| -> String { context.with(|ctx| drained(&ctx, code)) };
    let _definitions = (ours(script), native(script));
    let checksums = (ours("Promise.resolve(run()).then(String)"), native("Promise.resolve(run()).then(String)"));
    assert_eq!(checksums.0.trim_matches('\''), checksums.1, "{name}: both sides agree");
    let run_ours = || drop(ours("run()"));
    let run_native = || drop(native("run()"));
    let [ours, native] = alternate(15, 1, [&run_ours, &run_native]);
    let ratio = ours.as_secs_f64() / native.as_secs_f64();
    println!("{name:<14} {native:>10.1?} {ours:>10.1?} {ratio:>7.2}");
    let against = Some(("native rquickjs", us(native)));
    note(&Finding {
        group: "kernels",
        name: name.to_owned(),
        ours: us(ours),
        unit: "us",
        against,
        aim: Aim::Ratio(1.6),
    });
    ratio
}

/// Evaluates, runs all jobs, and shows the value, of a promise the result.
fn drained(ctx: &Ctx<'_>, code: &str) -> String {
    let value: rquickjs::Value<'_> = ctx.eval(code).unwrap();
    while ctx.execute_pending_job() {}
    let value = match value.as_promise() {
        Some(promise) => promise.result::<rquickjs::Value<'_>>().unwrap().unwrap(),
        None => value,
    };
    value.get::<rquickjs::Coerced<String>>().map_or_else(|_| String::new(), |text| text.0)
}
