//! A counter of bytes that exist at a time, and what is charged to it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What may be held at a time, and what is.
#[derive(Debug)]
pub(crate) struct Account {
    held: AtomicU64,
    pub(crate) allowed: u64,
}

/// Bytes that are held; given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Charge {
    account: Arc<Account>,
    bytes: u64,
}

impl Account {
    pub(crate) fn new(allowed: u64) -> Arc<Self> {
        Arc::new(Self { held: AtomicU64::new(0), allowed })
    }

    /// Holds so many bytes more; none where that is more than is allowed.
    pub(crate) fn charge(self: &Arc<Self>, bytes: usize) -> Option<Charge> {
        let bytes = bytes as u64;
        let more = |held: u64| held.checked_add(bytes).filter(|held| *held <= self.allowed);
        self.held.fetch_update(Ordering::AcqRel, Ordering::Acquire, more).ok()?;
        Some(Charge { account: Arc::clone(self), bytes })
    }
}

impl Drop for Charge {
    fn drop(&mut self) {
        self.account.held.fetch_sub(self.bytes, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::Account;

    #[test]
    fn as_much_as_is_allowed_is_held_and_no_more() {
        let account = Account::new(10);
        let most = account.charge(10).unwrap();
        assert!(account.charge(1).is_none());
        drop(most);
        let (_four, six) = (account.charge(4).unwrap(), account.charge(6).unwrap());
        assert!(account.charge(1).is_none());
        drop(six);
        assert!(account.charge(6).is_some());
        assert!(account.charge(usize::MAX).is_none());
    }
}
