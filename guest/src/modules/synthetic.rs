//! Modules whose exports are values that exist already: JSON and CommonJS.

use rquickjs::module::{Declarations, Declared, Exports, ModuleDef};
use rquickjs::{Ctx, Error, JsLifetime, Module, Object, Persistent, Result, Value};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Exports of modules that are declared and not evaluated yet, by URL.
#[derive(Default, JsLifetime)]
pub struct Synthetics(RefCell<BTreeMap<String, Persistent<Object<'static>>>>);

impl Synthetics {
    /// Hangs an empty table on the context.
    ///
    /// # Errors
    /// When the context's data is borrowed, which it is not while a realm is built.
    pub fn install(ctx: &Ctx<'_>) -> Result<()> {
        ctx.store_userdata(Self::default()).map(drop).map_err(|_| Error::Unknown)
    }

    /// Forgets all of them.
    pub fn clear(ctx: &Ctx<'_>) {
        if let Some(table) = ctx.userdata::<Self>() {
            table.0.take();
        }
    }

    fn of<'js>(ctx: &Ctx<'js>, url: &str) -> Result<Object<'js>> {
        let saved = ctx.userdata::<Self>().and_then(|table| table.0.borrow().get(url).cloned());
        saved.ok_or(Error::Unknown)?.restore(ctx)
    }
}

/// Declares a module with the properties of `exports` as its exports.
///
/// # Errors
/// When memory runs out or a name cannot be exported.
pub fn declare<'js>(ctx: &Ctx<'js>, url: &str, exports: Object<'js>) -> Result<Module<'js, Declared>> {
    if let Some(table) = ctx.userdata::<Synthetics>() {
        table.0.borrow_mut().insert(url.to_owned(), Persistent::save(ctx, exports));
    }
    Module::declare_def::<Synthetic, _>(ctx.clone(), url)
}

struct Synthetic;

impl ModuleDef for Synthetic {
    fn declare(declarations: &Declarations<'_>) -> Result<()> {
        let module = declarations.module();
        let exports = Synthetics::of(module.ctx(), &module.name::<String>()?)?;
        for name in exports.keys::<String>() {
            declarations.declare(name?)?;
        }
        Ok(())
    }

    fn evaluate<'js>(ctx: &Ctx<'js>, exported: &Exports<'js>) -> Result<()> {
        let url: String = exported.module().name()?;
        let exports = Synthetics::of(ctx, &url)?;
        for name in exports.keys::<String>() {
            let name = name?;
            let value: Value<'js> = exports.get(name.as_str())?;
            exported.export(name, value)?;
        }
        let table = ctx.userdata::<Synthetics>();
        let evaluated = table.and_then(|table| table.0.borrow_mut().remove(&url));
        drop(evaluated);
        Ok(())
    }
}
