//! Runs JavaScript in the plain component on plain wasmtime: nothing here is of the library `skerry`.
//!
//! `cargo run --release --example plain_wasmtime -- runtime.wasm 'setTimeout(() => console.log(2)); 1'`

use std::path::Path;
use std::time::{Duration, Instant, SystemTime};
use wasmtime::component::types::ComponentItem;
use wasmtime::component::{Component, Linker, LinkerInstance, ResourceTable};
use wasmtime::{Config, Engine, Result, Store, bail};
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};

wasmtime::component::bindgen!({ path: "wit", world: "runtime", exports: { default: async } });
use self::skerry::runtime::{host::ConsoleLevel, types};

#[derive(Default)]
struct State(WasiCtx, ResourceTable);

impl WasiView for State {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView { ctx: &mut self.0, table: &mut self.1 }
    }
}

/// The value of `code`, as the console shows it, after its timers have fired.
///
/// # Errors
/// When the component is none of ours, or the code throws.
pub async fn run(component: &Path, code: &str, console: impl Fn(&str) + Send + Sync + 'static) -> Result<String> {
    let mut config = Config::new();
    // Deep recursion is QuickJS's to stop: it needs this much of the native stack.
    config.wasm_component_model_async(true).max_wasm_stack(64 << 20).async_stack_size(66 << 20);
    let engine = Engine::new(&config)?;
    let component = Component::from_file(&engine, component)?;
    let mut linker = Linker::new(&engine);
    wasmtime_wasi::p2::add_to_linker_async(&mut linker)?;
    linker.allow_shadowing(true);
    traps(&mut linker, &component)?;
    let mut host = linker.instance("skerry:runtime/host@0.1.0")?;
    let start = Instant::now();
    let now = move || u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
    host.func_wrap("console-write", move |_, (_, text): (ConsoleLevel, String)| {
        console(&text);
        Ok(())
    })?;
    host.func_wrap("console-colors", |_, (_,): (ConsoleLevel,)| Ok((false,)))?;
    host.func_wrap("monotonic-now", move |_, ()| Ok((now(),)))?;
    let wall = || SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    host.func_wrap("wall-now", move |_, ()| Ok((u64::try_from(wall().as_nanos()).unwrap_or(u64::MAX),)))?;
    host.func_wrap_concurrent("sleep-until", move |_, (deadline,): (u64,)| {
        let wait = tokio::time::sleep(Duration::from_nanos(deadline.saturating_sub(now())));
        Box::pin(async move {
            wait.await;
            Ok(())
        })
    })?;
    host.func_wrap("stack-limit", |_, ()| Ok((512 * 1024_u32,)))?;
    host.func_wrap("timer-limit", |_, ()| Ok((10_000_u32,)))?;
    host.func_wrap("interrupted", |_, ()| Ok((1_u32,)))?;
    host.func_wrap("report-fault", |_, (words,): (String,)| -> Result<()> { bail!(words) })?;
    let mut store = Store::new(&engine, State::default());
    let guest = Runtime::instantiate_async(&mut store, &component, &linker).await?;
    guest.call_init(&mut store).await?;
    let failed = |failure: types::Failure| wasmtime::format_err!("{failure:?}");
    let source = types::Source { url: "file:///main.js".into(), kind: types::SourceKind::Auto, text: code.into() };
    store
        .run_concurrent(async |calls| {
            let value = guest.call_eval(calls, vec![source], types::Completion::Text).await?.map_err(failed)?;
            guest.call_run_until_idle(calls).await?.map_err(failed)?;
            Ok(String::from_utf8(value)?)
        })
        .await?
}

/// Everything that the guest asks of its host, refused: of most of it such a script makes no use.
fn traps(linker: &mut Linker<State>, component: &Component) -> Result<()> {
    let engine = component.engine();
    for (name, import) in component.component_type().imports(engine) {
        let ComponentItem::ComponentInstance(interface) = import.ty else { continue };
        if !name.starts_with("skerry:runtime/") {
            continue;
        }
        let mut instance: LinkerInstance<'_, State> = linker.instance(name)?;
        for (name, export) in interface.exports(engine) {
            let ComponentItem::ComponentFunc(function) = export.ty else { continue };
            let refusal = format!("this host has no {name}");
            if !function.async_() {
                instance.func_new(name, move |_, _, _, _| bail!(refusal.clone()))?;
                continue;
            }
            instance.func_new_concurrent(name, move |_, _, _, _| {
                let refusal = refusal.clone();
                Box::pin(async move { bail!(refusal) })
            })?;
        }
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let built = concat!(env!("OUT_DIR"), "/guest.wasm");
    let component = arguments.next().unwrap_or_else(|| built.to_owned());
    let code = arguments.next().unwrap_or_else(|| "setTimeout(() => console.log('later')); [1 + 2]".to_owned());
    println!("{}", run(Path::new(&component), &code, |text| print!("{text}")).await?);
    Ok(())
}
