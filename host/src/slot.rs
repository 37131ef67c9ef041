//! Slots: one is taken for each runtime, waited for where all are taken, and
//! given back when the runtime is dropped.

use crate::engine::Inner;
use crate::error::{Error, Result};
use crate::link::Guest;
use crate::snapshot::Snapshot;
use crate::stats::EngineStats;
use crate::store::{State, store};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};
use wasmtime::Store;

/// What an engine knows about its slots.
pub(crate) struct Slots {
    hot: usize,
    wide: usize,
    /// A permit for each slot of either kind. Its queue makes waiting fair.
    free: Semaphore,
    hot_free: AtomicUsize,
    waiting: AtomicUsize,
    created: AtomicU64,
}

/// The place of one runtime. Dropped after the store that lived in it.
pub(crate) struct Slot {
    engine: Arc<Inner>,
    hot: bool,
    filled: bool,
}

impl Slots {
    pub(crate) fn new(hot: usize, wide: usize) -> Self {
        Self {
            hot,
            wide,
            free: Semaphore::new(hot.saturating_add(wide).min(Semaphore::MAX_PERMITS)),
            hot_free: AtomicUsize::new(hot),
            waiting: AtomicUsize::new(0),
            created: AtomicU64::new(0),
        }
    }

    /// As many as somebody wants.
    pub(crate) fn on_demand() -> Self {
        Self::new(Semaphore::MAX_PERMITS, 0)
    }

    pub(crate) fn stats(&self) -> EngineStats {
        let on_demand = self.hot == Semaphore::MAX_PERMITS;
        // In this order: a runtime that comes or goes meanwhile is not counted
        // in a place that it does not take.
        let alive = (self.hot + self.wide).saturating_sub(self.free.available_permits());
        let hot_taken = self.hot.saturating_sub(self.hot_free.load(Ordering::Acquire)).min(alive);
        EngineStats {
            hot_slots: if on_demand { 0 } else { self.hot },
            hot_taken: if on_demand { 0 } else { hot_taken },
            wide_slots: self.wide,
            wide_taken: alive - hot_taken,
            alive,
            created: self.created.load(Ordering::Relaxed),
            waiting: self.waiting.load(Ordering::Relaxed),
            // The engine knows.
            images: 0,
        }
    }

    /// Takes a permit; waits for it at most as long as said.
    async fn acquire(&self, wait: Option<Duration>) -> Result<SemaphorePermit<'_>> {
        if let Ok(permit) = self.free.try_acquire() {
            return Ok(permit);
        }
        let taken = format!("all {} slots are taken", self.hot + self.wide);
        let Some(wait) = wait else {
            return Err(Error::Setup(format!(
                "{taken}: drop a runtime, wait with RuntimeBuilder::wait_for_slot, \
                 or have more with EngineBuilder::wide_slots"
            )));
        };
        let _waiting = Waiting::start(&self.waiting);
        match tokio::time::timeout(wait, self.free.acquire()).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_closed)) => Err(Error::Fault("the slots of an engine were closed".to_owned())),
            Err(_elapsed) => Err(Error::Setup(format!("{taken}, and none was free within {wait:?}"))),
        }
    }

    fn take_hot(&self) -> bool {
        let take = |free: usize| free.checked_sub(1);
        self.hot_free.fetch_update(Ordering::AcqRel, Ordering::Acquire, take).is_ok()
    }

    fn give_hot(&self) {
        self.hot_free.fetch_add(1, Ordering::AcqRel);
    }
}

impl Slot {
    /// Takes a slot. Without `wait` it fails at once where none is free.
    ///
    /// # Errors
    /// [`Error::Setup`] when all slots are taken.
    pub(crate) async fn take(engine: &Arc<Inner>, wait: Option<Duration>) -> Result<Self> {
        engine.slots.acquire(wait).await?.forget();
        Ok(Self { engine: Arc::clone(engine), hot: false, filled: false })
    }

    /// Instantiates the guest: in a hot slot while one is free, else in a wide one.
    ///
    /// # Errors
    /// [`Error::Setup`] when the guest cannot be instantiated.
    pub(crate) async fn fill(
        &mut self,
        mut state: State,
        snapshot: Option<&Snapshot>,
    ) -> Result<(Store<State>, Guest)> {
        let pool = &self.engine.pool;
        self.hot = self.hot || self.engine.slots.take_hot();
        state.fuel = self.engine.fuel.then_some(0);
        let store = store(&pool.engine, pool.memories.pulse(), state);
        let mut store = store.map_err(|error| Error::Setup(format!("cannot make a store: {error:#}")))?;
        let instance = match snapshot {
            Some(snapshot) => snapshot.linked(pool)?.guest.instantiate(&mut store).await,
            None => pool.guest.guest.instantiate(&mut store).await,
        };
        let guest = instance.map_err(|error| Error::Setup(format!("cannot instantiate the guest: {error:#}")))?;
        if !std::mem::replace(&mut self.filled, true) {
            self.engine.slots.created.fetch_add(1, Ordering::Relaxed);
        }
        Ok((store, guest))
    }

    fn leave_hot(&mut self) {
        if std::mem::take(&mut self.hot) {
            self.engine.slots.give_hot();
        }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        // In this order: whoever gets the permit finds the hot slot.
        self.leave_hot();
        self.engine.slots.free.add_permits(1);
    }
}

/// Counts a build that waits, until it is done or dropped.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn start(waiting: &'a AtomicUsize) -> Self {
        waiting.fetch_add(1, Ordering::Relaxed);
        Self(waiting)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
