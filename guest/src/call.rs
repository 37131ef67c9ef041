//! Functions and promises that the host holds, called and awaited.

use crate::convert;
use crate::eval::{encoded, settled, started};
use crate::failure::Failure;
use crate::handles::Handles;
use crate::realm::Realm;
use rquickjs::function::Args;
use rquickjs::{Ctx, Exception, Function, Value};

/// Calls a function, or what a module exports by `name`; the awaited result.
///
/// # Errors
/// See [`Failure`].
pub async fn call(realm: &Realm, target: u32, name: Option<&str>, arguments: &[u8]) -> Result<Vec<u8>, Failure> {
    let value = realm.with(|ctx| started(ctx, start(ctx, target, name, arguments)))?;
    encoded(realm, settled(realm, value).await?)
}

/// Awaits a promise; its value.
///
/// # Errors
/// See [`Failure`].
pub async fn settle(realm: &Realm, promise: u32) -> Result<Vec<u8>, Failure> {
    let value = realm.with(|ctx| started(ctx, held(ctx, promise)))?;
    encoded(realm, settled(realm, value).await?)
}

fn start<'js>(ctx: &Ctx<'js>, target: u32, name: Option<&str>, arguments: &[u8]) -> rquickjs::Result<Value<'js>> {
    let target = held(ctx, target)?;
    let function = match name {
        Some(name) => exported(ctx, &target, name)?,
        None => target.into_function().ok_or_else(|| Exception::throw_type(ctx, "not a function"))?,
    };
    let values = convert::decode_all(ctx, arguments).map_err(|reason| Exception::throw_type(ctx, &reason))?;
    let mut arguments = Args::new(ctx.clone(), values.len());
    for value in values {
        arguments.push_arg(value)?;
    }
    function.call_arg(arguments)
}

fn exported<'js>(ctx: &Ctx<'js>, module: &Value<'js>, name: &str) -> rquickjs::Result<Function<'js>> {
    let value: Value<'js> = match module.as_object() {
        Some(exports) => exports.get(name)?,
        None => Value::new_undefined(ctx.clone()),
    };
    if value.is_undefined() {
        return Err(Exception::throw_type(ctx, &format!("the module has no export '{name}'")));
    }
    value
        .into_function()
        .ok_or_else(|| Exception::throw_type(ctx, &format!("the module's export '{name}' is not a function")))
}

fn held<'js>(ctx: &Ctx<'js>, handle: u32) -> rquickjs::Result<Value<'js>> {
    let value = Handles::of(ctx).get(ctx, handle);
    value.ok_or_else(|| Exception::throw_internal(ctx, "a handle that is not known"))
}
