//! Promises that were rejected and are not handled, in the order of rejection.

use crate::engine;
use rquickjs::runtime::{RejectionTracker, UserDataGuard};
use rquickjs::{Ctx, JsLifetime, Persistent, Value};
use std::cell::RefCell;
use std::collections::BTreeMap;

type Saved = Persistent<Value<'static>>;

/// Rejections that nobody has handled yet; they are reported after the jobs ran.
#[derive(Default, JsLifetime)]
pub struct Rejections {
    open: RefCell<Open>,
}

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
            let identity = engine::identity(&promise);
            if is_handled {
                let forgotten = rejections.open.borrow_mut().remove(identity);
                drop(forgotten);
            } else {
                let entry = (Persistent::save(&ctx, promise), Persistent::save(&ctx, reason));
                rejections.open.borrow_mut().insert(identity, entry);
            }
        })
    }

    /// Takes the reason of the oldest one; the others are forgotten with it.
    pub fn take_first<'js>(&self, ctx: &Ctx<'js>) -> Option<Value<'js>> {
        if self.open.borrow().entries.is_empty() {
            return None;
        }
        let (_, (_, reason)) = self.open.take().entries.pop_first()?;
        reason.restore(ctx).ok()
    }

    /// Forgets all of them.
    pub fn clear(&self) {
        self.open.take();
    }
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
