//! Scripts and modules evaluated as calls: start, drive the loop, take the result.

use crate::engine;
use crate::event_loop::{EventLoop, Goal};
use crate::exception::Exception;
use crate::failure::Failure;
use crate::modules;
use crate::realm::Realm;
use crate::source::{Completion, Source, SourceKind};
use crate::{convert, system, web};
use rquickjs::{CatchResultExt, Ctx, Persistent, Value};

/// Evaluates `source`, awaits its completion value and hands it out.
///
/// # Errors
/// See [`Failure`].
pub async fn eval(realm: &Realm, source: Source, completion: Completion) -> Result<Vec<u8>, Failure> {
    let value = realm.with(|ctx| started(ctx, start(ctx, source)))?;
    let value = settle(realm, value).await?;
    realm.with(|ctx| {
        let value = value.restore(ctx).map_err(|_| Failure::Stalled)?;
        match completion {
            Completion::None => Ok(Vec::new()),
            Completion::Value => convert::encode(&value).map_err(|reason| unreadable(ctx, reason)),
            Completion::Text => Ok(web::console::inspect_to_string(ctx, &value, false).into_bytes()),
        }
    })
}

/// Imports a module as the entry point.
///
/// # Errors
/// See [`Failure`].
pub async fn import_entry(realm: &Realm, specifier: &str) -> Result<(), Failure> {
    let value = realm.with(|ctx| started(ctx, modules::import_entry(ctx, specifier)))?;
    settle(realm, value).await.map(drop)
}

/// Drives the event loop until nothing is left to do; the script's exit code.
///
/// # Errors
/// See [`Failure`].
pub async fn run_until_idle(realm: &Realm) -> Result<i32, Failure> {
    EventLoop::drive(realm, Goal::Idle).await?;
    Ok(realm.with(web::process::exit_code))
}

/// Reading a result runs the script's code, which may have been told to end.
fn unreadable(ctx: &Ctx<'_>, reason: String) -> Failure {
    drop(ctx.catch());
    match EventLoop::of(ctx).exited.get() {
        Some(code) => Failure::Exited(code),
        None if system::interrupted() => Failure::Interrupted(Exception::default()),
        None => Failure::Convert(reason),
    }
}

type Saved = Persistent<Value<'static>>;

fn start<'js>(ctx: &Ctx<'js>, source: Source) -> rquickjs::Result<Value<'js>> {
    match source.kind {
        SourceKind::Auto => match engine::compile_script(ctx, &source.url, &source.text) {
            Ok(script) => engine::run_script(ctx, script),
            Err(_) => {
                let as_script = ctx.catch();
                modules::evaluate_entry_or(ctx, &source, as_script)
            }
        },
        SourceKind::Script => {
            let script = engine::compile_script(ctx, &source.url, &source.text)?;
            engine::run_script(ctx, script)
        }
        SourceKind::Module | SourceKind::CommonJs | SourceKind::Json => modules::evaluate_entry(ctx, &source),
    }
}

fn started<'js>(ctx: &Ctx<'js>, value: rquickjs::Result<Value<'js>>) -> Result<Saved, Failure> {
    match value.catch(ctx) {
        Ok(value) => Ok(Persistent::save(ctx, value)),
        Err(caught) => Err(EventLoop::of(ctx).failure(Exception::from_caught(ctx, caught))),
    }
}

/// Drives the loop until a promise is settled; any other value is its own result.
async fn settle(realm: &Realm, value: Saved) -> Result<Saved, Failure> {
    let is_promise = realm.with(|ctx| {
        let promise = value.clone().restore(ctx).ok().and_then(Value::into_promise);
        promise.inspect(engine::mark_handled).is_some()
    });
    if !is_promise {
        EventLoop::drive(realm, Goal::Jobs).await?;
        return Ok(value);
    }
    EventLoop::drive(realm, Goal::Settled(value.clone())).await?;
    realm.with(|ctx| {
        let promise = value.restore(ctx).ok().and_then(Value::into_promise);
        match promise.and_then(|promise| promise.result::<Value<'_>>()) {
            Some(result) => started(ctx, result),
            None => Err(Failure::Stalled),
        }
    })
}
