//! JavaScript kernels: the interpreter in wasm against the same interpreter, native.
//!
//! `cargo bench --bench kernels [NAME ...]`; each script of `scripts/` defines `run()`, which
//! returns a checksum that both sides must agree on. Those of `packages/` use libraries from npm,
//! where `just npm` has installed them.

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
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let is_wanted = |name: &String| wanted.is_empty() || wanted.contains(name);
    let engine = Engine::builder().build().unwrap();
    println!("{:<14} {:>10} {:>10} {:>7}", "kernel", "native", "skerry", "ratio");
    let compare = |group, (name, script): (String, String)| compare(&engine, group, &name, &script);
    let kernels = scripts("scripts").into_iter().filter(|(name, _)| is_wanted(name));
    mean(&kernels.map(|kernel| compare("kernels", kernel)).collect::<Vec<_>>());
    let packages = scripts("packages").into_iter().filter(|(name, _)| is_wanted(name));
    let packages = packages.filter_map(|(name, script)| Some((name, with_libraries(&script)?)));
    mean(&packages.map(|kernel| compare("kernels of npm", kernel)).collect::<Vec<_>>());
}

/// The scripts of a folder, by name.
fn scripts(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../benches").join(folder);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let name = |file: &Path| file.file_stem().unwrap().to_string_lossy().into_owned();
    files.iter().map(|file| (name(file), fs::read_to_string(file).unwrap())).collect()
}

/// A script behind the libraries that it names, with the files that it names as its input; none
/// where they are not installed.
fn with_libraries(script: &str) -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/npm/node_modules");
    let named = |key: &str| -> Option<String> {
        let paths = script.lines().filter_map(|line| line.strip_prefix("// ")?.strip_prefix(key)?.strip_prefix(": "));
        paths.map(|path| fs::read_to_string(folder.join(path)).ok()).collect()
    };
    let (Some(libraries), Some(input)) = (named("library"), named("input")) else {
        println!("libraries are missing: just npm");
        return None;
    };
    Some(format!("{libraries};\nconst input = {};\n{script}", serde_json::Value::from(input)))
}

fn mean(ratios: &[f64]) {
    if let [_, _, ..] = ratios {
        let count = f64::from(u32::try_from(ratios.len()).unwrap());
        println!("geometric mean {:.2} x native", (ratios.iter().map(|ratio| ratio.ln()).sum::<f64>() / count).exp());
    }
}

fn compare(engine: &Engine, group: &'static str, name: &str, script: &str) -> f64 {
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
    note(&Finding { group, name: name.to_owned(), ours: us(ours), unit: "us", against, aim: Aim::Ratio(1.6) });
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
