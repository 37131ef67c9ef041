//! What the host holds of a runtime's functions and promises: numbers.

use crate::account::Account;
use crate::error::{Error, Result};
use crate::limits::Limits;
use crate::stream::Ends;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// What crosses between one runtime and its host by number.
#[derive(Debug)]
pub(crate) struct Handles {
    /// Functions, promises and modules that were dropped: the guest is told with the
    /// next call.
    dropped: Mutex<Vec<u32>>,
    /// Whether there may be any, so that a call without handles takes no lock.
    any: AtomicBool,
    pub(crate) ends: Ends,
    /// What the host holds for the runtime.
    pub(crate) held: Arc<Account>,
}

impl Handles {
    /// None yet, and at most so many ends of streams.
    pub(crate) fn new(most_ends: usize) -> Arc<Self> {
        Self::within(&Limits { streams: most_ends, ..Limits::unlimited() })
    }

    /// None yet, for a runtime with these limits.
    pub(crate) fn within(limits: &Limits) -> Arc<Self> {
        let held = Account::new(limits.host_bytes);
        let ends = Ends::new(limits.streams, Account::new(limits.stream_bytes), Arc::clone(&held));
        Arc::new(Self { dropped: Mutex::default(), any: AtomicBool::default(), ends, held })
    }

    /// The numbers that nobody holds any more.
    pub(crate) fn take_dropped(&self) -> Vec<u32> {
        if !self.any.load(Ordering::Acquire) {
            return Vec::new();
        }
        // While the lock is held: a number that comes after it sets the flag again.
        let mut dropped = self.dropped.lock().unwrap_or_else(PoisonError::into_inner);
        self.any.store(false, Ordering::Release);
        std::mem::take(&mut dropped)
    }

    /// Nobody holds this number any more.
    pub(crate) fn release(&self, id: u32) {
        let mut dropped = self.dropped.lock().unwrap_or_else(PoisonError::into_inner);
        dropped.push(id);
        self.any.store(true, Ordering::Release);
    }
}

/// Held by the store of a runtime: its streams end with it, whoever still has a handle.
pub(crate) struct WhileAlive(pub(crate) Arc<Handles>);

impl Drop for WhileAlive {
    fn drop(&mut self) {
        self.0.ends.close();
    }
}

/// A function or promise of one runtime. The last clone says that it is gone.
#[derive(Clone)]
pub(crate) struct Handle(Arc<Held>);

struct Held {
    id: u32,
    owner: Arc<Handles>,
}

impl Handle {
    /// The handle of a number that the guest gave.
    pub(crate) fn new(id: u32, owner: &Arc<Handles>) -> Self {
        Self(Arc::new(Held { id, owner: Arc::clone(owner) }))
    }

    /// The number, for its own runtime.
    pub(crate) fn id_in(&self, owner: &Arc<Handles>) -> Result<u32> {
        if Arc::ptr_eq(&self.0.owner, owner) {
            Ok(self.0.id)
        } else {
            Err(Error::Convert("a function or promise of another runtime".to_owned()))
        }
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.id.fmt(f)
    }
}

impl PartialEq for Handle {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id && Arc::ptr_eq(&self.0.owner, &other.0.owner)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.owner.release(self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::{Handle, Handles};

    #[test]
    fn a_number_is_queued_when_the_last_clone_is_dropped() {
        let handles = Handles::new(0);
        let handle = Handle::new(7, &handles);
        let clone = handle.clone();
        drop(handle);
        assert!(handles.take_dropped().is_empty());
        drop(clone);
        assert_eq!(handles.take_dropped(), [7]);
        assert!(handles.take_dropped().is_empty());
    }

    #[test]
    fn another_runtime_refuses_it() {
        let (ours, theirs) = (Handles::new(0), Handles::new(0));
        let handle = Handle::new(1, &ours);
        assert_eq!(handle.id_in(&ours).unwrap(), 1);
        assert!(handle.id_in(&theirs).unwrap_err().to_string().contains("another runtime"));
    }
}
