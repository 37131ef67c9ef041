//! What things cost, in units that are the same on every machine, against `budgets.txt`.
//! What costs more or less by over 2 % fails; `just budgets` writes the costs down anew.

#![allow(clippy::pedantic, reason = "what reads well in a test")]

mod allocations;
mod pages;
mod table;

use skerry::{Cache, Clock, Engine, Limits, Random, Runtime, RuntimeBuilder};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use table::Table;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)
}

/// An engine beside the cache of the other tests.
fn engine(fuel: bool) -> Engine {
    let cache = Cache::at(PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cache"));
    Engine::builder().fuel(fuel).cache(Some(cache)).build().unwrap()
}

/// The same runtime each time.
fn fresh(engine: &Engine) -> RuntimeBuilder {
    let builder = engine.runtime().limits(Limits::unlimited());
    builder.random(Random::Seeded(1)).clock(Clock::Frozen(SystemTime::UNIX_EPOCH))
}

fn block_on<F: IntoFuture>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future.into_future())
}

/// One test, since what one of several does would count for the others.
#[test]
fn nothing_costs_more_than_is_written_down() {
    let mut costs = Table::default();
    let (engine, other) = (engine(false), engine(false));
    let memory = pages::of_a_fresh_runtime(&engine);
    costs.add("pages written by a fresh `1+1`", memory.written);
    costs.add("pages written for a first request", pages::of_a_request(&other));
    for (name, count) in allocations::of_calls(&engine) {
        costs.add(name, count);
    }
    costs.add("bytes of the component", skerry::BuildInfo::current().guest_bytes as u64);
    costs.add("bytes of the realm's memory", memory.image);
    for (name, fuel) in kernels() {
        costs.add(&format!("fuel of {name}"), fuel);
    }
    costs.compare(&folder("tests/budgets/budgets.txt"));
}

/// The fuel of each kernel of the benches, once.
fn kernels() -> Vec<(String, u64)> {
    let engine = engine(true);
    let mut files: Vec<_> =
        fs::read_dir(folder("benches/scripts")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let fuel = |file: PathBuf| {
        let mut runtime: Runtime = block_on(fresh(&engine).build()).unwrap();
        block_on(runtime.run(fs::read_to_string(&file).unwrap())).unwrap();
        (file.file_stem().unwrap().to_string_lossy().into_owned(), runtime.usage().fuel)
    };
    files.into_iter().map(fuel).collect()
}
