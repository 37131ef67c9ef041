//! Functions and promises that the host holds, by number.
//!
//! The host cannot hold a JavaScript value. It gets a number instead, and says
//! when it has dropped it. A number is never given twice, so one that comes
//! late finds nothing.

use crate::system;
use rquickjs::runtime::UserDataGuard;
use rquickjs::{Ctx, JsLifetime, Persistent, Value};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

type Saved = Persistent<Value<'static>>;

/// The values that the host holds; they hang on the realm's QuickJS runtime.
#[derive(JsLifetime)]
pub struct Handles {
    alive: RefCell<BTreeMap<u32, Saved>>,
    next: Cell<u32>,
}

impl Handles {
    /// Hangs an empty table on the context.
    ///
    /// # Errors
    /// When the context's data is borrowed, which it is not while a realm is built.
    pub fn install(ctx: &Ctx<'_>) -> rquickjs::Result<()> {
        let empty = Self { alive: RefCell::default(), next: Cell::new(0) };
        ctx.store_userdata(empty).map(drop).map_err(|_| rquickjs::Error::Unknown)
    }

    /// The table of a context.
    ///
    /// # Panics
    /// When none was installed.
    pub fn of<'a>(ctx: &'a Ctx<'_>) -> UserDataGuard<'a, Self> {
        ctx.userdata().expect("a realm has a table of handles")
    }

    /// Keeps a value until it is released, whatever the limit; its number.
    ///
    /// After 2^32 - 1 handles there are no numbers left: the answer is
    /// `u32::MAX`, which finds nothing.
    pub fn insert<'js>(&self, ctx: &Ctx<'js>, value: Value<'js>) -> u32 {
        let id = self.next.get();
        if id < u32::MAX {
            self.next.set(id + 1);
            self.alive.borrow_mut().insert(id, Persistent::save(ctx, value));
        }
        id
    }

    /// Keeps a value until it is released; its number.
    ///
    /// # Errors
    /// When as many as the host allows are alive.
    pub fn try_insert<'js>(&self, ctx: &Ctx<'js>, value: Value<'js>) -> Result<u32, String> {
        let limit = system::handle_limit();
        if self.len() >= limit || self.next.get() == u32::MAX {
            if limit == 0 {
                return Err("a function or a promise cannot cross: nobody outside can hold it".to_owned());
            }
            return Err(format!("more than {limit} functions and promises are held outside at a time"));
        }
        Ok(self.insert(ctx, value))
    }

    /// The value of a number, while it is alive.
    pub fn get<'js>(&self, ctx: &Ctx<'js>, id: u32) -> Option<Value<'js>> {
        let saved = self.alive.borrow().get(&id).cloned()?;
        saved.restore(ctx).ok()
    }

    /// Lets go of the values; numbers that are not alive are passed over.
    pub fn release(&self, ids: &[u32]) {
        for id in ids {
            // Dropped after the borrow: a finalizer may come back here.
            let released = self.alive.borrow_mut().remove(id);
            drop(released);
        }
    }

    /// How many are alive.
    pub fn len(&self) -> usize {
        self.alive.borrow().len()
    }

    /// Whether none is alive.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Lets go of all values.
    pub fn clear(&self) {
        let released = self.alive.take();
        drop(released);
    }
}

#[cfg(test)]
mod tests {
    use super::Handles;
    use crate::realm::Realm;
    use crate::system::with_host;
    use rquickjs::Value;

    #[test]
    fn a_number_is_never_given_twice_and_finds_nothing_when_released() {
        Realm::new().unwrap().with(|ctx| {
            let handles = Handles::of(ctx);
            let function: Value<'_> = ctx.eval("(function f() {})").unwrap();
            let (first, second) = (handles.insert(ctx, function.clone()), handles.insert(ctx, function.clone()));
            handles.release(&[first, 77]);
            assert!(handles.get(ctx, first).is_none());
            assert_eq!(handles.get(ctx, second), Some(function.clone()));
            assert_ne!(handles.insert(ctx, function), first);
            assert_eq!(handles.len(), 2);
        });
    }

    #[test]
    fn the_limit_counts_what_is_alive() {
        Realm::new().unwrap().with(|ctx| {
            let handles = Handles::of(ctx);
            with_host(|host| host.handle_limit = Some(1));
            let function: Value<'_> = ctx.eval("() => {}").unwrap();
            let id = handles.try_insert(ctx, function.clone()).unwrap();
            assert!(handles.try_insert(ctx, function.clone()).is_err());
            handles.release(&[id]);
            assert!(handles.try_insert(ctx, function).is_ok());
        });
    }
}
