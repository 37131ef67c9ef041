//! Requests that the host has for the script: its handler is called, its answer awaited.

use crate::eval::{encoded, settled, started};
use crate::failure::Failure;
use crate::realm::Realm;
use crate::uncaught::Uncaught;
use crate::{builtins, convert};
use rquickjs::function::Args;
use rquickjs::{Ctx, Exception, Function, Result, Value};

/// Where the realm keeps what the entry module exports.
const ENTRY: &str = "entry";

/// Remembers what an entry module exports: its handler is found there.
///
/// # Errors
/// When memory runs out.
pub fn note_entry<'js>(ctx: &Ctx<'js>, exports: &Value<'js>) -> Result<()> {
    builtins::realm(ctx)?.set(ENTRY, exports.clone())
}

/// Hands a request to the handler; its answer (`js/fetch_event/handler.js`).
///
/// # Errors
/// See [`Failure`]. A handler that is missing, or has answered with what is no response,
/// is an exception.
pub async fn fetch(realm: &Realm, request: &[u8]) -> std::result::Result<Vec<u8>, Failure> {
    let answer = realm.with(|ctx| started(ctx, start(ctx, request)))?;
    encoded(realm, settled(realm, answer).await?)
}

/// Whether the script handles requests.
///
/// # Errors
/// See [`Failure`]: finding the handler runs getters.
pub fn handles_fetch(realm: &Realm) -> std::result::Result<bool, Failure> {
    realm.with(|ctx| {
        let found = hook(ctx, "handlesFetch").and_then(|handles| handles.call((entry(ctx)?,)));
        found.map_err(|error| crate::eval::failed(ctx, error))
    })
}

fn start<'js>(ctx: &Ctx<'js>, request: &[u8]) -> Result<Value<'js>> {
    let request = convert::decode_all(ctx, request).map_err(|reason| Exception::throw_type(ctx, &reason))?;
    let mut arguments = Args::new(ctx.clone(), request.len() + 1);
    arguments.push_arg(entry(ctx)?)?;
    for value in request {
        arguments.push_arg(value)?;
    }
    let answer = hook(ctx, "respondToFetch")?.call_arg(arguments);
    // What a listener has thrown tells more than that nobody answers.
    answer.map_err(|error| Uncaught::of(ctx).take_first(ctx).map_or(error, |thrown| ctx.throw(thrown)))
}

fn entry<'js>(ctx: &Ctx<'js>) -> Result<Value<'js>> {
    builtins::realm(ctx)?.get(ENTRY)
}

fn hook<'js>(ctx: &Ctx<'js>, name: &str) -> Result<Function<'js>> {
    builtins::realm(ctx)?.get(name)
}
