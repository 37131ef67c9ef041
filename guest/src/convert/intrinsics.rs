//! What QuickJS's C interface does not reach, through functions that no script
//! can replace (`js/convert.js`).

use crate::builtins;
use rquickjs::function::IntoArgs;
use rquickjs::{Ctx, FromJs, Function, Object, Result};

/// Evaluates `convert.js` and hangs it on the context.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    let built = builtins::evaluate(ctx, "convert", builtins::source!("convert.js"))?;
    let functions: Object<'_> = built.call((builtins::primordials(ctx)?,))?;
    builtins::realm(ctx)?.set("convert", functions)
}

/// Calls one of the functions.
///
/// # Errors
/// What it throws, pending.
pub fn call<'js, R: FromJs<'js>>(ctx: &Ctx<'js>, name: &str, arguments: impl IntoArgs<'js>) -> Result<R> {
    let functions: Object<'js> = builtins::realm(ctx)?.get("convert")?;
    functions.get::<_, Function<'js>>(name)?.call(arguments)
}
