//! `require` of an ECMAScript module, as in Node: evaluated at once, so without top-level
//! await, and never one that is itself waiting for who requires it.
//!
//! QuickJS knows modules by name and evaluates what imports them. So a *facade*, a module of a
//! line or two that no script can name, imports the one that is asked for.
#![allow(unsafe_code, reason = "asks QuickJS how far a module is")]

use crate::engine;
use rquickjs::promise::PromiseState;
use rquickjs::{Ctx, Error, Exception, Module, Object, Result, Value};
use std::ffi::{CStr, CString};

/// What facades are called; no URL of a loader begins so.
const FACADE: &str = "skerry:require ";

/// Whether a referrer is a facade: what it imports is a URL that was resolved before.
pub fn is_facade(referrer: &str) -> bool {
    referrer.starts_with(FACADE)
}

/// What `require` gives for a module: its export `module.exports` if it has one; else its
/// namespace, with `__esModule` where there is a default export.
///
/// # Errors
/// What the module throws, and where it cannot be evaluated at once.
pub fn require(ctx: Ctx<'_>, url: String) -> Result<Value<'_>> {
    let from = quoted(&ctx, &url)?;
    let facade = evaluate(&ctx, &url, "", &format!("import * as whole from {from}; export {{ whole }}"))?;
    let whole: Object<'_> = facade.get("whole")?;
    if whole.contains_key("module.exports")? {
        return whole.get("module.exports");
    }
    if !whole.contains_key("default")? || whole.contains_key("__esModule")? {
        return Ok(whole.into_value());
    }
    let text = format!("export * from {from}; export {{ default }} from {from}; export const __esModule = true");
    evaluate(&ctx, &url, "default ", &text).map(Object::into_value)
}

/// The namespace of a facade.
fn evaluate<'js>(ctx: &Ctx<'js>, url: &str, kind: &str, text: &str) -> Result<Object<'js>> {
    let name = CString::new(format!("{FACADE}{kind}{url}"))?;
    let module = Module::declare(ctx.clone(), name.as_bytes(), text)?;
    if !is_ready(ctx, &name) {
        let message = format!("'{url}' cannot be required while it, or what it imports, is being loaded or evaluated");
        return Err(refused(ctx, &message, "ERR_REQUIRE_CYCLE_MODULE"));
    }
    let (module, promise) = module.eval()?;
    match promise.state() {
        PromiseState::Resolved => module.namespace(),
        PromiseState::Rejected => {
            engine::mark_handled(&promise);
            promise.result::<Value<'js>>().map_or(Err(Error::Exception), |result| result.and(Err(Error::Exception)))
        }
        PromiseState::Pending => {
            let message = format!("'{url}' awaits at its top level and cannot be required; use import('{url}')");
            Err(refused(ctx, &message, "ERR_REQUIRE_ASYNC_MODULE"))
        }
    }
}

fn refused(ctx: &Ctx<'_>, message: &str, code: &str) -> Error {
    let thrown = Exception::throw_message(ctx, message);
    let pending = ctx.catch();
    match pending.as_object().map(|error| error.set("code", code)) {
        Some(Ok(())) => ctx.throw(pending),
        Some(Err(error)) => error,
        None => thrown,
    }
}

/// The text as a string of JavaScript.
fn quoted<'js>(ctx: &Ctx<'js>, text: &str) -> Result<String> {
    let text = rquickjs::String::from_str(ctx.clone(), text)?;
    let quoted = ctx.json_stringify(text)?;
    quoted.map_or(Err(Error::Unknown), |quoted| quoted.to_string())
}

/// Whether the module of that name can be evaluated now.
#[cfg(target_arch = "wasm32")]
fn is_ready(ctx: &Ctx<'_>, name: &CStr) -> bool {
    use rquickjs::qjs;
    unsafe extern "C" {
        /// Of `qjs_wasi.h`.
        fn skerry_module_is_ready(ctx: *mut qjs::JSContext, name: *const std::ffi::c_char) -> std::ffi::c_int;
    }
    // SAFETY: the context is live, and the name ends with a NUL.
    unsafe { skerry_module_is_ready(ctx.as_raw().as_ptr(), name.as_ptr()) != 0 }
}

/// A native build has the engine as it comes, which cannot tell.
#[cfg(not(target_arch = "wasm32"))]
fn is_ready(_: &Ctx<'_>, _: &CStr) -> bool {
    true
}
