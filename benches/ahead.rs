//! JavaScript kernels in components of `host build`, compiled ahead and interpreted, on plain
//! wasmtime, against the same interpreter, native.
//!
//! `cargo bench --bench ahead [NAME ...]`; the scripts are those of the bench `kernels`.

#[path = "support/results.rs"]
mod results;

use results::{Aim, Finding, note, us};
use rquickjs::Context;
use skerry::loader::MapLoader;
use skerry::{Engine, World};
use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs};
use wasmtime::Store;
use wasmtime::component::{Component, Linker, ResourceTable};
use wasmtime_wasi::p2::bindings::sync::Command;
use wasmtime_wasi::p2::pipe::MemoryOutputPipe;
use wasmtime_wasi::{WasiCtx, WasiCtxBuilder, WasiCtxView, WasiView};

/// Times that each takes its turn, and calls of the kernel in a turn.
const TURNS: usize = 3;
const CALLS: usize = 9;
/// Kernels that are to be faster compiled than native QuickJS, and by how much.
const AIMED_AT: [&str; 2] = ["calls", "objects"];
const AIM: f64 = 0.6;

fn main() {
    let wanted: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../benches/scripts");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    println!("{:<14} {:>10} {:>12} {:>10} {:>7} {:>7}", "kernel", "native", "interpreted", "compiled", "ratio", "gain");
    let mut ratios = Vec::new();
    for file in files {
        let name = file.file_stem().unwrap().to_str().unwrap();
        if wanted.is_empty() || wanted.iter().any(|known| known == name) {
            ratios.push(compare(name, &fs::read_to_string(&file).unwrap()));
        }
    }
    if let [_, _, ..] = &*ratios {
        let count = f64::from(u32::try_from(ratios.len()).unwrap());
        println!(
            "geometric mean {:.2} x native",
            (ratios.iter().map(|ratio: &f64| ratio.ln()).sum::<f64>() / count).exp()
        );
    }
}

fn compare(name: &str, script: &str) -> f64 {
    let [interpreted, compiled] = [false, true].map(|is_ahead| Program::of(script, is_ahead));
    let mut times: [Vec<Duration>; 3] = Default::default();
    for _ in 0..TURNS {
        for (times, time) in times.iter_mut().zip([native(script), interpreted.run(), compiled.run()]) {
            times.push(time);
        }
    }
    let [native, interpreted, compiled] = times.map(|mut times| {
        times.sort();
        times[times.len() / 2]
    });
    let ratio = compiled.as_secs_f64() / native.as_secs_f64();
    let gain = interpreted.as_secs_f64() / compiled.as_secs_f64();
    println!("{name:<14} {native:>10.1?} {interpreted:>12.1?} {compiled:>10.1?} {ratio:>7.2} {gain:>7.2}");
    let aim = if AIMED_AT.contains(&name) { Aim::Ratio(AIM) } else { Aim::Nothing };
    let against = Some(("native rquickjs", us(native)));
    note(&Finding { group: "compiled ahead", name: name.to_owned(), ours: us(compiled), unit: "us", against, aim });
    ratio
}

/// The median of what a call takes, in this process.
fn native(script: &str) -> Duration {
    let runtime = rquickjs::Runtime::new().unwrap();
    let context = Context::full(&runtime).unwrap();
    context.with(|ctx| {
        ctx.eval::<(), _>(format!("{script};0")).unwrap();
        let mut times = Vec::new();
        for _ in 0..CALLS {
            let start = Instant::now();
            ctx.eval::<(), _>("run();0").unwrap();
            while ctx.execute_pending_job() {}
            times.push(start.elapsed());
        }
        times.sort();
        times[CALLS / 2]
    })
}

/// A component that says itself, in milliseconds, what a call takes.
struct Program {
    engine: wasmtime::Engine,
    component: Component,
}

struct State(WasiCtx, ResourceTable);

impl WasiView for State {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView { ctx: &mut self.0, table: &mut self.1 }
    }
}

impl Program {
    fn of(script: &str, is_ahead: bool) -> Self {
        let measured = format!(
            "{script}
            const times = [];
            for (let call = 0; call < {CALLS}; call++) {{
              const start = performance.now();
              await run();
              times.push(performance.now() - start);
            }}
            console.log(times.sort((a, b) => a - b)[{CALLS} >> 1]);"
        );
        let skerry = Engine::builder().build().unwrap();
        let tokio = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let modules = MapLoader::new().module("./main.js", measured);
        let graph = tokio.block_on(skerry.graph("./main.js", modules)).unwrap();
        let bytes = skerry.component(&graph, World::Command).ahead_of_time(is_ahead).build().unwrap();
        let engine = wasmtime::Engine::default();
        let component = Component::new(&engine, bytes).unwrap();
        Self { engine, component }
    }

    fn run(&self) -> Duration {
        let mut linker = Linker::new(&self.engine);
        wasmtime_wasi::p2::add_to_linker_sync(&mut linker).unwrap();
        let stdout = MemoryOutputPipe::new(1 << 16);
        let wasi = WasiCtxBuilder::new().stdout(stdout.clone()).inherit_stderr().build();
        let mut store = Store::new(&self.engine, State(wasi, ResourceTable::new()));
        let command = Command::instantiate(&mut store, &self.component, &linker).unwrap();
        command.wasi_cli_run().call_run(&mut store).unwrap().unwrap();
        let text = stdout.contents();
        let milliseconds: f64 = std::str::from_utf8(&text).unwrap().trim().parse().unwrap();
        Duration::from_secs_f64(milliseconds / 1e3)
    }
}
