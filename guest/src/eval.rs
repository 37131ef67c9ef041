//! Scripts and modules evaluated as calls: start, drive the loop, take the result.

use crate::engine;
use crate::event_loop::{EventLoop, Goal};
use crate::exception::Exception;
use crate::failure::Failure;
use crate::handles::Handles;
use crate::modules::{self, Begun};
use crate::realm::Realm;
use crate::source::{Completion, Source, SourceKind};
use crate::{convert, handler, system, web};
use rquickjs::{Ctx, Persistent, Value};
use std::future::{Future as _, poll_fn};
use std::pin::pin;
use std::task::Poll;

/// Evaluates the sources as one job, awaits the last one's completion value and
/// hands it out.
///
/// # Errors
/// See [`Failure`].
pub async fn eval(realm: &Realm, sources: Vec<Source>, completion: Completion) -> Result<Vec<u8>, Failure> {
    let value = realm.with(|ctx| started(ctx, start_all(ctx, sources)))?;
    completed(realm, settled(realm, value).await?, completion)
}

/// Evaluates a source as a module; a handle of what it exports.
///
/// # Errors
/// See [`Failure`].
pub async fn load_module(realm: &Realm, source: Source) -> Result<u32, Failure> {
    let kind = if source.kind == SourceKind::Auto { SourceKind::Module } else { source.kind };
    let source = Source { kind, ..source };
    exports(realm, |ctx| modules::evaluate_entry(ctx, &source)).await
}

/// Imports a module as the entry point; a handle of what it exports.
///
/// # Errors
/// See [`Failure`].
pub async fn import_entry(realm: &Realm, specifier: &str) -> Result<u32, Failure> {
    exports(realm, |ctx| modules::import_entry(ctx, specifier)).await
}

/// Drives the event loop until nothing is left to do; the script's exit code.
///
/// # Errors
/// See [`Failure`].
pub async fn run_until_idle(realm: &Realm) -> Result<i32, Failure> {
    EventLoop::drive(realm, Goal::Idle).await?;
    Ok(realm.with(web::process::exit_code))
}

/// A value on its way through the loop.
pub type Saved = Persistent<Value<'static>>;

/// Saves what a start has given, or tells why it has failed.
///
/// # Errors
/// See [`Failure`].
pub fn started<'js>(ctx: &Ctx<'js>, value: rquickjs::Result<Value<'js>>) -> Result<Saved, Failure> {
    value.map(|value| Persistent::save(ctx, value)).map_err(|error| failed(ctx, error))
}

/// What a failed call means, with the exception that is pending.
pub fn failed(ctx: &Ctx<'_>, error: rquickjs::Error) -> Failure {
    EventLoop::of(ctx).failure(Exception::from_error(ctx, error))
}

/// Drives the loop until a promise is settled; any other value is its own result.
///
/// # Errors
/// See [`Failure`].
pub async fn settled(realm: &Realm, value: Saved) -> Result<Saved, Failure> {
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

/// Hands a completion value out as it was asked for.
///
/// # Errors
/// See [`Failure`].
pub fn completed(realm: &Realm, value: Saved, completion: Completion) -> Result<Vec<u8>, Failure> {
    match completion {
        Completion::None => Ok(Vec::new()),
        Completion::Value => encoded(realm, value),
        Completion::Text => realm.with(|ctx| {
            let value = value.restore(ctx).map_err(|_| Failure::Stalled)?;
            Ok(web::console::inspect_to_string(ctx, &value, false).into_bytes())
        }),
    }
}

/// Drives the loop where no other call does, until the host has had enough.
///
/// # Errors
/// What a script throws meanwhile that belongs to no call.
pub async fn attend(realm: &Realm) -> Result<(), Failure> {
    let mut enough = pin!(system::attended());
    let mut driven = pin!(EventLoop::drive(realm, Goal::Enough));
    poll_fn(|context| match enough.as_mut().poll(context) {
        Poll::Ready(()) => Poll::Ready(Ok(())),
        Poll::Pending => driven.as_mut().poll(context),
    })
    .await
}

/// A value as CBOR.
///
/// # Errors
/// See [`Failure`].
pub fn encoded(realm: &Realm, value: Saved) -> Result<Vec<u8>, Failure> {
    realm.with(|ctx| {
        let value = value.restore(ctx).map_err(|_| Failure::Stalled)?;
        convert::encode(&value).map_err(|reason| unreadable(ctx, reason))
    })
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

fn start_all<'js>(ctx: &Ctx<'js>, sources: Vec<Source>) -> rquickjs::Result<Value<'js>> {
    sources.into_iter().try_fold(Value::new_undefined(ctx.clone()), |_, source| start(ctx, source))
}

fn start<'js>(ctx: &Ctx<'js>, source: Source) -> rquickjs::Result<Value<'js>> {
    match source.kind {
        SourceKind::Auto => match engine::compile_script(ctx, &source.url, &source.text) {
            Ok(script) => engine::run_script(ctx, script),
            Err(_) => {
                let as_script = ctx.catch();
                entered(ctx, modules::evaluate_entry_or(ctx, &source, as_script)?)
            }
        },
        SourceKind::Script => {
            let script = engine::compile_script(ctx, &source.url, &source.text)?;
            engine::run_script(ctx, script)
        }
        SourceKind::Module | SourceKind::CommonJs | SourceKind::Json => {
            entered(ctx, modules::evaluate_entry(ctx, &source)?)
        }
    }
}

/// The completion value of a module that has begun.
fn entered<'js>(ctx: &Ctx<'js>, Begun { completion, exports }: Begun<'js>) -> rquickjs::Result<Value<'js>> {
    if let Some(exports) = exports {
        handler::note_entry(ctx, &exports)?;
    }
    Ok(completion)
}

/// Begins a module, awaits its evaluation and holds what it exports.
async fn exports(
    realm: &Realm,
    begin: impl for<'js> FnOnce(&Ctx<'js>) -> rquickjs::Result<Begun<'js>>,
) -> Result<u32, Failure> {
    let (completion, exports) = realm.with(|ctx| {
        let Begun { completion, exports } = begin(ctx).map_err(|error| failed(ctx, error))?;
        Ok((Persistent::save(ctx, completion), exports.map(|exports| Persistent::save(ctx, exports))))
    })?;
    let settled = settled(realm, completion).await?;
    realm.with(|ctx| {
        let exports = exports.unwrap_or(settled).restore(ctx).map_err(|_| Failure::Stalled)?;
        handler::note_entry(ctx, &exports).map_err(|error| failed(ctx, error))?;
        Ok(Handles::of(ctx).insert(ctx, exports))
    })
}
