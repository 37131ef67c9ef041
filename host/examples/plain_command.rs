//! Runs what `host build` makes on plain wasmtime: nothing here is of the library `skerry`.
//!
//! `cargo run --release --example plain_command -- app.wasm [ARGUMENTS]`

use std::path::Path;
use wasmtime::component::{Component, Linker, ResourceTable};
use wasmtime::{Config, Engine, OptLevel, Result, Store};
use wasmtime_wasi::p2::bindings::Command;
use wasmtime_wasi::{WasiCtx, WasiCtxBuilder, WasiCtxView, WasiView};

struct State(WasiCtx, ResourceTable);

impl WasiView for State {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView { ctx: &mut self.0, table: &mut self.1 }
    }
}

/// Runs a component with what `wasi` lets it have; whether it succeeded.
///
/// # Errors
/// When it is no component of the world `wasi:cli/command`, or traps.
pub async fn run(component: &Path, wasi: WasiCtx) -> Result<bool> {
    let mut config = Config::new();
    // It is compiled for one run.
    config.cranelift_opt_level(OptLevel::None);
    let engine = Engine::new(&config)?;
    let component = Component::from_file(&engine, component)?;
    let mut linker = Linker::new(&engine);
    wasmtime_wasi::p2::add_to_linker_async(&mut linker)?;
    let mut store = Store::new(&engine, State(wasi, ResourceTable::new()));
    let command = Command::instantiate_async(&mut store, &component, &linker).await?;
    Ok(command.wasi_cli_run().call_run(&mut store).await?.is_ok())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(component) = arguments.first() else { wasmtime::bail!("name a component") };
    let wasi = WasiCtxBuilder::new().inherit_stdio().args(&arguments).build();
    let succeeded = run(Path::new(component), wasi).await?;
    std::process::exit(i32::from(!succeeded));
}
