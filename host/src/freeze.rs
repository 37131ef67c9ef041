//! Freezing: the guest builds its realm once, and wizer writes what it then is
//! into a component that starts there.

use crate::clock::Clock;
use crate::console::StdConsole;
use crate::limits::Limits;
use crate::link;
use crate::loader::MapLoader;
use crate::pool::base_config;
use crate::random::Random;
use crate::store::{Settings, State};
use std::sync::Arc;
use std::time::SystemTime;
use wasmtime::Engine;
use wasmtime_wizer::Wizer;

/// Freezes a guest component.
///
/// # Errors
/// When it traps or is no guest of ours.
pub(crate) fn freeze(guest: &[u8]) -> wasmtime::Result<Vec<u8>> {
    let mut config = base_config(false);
    // The instrumented guest runs once, for milliseconds.
    config.cranelift_opt_level(wasmtime::OptLevel::None);
    config.epoch_interruption(false);
    let engine = Engine::new(&config)?;
    let settings = Settings {
        limits: Limits::default(),
        console: Box::new(StdConsole),
        loader: Arc::new(MapLoader::new()),
        arguments: Vec::new(),
        environment: Vec::new(),
        // So that an image depends on nothing but its sources.
        clock: Clock::Frozen(SystemTime::UNIX_EPOCH),
        random: Random::Seeded(0),
    };
    let mut store = wasmtime::Store::new(&engine, State::new(settings));
    let mut wizer = Wizer::new();
    wizer.init_func("init").keep_init_func(true);
    let frozen = block_on(wizer.run_component(&mut store, guest, async |store, component| {
        link::linker(store.engine())?.instantiate_async(store, component).await
    }));
    let fault = store.data_mut().fault.take();
    match (frozen, fault) {
        (Ok((frozen, _)), None) => Ok(frozen),
        (Err(error), Some(fault)) => Err(error.context(fault)),
        (Err(error), None) => Err(error),
        (Ok(_), Some(fault)) => Err(wasmtime::Error::msg(fault)),
    }
}

/// Runs a future that never waits for anything outside of itself.
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    loop {
        if let std::task::Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}
