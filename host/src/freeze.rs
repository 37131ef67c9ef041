//! Freezing: a guest builds its realm and hands its memory over.
//!
//! What a guest is, is its memory: the code never changes, the stack pointer is
//! where it began whenever no call runs, and no handle of the host's outlives a
//! call. Clock and randomness are fixed, so the same guest and the same sources
//! give the same bytes.

use crate::capabilities::Capabilities;
use crate::clock::Clock;
use crate::console::{ConsoleSink, StdConsole};
use crate::image::Memory;
use crate::limits::Limits;
use crate::linear::Memories;
use crate::link::{Guest, GuestPre};
use crate::loader::{Loader, MapLoader};
use crate::random::Random;
use crate::store::{Settings, State, store};
use crate::stream::StandardStreams;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use wasmtime::Store;

/// 2000-01-01T00:00:00Z: what `Date.now` answers while code is frozen.
const FROZEN_DATE: Duration = Duration::from_hours(24 * 10_957);

/// What the guest's memory is when its realm is built.
///
/// # Errors
/// When it traps or is no guest of ours.
pub(crate) fn realm(memories: &Memories, guest: &GuestPre, fuel: bool) -> wasmtime::Result<Memory> {
    let mut state = State::freezing(Limits::default(), Box::new(StdConsole), Arc::new(MapLoader::new()));
    state.fuel = fuel.then_some(0);
    let mut store = store(guest.engine(), memories.pulse(), state)?;
    let built = block_on(async {
        let guest = guest.instantiate(&mut store).await?;
        guest.check(&mut store)?;
        guest.init().call_alone(&mut store, ()).await?;
        Ok(guest)
    });
    let handed_over = built.and_then(|guest| block_on(hand_over(&mut store, &guest)));
    handed_over.map_err(|error: wasmtime::Error| match store.data_mut().fault.take() {
        Some(fault) => error.context(fault),
        None => error,
    })
}

/// Asks a guest that is not being called for its memory.
///
/// # Errors
/// When it traps, or says what cannot be.
pub(crate) async fn hand_over(store: &mut Store<State>, guest: &Guest) -> wasmtime::Result<Memory> {
    let state = store.data_mut();
    state.handed_over = Some(Memory::default());
    state.watch.begin(None);
    let pages = guest.hand_over().call_alone(&mut *store, ()).await;
    store.data_mut().watch.end(false);
    let (pages,) = pages?;
    let mut memory = store.data_mut().handed_over.take().unwrap_or_default();
    memory.pages = pages;
    let trouble = store.data_mut().fault.take();
    wasmtime::ensure!(trouble.is_none() && memory.is_whole(), "the guest handed over what is not its memory");
    Ok(memory)
}

impl State {
    /// Data of a store whose guest is to be frozen: nothing in it differs from one
    /// time to the next, so that an image depends on nothing but its sources.
    pub(crate) fn freezing(limits: Limits, console: Box<dyn ConsoleSink>, loader: Arc<dyn Loader>) -> Self {
        Self::new(Settings {
            limits,
            console,
            loader,
            arguments: Vec::new(),
            capabilities: Capabilities::none(),
            host_modules: Arc::default(),
            data: Arc::default(),
            stop: Arc::default(),
            clock: Clock::Frozen(SystemTime::UNIX_EPOCH + FROZEN_DATE),
            random: Random::Seeded(0),
            streams: StandardStreams::default(),
        })
    }

    /// Takes a part of the memory, where the guest has been asked for it.
    pub(crate) fn take_memory(&mut self, offset: u32, bytes: &[u8]) {
        let Some(memory) = &mut self.handed_over else { return };
        if u64::from(offset) + bytes.len() as u64 > self.limits.memory {
            return;
        }
        if let Err(trouble) = memory.push(offset, bytes) {
            self.fault.get_or_insert(trouble);
        }
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
