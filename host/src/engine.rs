//! The engine: compiled code, slots and the ticker, shared by all runtimes.

use crate::cache::Cache;
use crate::error::{Error, Result};
use crate::image::{Image, Progress};
use crate::pool::{self, Pool};
use crate::runtime::RuntimeBuilder;
use crate::slot::Slots;
use crate::stats::EngineStats;
use crate::ticker::Ticker;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

/// Hot slots for each core: more than can run at a time, so that a runtime
/// that waits does not keep the next one out.
const HOT_PER_CORE: usize = 4;
const MOST_HOT: usize = 64;
/// Wide slots by default, where the machine allows them; address space, not memory.
const WIDE: usize = 10_000;
/// Slots that an engine without a number of slots keeps resident: one script after the other.
const WARM_ON_DEMAND: usize = 1;

/// What all runtimes of a process share: compiled code, slots, the ticker.
///
/// Cheap to clone, safe to share. Building one takes about a millisecond once
/// the image is in the cache; a process needs one.
///
/// ```
/// # fn main() -> skerry::Result<()> {
/// let engine = skerry::Engine::builder().build()?;
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Engine {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) slots: Slots,
    pub(crate) pool: Pool,
    pub(crate) ticker: Ticker,
    /// Whether fuel is counted.
    pub(crate) fuel: bool,
    /// Where compiled code is kept.
    pub(crate) cache: Option<Cache>,
    /// For components that serve host modules; made when the first one is compiled.
    modules: Mutex<Option<wasmtime::Engine>>,
}

/// How an [`Engine`] is set up.
///
/// | setting | default |
/// |---|---|
/// | `hot_slots` | 4 for each core, 64 at most |
/// | `wide_slots` | 10,000, or what the machine allows |
/// | `cache` | [`Cache::of_user`] |
/// | `progress` | silent |
/// | `fuel` | no |
#[must_use]
pub struct EngineBuilder {
    hot_slots: usize,
    wide_slots: Option<usize>,
    on_demand: bool,
    cache: Option<Option<Cache>>,
    progress: Box<dyn Fn(Progress)>,
    fuel: bool,
    guest: Option<Vec<u8>>,
}

impl Engine {
    /// Starts to set up an engine.
    pub fn builder() -> EngineBuilder {
        let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        EngineBuilder {
            hot_slots: (cores * HOT_PER_CORE).min(MOST_HOT),
            wide_slots: None,
            on_demand: false,
            cache: None,
            progress: Box::new(|_| {}),
            fuel: false,
            guest: None,
        }
    }

    /// Starts to set up a runtime.
    pub fn runtime(&self) -> RuntimeBuilder {
        RuntimeBuilder::new(self.clone())
    }

    /// How the slots are used at this moment, and how many images there are.
    #[must_use]
    pub fn stats(&self) -> EngineStats {
        let images = self.inner.pool.memories.images();
        EngineStats { images, ..self.inner.slots.stats() }
    }
}

impl EngineBuilder {
    /// Slots that stay resident when a runtime leaves them, with the pages that it
    /// wrote to (some 120 KiB for a short script): a runtime takes one while one is free.
    pub fn hot_slots(mut self, slots: usize) -> Self {
        self.hot_slots = slots;
        self
    }

    /// Slots that keep nothing: where runtimes live when the hot ones are taken.
    ///
    /// Each is reserved when it is first needed. On Linux a slot takes six memory mappings, of which `vm.max_map_count`
    /// allows 65,530 by default: 10,239 slots of both kinds.
    pub fn wide_slots(mut self, slots: usize) -> Self {
        self.wide_slots = Some(slots);
        self
    }

    /// No number of slots: as many runtimes as the machine has memory for, and one slot
    /// stays resident. For programs that run a single script.
    pub fn on_demand(mut self) -> Self {
        self.on_demand = true;
        self
    }

    /// Keeps the compiled image here; `None` compiles it in each process.
    pub fn cache(mut self, cache: Option<Cache>) -> Self {
        self.cache = Some(cache);
        self
    }

