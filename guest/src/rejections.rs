//! Promises that were rejected and are not handled, in the order of rejection.

use crate::engine;
use crate::event_loop::EventLoop;
use rquickjs::runtime::{RejectionTracker, UserDataGuard};
use rquickjs::{Ctx, JsLifetime, Persistent, Value};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

type Saved = Persistent<Value<'static>>;

/// Rejections that nobody has handled yet; they are reported after the jobs ran.
#[derive(Default, JsLifetime)]
pub struct Rejections {
    open: RefCell<Open>,
    /// A listener has taken one: it may be handled late.
    has_taken: Cell<bool>,
    /// Those that were handled after they had been taken from here.
    late: RefCell<Vec<(Saved, Saved)>>,
}

/// A promise and why it was rejected.
pub type Rejected<'js> = (Value<'js>, Value<'js>);

#[derive(Default)]
struct Open {
    next: u64,
    /// Promise and reason, by order of rejection.
    entries: BTreeMap<u64, (Saved, Saved)>,
    /// Order of rejection by the promise's identity, valid while its entry holds it.
    order: BTreeMap<usize, u64>,
}

impl Rejections {
    /// Hangs an empty list on the context.
    ///
    /// # Errors
    /// When the context's data is borrowed, which it is not while a realm is built.
    pub fn install(ctx: &Ctx<'_>) -> rquickjs::Result<()> {
        ctx.store_userdata(Self::default()).map(drop).map_err(|_| rquickjs::Error::Unknown)
    }

    /// The list of a context.
    ///
    /// # Panics
    /// When none was installed.
    pub fn of<'a>(ctx: &'a Ctx<'_>) -> UserDataGuard<'a, Self> {
        ctx.userdata().expect("a realm has a list of rejections")
    }

    /// What QuickJS calls when a promise is rejected unhandled, or handled late.
    pub fn tracker() -> RejectionTracker {
        Box::new(|ctx, promise, reason, is_handled| {
            let rejections = Self::of(&ctx);
            EventLoop::of(&ctx).trouble.set(true);
            let identity = engine::identity(&promise);
            if is_handled {
                let forgotten = rejections.open.borrow_mut().remove(identity);
                if forgotten.is_none() && rejections.has_taken.get() {
                    let entry = (Persistent::save(&ctx, promise), Persistent::save(&ctx, reason));
                    rejections.late.borrow_mut().push(entry);
                }
                drop(forgotten);
            } else {
                let entry = (Persistent::save(&ctx, promise), Persistent::save(&ctx, reason));
                rejections.open.borrow_mut().insert(identity, entry);
            }
        })
    }

    /// Takes the oldest one.
    pub fn take_first<'js>(&self, ctx: &Ctx<'js>) -> Option<Rejected<'js>> {
        let (_, entry) = {
            let mut open = self.open.borrow_mut();
            let (at, entry) = open.entries.pop_first()?;
            open.order.retain(|_, order| *order != at);
            (at, entry)
        };
        restored(ctx, entry)
    }

    /// Notes that a listener has taken one.
    pub fn note_taken(&self) {
        self.has_taken.set(true);
    }

    /// Takes those that were handled late.
    pub fn take_late<'js>(&self, ctx: &Ctx<'js>) -> Vec<Rejected<'js>> {
        self.late.take().into_iter().filter_map(|entry| restored(ctx, entry)).collect()
    }

    /// Forgets all of them.
    pub fn clear(&self) {
        self.open.take();
        self.late.take();
    }
}

fn restored<'js>(ctx: &Ctx<'js>, (promise, reason): (Saved, Saved)) -> Option<Rejected<'js>> {
    Some((promise.restore(ctx).ok()?, reason.restore(ctx).ok()?))
}

impl Open {
    fn insert(&mut self, identity: usize, entry: (Saved, Saved)) {
        self.entries.insert(self.next, entry);
        self.order.insert(identity, self.next);
        self.next += 1;
    }

    fn remove(&mut self, identity: usize) -> Option<(Saved, Saved)> {
        let at = self.order.remove(&identity)?;
        self.entries.remove(&at)
    }
}
