//! Ends an operation early.

use super::operation::Operation;
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::task::{Context, Poll, Waker};

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

    /// Whether it is set.
    pub fn is_set(&self) -> bool {
        self.is_set.get()
    }

    /// Whether it is set; else the task is woken when it will be.
    pub fn is_set_or_wakes(&self, context: &Context<'_>) -> bool {
        if !self.is_set.get() {
            self.waker.replace(Some(context.waker().clone()));
        }
        self.is_set.get()
    }

    /// Waits for an operation; none where it is cancelled first, which drops it.
    pub async fn or<T>(&self, mut operation: Operation<T>) -> Option<T> {
        poll_fn(|context| {
            if self.is_set_or_wakes(context) {
                return Poll::Ready(None);
            }
            operation.as_mut().poll(context).map(Some)
        })
        .await
    }
}
