//! How a snapshot is made.

use super::Snapshot;
use crate::capabilities::Capabilities;
use crate::console::{ConsoleSink, StdConsole};
use crate::drive::{Ended, drive};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::freeze;
use crate::limits::Limits;
use crate::link::{Guest, Obstacle};
use crate::loader::{Loader, MapLoader};
use crate::slot::Slot;
use crate::source::Source;
use crate::store::State;
use std::future::IntoFuture;
use std::pin::Pin;
use std::sync::Arc;
use wasmtime::Store;

/// How a [`Snapshot`] is made; awaiting it makes it.
///
/// | setting | default |
/// |---|---|
/// | `limits` | [`Limits::default`] |
/// | `loader` | none: every import fails |
/// | `console` | the process's stdout and stderr |
/// | `env` | none: `process.env` cannot be read |
#[must_use = "a snapshot is made when this is awaited"]
pub struct SnapshotBuilder {
    engine: Engine,
    sources: Vec<Source>,
    limits: Limits,
    loader: Arc<dyn Loader>,
    console: Box<dyn ConsoleSink>,
    capabilities: Capabilities,
}

impl SnapshotBuilder {
    pub(crate) fn new(engine: Engine, sources: Vec<Source>) -> Self {
        let (loader, console) = (Arc::new(MapLoader::new()), Box::new(StdConsole));
        let capabilities = Capabilities::none();
        Self { engine, sources, limits: Limits::default(), loader, console, capabilities }
    }

    /// How much evaluating all sources may use.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Where the sources' imports come from.
    pub fn loader(mut self, loader: impl Loader) -> Self {
        self.loader = Arc::new(loader);
        self
    }

    /// Where the console writes to while the sources are evaluated.
    pub fn console(mut self, console: impl ConsoleSink) -> Self {
        self.console = Box::new(console);
        self
    }

    /// Shows an environment variable in `process.env` while the sources are evaluated. It stays
    /// there in all runtimes of the snapshot.
    pub fn env(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.capabilities = self.capabilities.env(name, value);
        self
    }

    /// Makes the snapshot.
    ///
    /// # Errors
    /// [`Error::Exception`] for what a source throws, [`Error::Limit`] for one
    /// that does not end, [`Error::Setup`] when something would still wait or
    /// all slots are taken; see [`Error`] for the rest.
    pub async fn build(self) -> Result<Snapshot> {
        self.limits.check().map_err(Error::Setup)?;
        let mut state = State::freezing(self.limits, self.console, self.loader);
        state.capabilities = self.capabilities;
        for source in &self.sources {
            state.sources.remember(&source.url, &source.text);
        }
        let mut slot = Slot::take(&self.engine.inner, None).await?;
        let (mut store, guest) = slot.fill(state, None).await?;
        let _running = self.engine.inner.ticker.running();
        let guest = Arc::new(guest);
        evaluate(&mut store, Arc::clone(&guest), self.sources).await?;
        let memory = freeze::hand_over(&mut store, &guest).await;
        let memory = memory.map_err(|error| Error::Fault(format!("cannot take the snapshot: {error:#}")))?;
        let snapshot = Snapshot::new(memory, Arc::new(std::mem::take(&mut store.data_mut().sources)));
        snapshot.linked(&self.engine.inner.pool)?;
        Ok(snapshot)
    }
}

impl IntoFuture for SnapshotBuilder {
    type Output = Result<Snapshot>;
    type IntoFuture = Pin<Box<dyn Future<Output = Result<Snapshot>> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.build())
    }
}

async fn evaluate(store: &mut Store<State>, guest: Arc<Guest>, sources: Vec<Source>) -> Result<()> {
    let sources = sources.into_iter().map(Into::into).collect();
    let Ended { result, poison: _ } =
        drive(store, None, async move |accessor| match guest.freeze().call(accessor, (sources,)).await?.0 {
            Ok(()) => Ok(Ok(Vec::new())),
            Err(Obstacle::Pending(what)) => Ok(Ok(what)),
            Err(Obstacle::Failed(failure)) => Ok(Err(failure)),
        })
        .await;
    match result? {
        waiting if waiting.is_empty() => Ok(()),
        waiting => {
            Err(Error::Setup(format!("nothing may wait when a snapshot is taken, but there is {}", waiting.join("; "))))
        }
    }
}
