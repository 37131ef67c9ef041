//! What a value holds, read with functions that no script can replace.

use crate::builtins;
use rquickjs::{Array, Ctx, Function, Object, Result, Value};

/// Evaluates `convert.js` and hangs it on the context.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    let functions: Object<'_> = builtins::evaluate(ctx, "convert", include_str!("../../js/convert.js"))?.call(())?;
    builtins::realm(ctx)?.set("convert", functions)
}

/// The time value of a `Date` in milliseconds; NaN where it is invalid.
pub fn date_time(date: &Object<'_>) -> Result<f64> {
    call(date, "dateTime")
}

/// The decimal digits of a bigint.
pub fn bigint_digits(value: &Value<'_>) -> Result<String> {
    function(value.ctx(), "bigintDigits")?.call((value.clone(),))
}

/// The keys and values of a `Map`.
pub fn map_entries<'js>(map: &Object<'js>) -> Result<Vec<(Value<'js>, Value<'js>)>> {
    let flat: Array<'js> = call(map, "mapEntries")?;
    (0..flat.len() / 2).map(|pair| Ok((flat.get(pair * 2)?, flat.get(pair * 2 + 1)?))).collect()
}

/// The items of a `Set`.
pub fn set_items<'js>(set: &Object<'js>) -> Result<Vec<Value<'js>>> {
    call(set, "setItems")
}

fn call<'js, R: rquickjs::FromJs<'js>>(object: &Object<'js>, name: &str) -> Result<R> {
    function(object.ctx(), name)?.call((object.clone(),))
}

fn function<'js>(ctx: &Ctx<'js>, name: &str) -> Result<Function<'js>> {
    builtins::realm(ctx)?.get::<_, Object<'js>>("convert")?.get(name)
}
