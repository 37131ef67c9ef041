//! placeholder
use rquickjs::{Ctx, JsLifetime, Persistent, Value};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

#[derive(Default, JsLifetime)]
pub struct Handles {
    next: Cell<u32>,
    held: RefCell<BTreeMap<u32, Persistent<Value<'static>>>>,
}
impl Handles {
    pub fn install(ctx: &Ctx<'_>) -> rquickjs::Result<()> {
        ctx.store_userdata(Self::default()).map(drop).map_err(|_| rquickjs::Error::Unknown)
    }
    pub fn of<'a>(ctx: &'a Ctx<'_>) -> rquickjs::runtime::UserDataGuard<'a, Self> {
        ctx.userdata().expect("a realm has handles")
    }
    pub fn clear(&self) {
        self.held.take();
    }
    pub fn insert<'js>(&self, ctx: &Ctx<'js>, value: Value<'js>) -> u32 {
        let id = self.next.get();
        self.next.set(id + 1);
        self.held.borrow_mut().insert(id, Persistent::save(ctx, value));
        id
    }
    pub fn get<'js>(&self, ctx: &Ctx<'js>, id: u32) -> Option<Value<'js>> {
        self.held.borrow().get(&id).cloned()?.restore(ctx).ok()
    }
    pub fn release(&self, ids: &[u32]) {
        for id in ids {
            let x = self.held.borrow_mut().remove(id);
            drop(x);
        }
    }
    pub fn len(&self) -> usize {
        self.held.borrow().len()
    }
}
