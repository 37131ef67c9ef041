//! Who turns the loop: the oldest call that is under way.

use super::turn::reached;
use super::{EventLoop, Goal};
use crate::realm::Realm;
use rquickjs::{Ctx, JsLifetime};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::task::{Poll, Waker};

/// The calls that wait, by age.
#[derive(Default, JsLifetime)]
pub struct Seats {
    next: Cell<u64>,
    waiting: RefCell<BTreeMap<u64, Waiting>>,
}

struct Waiting {
    goal: Goal,
    /// Something happened since it last looked.
    is_woken: bool,
    waker: Option<Waker>,
}

impl Waiting {
    fn wake(&mut self) {
        self.is_woken = true;
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

impl Seats {
    /// Wakes the call that turns the loop.
    pub fn wake_first(&self) {
        if let Some(mut first) = self.waiting.borrow_mut().first_entry() {
            first.get_mut().wake();
        }
    }

    /// Wakes every call but the first whose goal is reached.
    pub fn wake_reached(&self, ctx: &Ctx<'_>) {
        for waiting in self.waiting.borrow_mut().values_mut().skip(1) {
            if reached(ctx, &waiting.goal) {
                waiting.wake();
            }
        }
    }

    /// Forgets every goal.
    pub fn clear(&self) {
        self.waiting.take();
    }
}

/// A call's place among those that are under way, given up when it is dropped.
pub struct Seat<'a> {
    realm: &'a Realm,
    number: u64,
}

impl<'a> Seat<'a> {
    /// Takes the last seat, or the one behind all that will come.
    pub fn take(realm: &'a Realm, goal: Goal) -> Self {
        let number = realm.with_data(|ctx| {
            let seats = &EventLoop::of(ctx).seats;
            let number = match goal {
                Goal::Enough => u64::MAX,
                _ => seats.next.replace(seats.next.get() + 1),
            };
            let waiting = Waiting { goal, is_woken: false, waker: None };
            seats.waiting.borrow_mut().insert(number, waiting);
            // It may have set a timer that is due before all others.
            seats.wake_first();
            number
        });
        Self { realm, number }
    }

    /// Whether this call turns the loop.
    pub fn is_first(&self, ctx: &Ctx<'_>) -> bool {
        let first = EventLoop::of(ctx).seats.waiting.borrow().first_key_value().map(|(number, _)| *number);
        first.is_none_or(|first| first == self.number)
    }

    /// Waits until the seat is woken.
    pub async fn woken(&self) {
        poll_fn(|cx| {
            self.realm.with_data(|ctx| {
                let state = EventLoop::of(ctx);
                let mut waiting = state.seats.waiting.borrow_mut();
                let Some(mine) = waiting.get_mut(&self.number) else { return Poll::Ready(()) };
                if std::mem::take(&mut mine.is_woken) {
                    return Poll::Ready(());
                }
                mine.waker = Some(cx.waker().clone());
                Poll::Pending
            })
        })
        .await;
    }
}

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        self.realm.with_data(|ctx| {
            let seats = &EventLoop::of(ctx).seats;
            let left = seats.waiting.borrow_mut().remove(&self.number);
            drop(left);
            seats.wake_first();
        });
    }
}
