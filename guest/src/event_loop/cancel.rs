//! Ends an operation early.

use super::operation::Operation;
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::task::{Poll, Waker};

/// Set once.
#[derive(Default)]
pub struct Cancel {
    is_set: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

impl Cancel {
    /// Ends what waits, and what will.
    pub fn set(&self) {
        self.is_set.set(true);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    /// Waits for an operation; none where it is cancelled first, which drops it.
    pub async fn or<T>(&self, mut operation: Operation<T>) -> Option<T> {
        poll_fn(|context| {
            if self.is_set.get() {
                return Poll::Ready(None);
            }
            self.waker.replace(Some(context.waker().clone()));
            operation.as_mut().poll(context).map(Some)
        })
        .await
    }
}
