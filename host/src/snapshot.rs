//! Snapshots: images that also contain evaluated user code.

mod builder;
mod file;

pub use builder::SnapshotBuilder;

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::image::{self, Linked, Memory};
use crate::limits::Limits;
use crate::linear::Backing;
use crate::pool::Pool;
use crate::sources::Sources;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

/// Evaluated code that runtimes start from, as fast as they start without it.
///
/// Made by [`Engine::snapshot`], used by [`RuntimeBuilder::snapshot`](crate::RuntimeBuilder::snapshot). Each
/// runtime has a copy of its own of everything that the code left: globals,
/// classes, closures, modules. Its memory is shared until a runtime writes to it.
/// Cheap to clone, safe to share, independent of the engine that made it.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
/// # let engine = skerry::Engine::builder().build()?;
/// let snapshot = engine.snapshot(["const words = ['a', 'b']; function say(i) { return words[i] }"]).await?;
/// let mut runtime = engine.runtime().snapshot(&snapshot).build().await?;
/// assert_eq!(runtime.eval::<String>("say(1)").await?, "b");
/// # Ok(()) })
/// # }
/// ```
#[derive(Clone)]
pub struct Snapshot {
    inner: Arc<Inner>,
}

struct Inner {
    memory: Memory,
    /// The texts of the code, for code frames and source maps.
    texts: Arc<Sources>,
    /// The guest with this memory, for each engine that has used it.
    linked: RwLock<Vec<Arc<Linked>>>,
}

impl Engine {
    /// Evaluates sources once, for runtimes to start from.
    ///
    /// Scripts and modules are evaluated in order, with top-level `await` as far
    /// as jobs alone can settle it. Nothing may wait afterwards: a timer, an
    /// immediate or an awaited promise is an error that names it. What would be
    /// the same in every runtime is refused while the code is evaluated:
    /// `Math.random`, `performance`, `process.argv` and `process.env` without
    /// [`SnapshotBuilder::env`] throw a `TypeError`. `Date` shows the first moment of the year 2000, UTC.
    ///
    /// It is a call like any other: it takes a slot and yields to other tasks,
    /// and costs what evaluating the sources costs and some milliseconds.
    pub fn snapshot<S: Into<crate::Source>>(&self, sources: impl IntoIterator<Item = S>) -> SnapshotBuilder {
        SnapshotBuilder::new(self.clone(), sources.into_iter().map(Into::into).collect())
    }

    /// Reads a snapshot that [`Snapshot::save`] has written.
    ///
    /// The file holds data for the sandbox and no machine code: whoever wrote it
    /// decides what its runtimes run, and nothing else.
    ///
    /// # Errors
    /// [`Error::Setup`] when the file cannot be read, was written by another
    /// build of this library, or is not whole; it is to be made again.
    pub fn load_snapshot(&self, path: impl AsRef<Path>) -> Result<Snapshot> {
        let (memory, texts) = file::read(path.as_ref())?;
        let snapshot = Snapshot::new(memory, texts);
        snapshot.linked(&self.inner.pool)?;
        Ok(snapshot)
    }
}

impl Snapshot {
    pub(crate) fn new(memory: Memory, texts: Arc<Sources>) -> Self {
        Self { inner: Arc::new(Inner { memory, texts, linked: RwLock::default() }) }
    }

    /// Writes the snapshot to a file, beside its place first and then renamed.
    ///
    /// A file is read by the build that wrote it, on any machine.
    ///
    /// # Errors
    /// [`Error::Setup`] when the file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        file::write(path.as_ref(), &self.inner.memory, &self.inner.texts)
    }

    /// Bytes of memory that a runtime has from the start.
    #[must_use]
    pub fn memory(&self) -> u64 {
        u64::from(self.inner.memory.pages) * image::PAGE as u64
    }

    /// Whether a runtime with these limits can start from it.
    pub(crate) fn check(&self, limits: &Limits) -> Result<()> {
        if self.memory() <= limits.memory {
            return Ok(());
        }
        let (needed, allowed) = (self.memory(), limits.memory);
        Err(Error::Setup(format!("the snapshot takes {needed} bytes of memory, and the limit is {allowed} bytes")))
    }

    /// The texts of the code.
    pub(crate) fn texts(&self) -> Arc<Sources> {
        Arc::clone(&self.inner.texts)
    }

    /// The guest with this memory, linked when a pool first needs it.
    ///
    /// # Errors
    /// When the memory is none of this build's guest.
    pub(crate) fn linked(&self, pool: &Pool) -> Result<Arc<Linked>> {
        let code = pool.guest.guest.component();
        let known = |linked: &[Arc<Linked>]| {
            linked.iter().find(|linked| wasmtime::Engine::same(linked.guest.engine(), code.engine())).cloned()
        };
        if let Some(guest) = known(&self.inner.linked.read().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(guest);
        }
        let mut linked = self.inner.linked.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(guest) = known(&linked) {
            return Ok(guest);
        }
        let guest = Backing::new(&self.inner.memory)
            .map_err(wasmtime::Error::from)
            .and_then(|memory| Linked::new(code, &pool.memories, memory))
            .map_err(|error| Error::Setup(format!("cannot use the snapshot: {error:#}")))?;
        let guest = Arc::new(guest);
        linked.push(Arc::clone(&guest));
        Ok(guest)
    }
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Snapshot").field("memory", &self.memory()).finish_non_exhaustive()
    }
}
