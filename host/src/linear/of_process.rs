//! What the kernel gave to a process: one that was forked has to ask for its own.

use std::io;
use std::sync::{PoisonError, RwLock};

/// Something that is opened when it is first used.
pub(super) struct OfProcess<T> {
    /// Whose it is.
    open: RwLock<Option<(u32, T)>>,
}

impl<T> OfProcess<T> {
    pub(super) fn new() -> Self {
        Self { open: RwLock::new(None) }
    }

    /// # Errors
    /// When it does not open, or the work fails.
    pub(super) fn with<R>(
        &self,
        open: impl FnOnce() -> io::Result<T>,
        work: impl FnOnce(&T) -> io::Result<R>,
    ) -> io::Result<R> {
        let process = std::process::id();
        if let Some((of, known)) = &*self.open.read().unwrap_or_else(PoisonError::into_inner)
            && *of == process
        {
            return work(known);
        }
        let mut place = self.open.write().unwrap_or_else(PoisonError::into_inner);
        // Another thread may have been faster.
        let known = place.take().filter(|(of, _)| *of == process);
        let (_, opened) = place.insert(known.map_or_else(|| Ok((process, open()?)), io::Result::Ok)?);
        work(opened)
    }
}