    /// Is told what happens while an image is made, which takes seconds.
    pub fn progress(mut self, progress: impl Fn(Progress) + 'static) -> Self {
        self.progress = Box::new(progress);
        self
    }

    /// Counts what scripts compute in units that are the same on each machine, so that
    /// [`Limits::fuel`](crate::Limits::fuel) can bound it and [`Usage::fuel`](crate::Usage::fuel) tells it.
    ///
    /// It has an image of its own, which is compiled once more, and scripts run slower by
    /// a third or more.
    pub fn fuel(mut self, fuel: bool) -> Self {
        self.fuel = fuel;
        self
    }

    /// Puts another component in the guest's place, which is then not cached: an enemy, in
    /// tests of what the host stands.
    #[doc(hidden)]
    pub fn guest(mut self, component: Vec<u8>) -> Self {
        self.guest = Some(component);
        self
    }

    /// Sets the engine up, from the cache where the image is there.
    ///
    /// # Errors
    /// [`Error::Setup`] when a setting cannot be had, the machine does not allow
    /// so many slots, the cache is not safe to use, or the image does not compile.
    pub fn build(self) -> Result<Engine> {
        let setup = |error: wasmtime::Error| Error::Setup(format!("{error:#}"));
        let fuel = self.fuel;
        let (hot_slots, wide_slots) = self.slots()?;
        let most_warm = match (hot_slots, wide_slots) {
            (None, None) => WARM_ON_DEMAND,
            (hot, _) => hot.map_or(0, NonZeroUsize::get),
        };
        let count = |slots: Option<NonZeroUsize>| slots.map_or(0, NonZeroUsize::get);
        let slots = match (hot_slots, wide_slots) {
            (None, None) => Slots::on_demand(),
            _ => Slots::new(count(hot_slots), count(wide_slots)),
        };
        let engine = pool::engine(fuel, most_warm).map_err(setup)?;
        let cache = match self.cache {
            Some(cache) => cache,
            None => Some(Cache::of_user()?),
        };
        let image = match &self.guest {
            Some(guest) => Image::of_guest(&engine.0, guest, fuel, &*self.progress)?,
            None => Image::open(&engine.0, fuel, cache.as_ref(), &*self.progress)?,
        };
        let pool = pool::pool(engine, image).map_err(setup)?;
        let ticker = Ticker::start(pool.engine.weak(), pool.memories.pulse())
            .map_err(|error| Error::Setup(format!("cannot start the ticker: {error}")))?;
        Ok(Engine { inner: Arc::new(Inner { slots, pool, ticker, fuel, cache, modules: Mutex::default() }) })
    }

    /// Hot and wide slots; none of either is an engine without slots.
    fn slots(&self) -> Result<(Option<NonZeroUsize>, Option<NonZeroUsize>)> {
        if self.on_demand {
            return Ok((None, None));
        }
        let most = pool::most_slots();
        let wide = self.wide_slots.unwrap_or_else(|| WIDE.min(most.saturating_sub(self.hot_slots)));
        if self.hot_slots.saturating_add(wide) > most {
            let asked = format!("{} hot and {wide} wide slots are more than", self.hot_slots);
            return Err(Error::Setup(pool::too_many(&asked, self.hot_slots.saturating_add(wide), most)));
        }
        Ok((NonZeroUsize::new(self.hot_slots), NonZeroUsize::new(wide)))
    }
}

impl Inner {
    /// wasmtime's engine for components that serve host modules.
    ///
    /// # Errors
    /// When wasmtime refuses its settings, a defect.
    pub(crate) fn modules(&self) -> wasmtime::Result<wasmtime::Engine> {
        let mut modules = self.modules.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(engine) = &*modules {
            return Ok(engine.clone());
        }
        let engine = wasmtime::Engine::new(&pool::module_config())?;
        self.ticker.also(engine.weak());
        Ok(modules.insert(engine).clone())
    }
}
