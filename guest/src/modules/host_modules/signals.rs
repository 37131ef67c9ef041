//! An `AbortSignal` among a host function's arguments: aborting it drops the
//! function's future and rejects its promise with the signal's reason.

use crate::builtins;
use crate::event_loop::Cancel;
use rquickjs::{Ctx, Function, Object, Persistent, Result, Value};
use std::rc::Rc;

/// The signal that a call in progress listens to.
pub(super) struct Watched {
    /// Set when the signal is aborted.
    pub(super) cancel: Rc<Cancel>,
    signal: Persistent<Value<'static>>,
    algorithm: Persistent<Function<'static>>,
}

/// The first signal among the arguments.
///
/// # Errors
/// When memory runs out.
pub(super) fn find<'js>(ctx: &Ctx<'js>, arguments: &[Value<'js>]) -> Result<Option<Value<'js>>> {
    for argument in arguments {
        if !argument.is_object() || argument.is_array() || argument.is_function() {
            continue;
        }
        let signal: Value<'js> = ours(ctx, "find")?.call((argument.clone(),))?;
        if !signal.is_undefined() {
            return Ok(Some(signal));
        }
    }
    Ok(None)
}

/// The reason of a signal that is aborted already.
///
/// # Errors
/// When memory runs out.
pub(super) fn reason<'js>(ctx: &Ctx<'js>, signal: &Value<'js>) -> Result<Option<Value<'js>>> {
    if ours(ctx, "isAborted")?.call((signal.clone(),))? {
        return ours(ctx, "reason")?.call((signal.clone(),)).map(Some);
    }
    Ok(None)
}

/// Listens to a signal.
///
/// # Errors
/// When memory runs out.
pub(super) fn watch<'js>(ctx: &Ctx<'js>, signal: Value<'js>) -> Result<Watched> {
    let cancel = Rc::<Cancel>::default();
    let aborted = Rc::clone(&cancel);
    let algorithm = Function::new(ctx.clone(), move || aborted.set())?;
    ours(ctx, "add")?.call::<_, ()>((signal.clone(), algorithm.clone()))?;
    Ok(Watched { cancel, signal: Persistent::save(ctx, signal), algorithm: Persistent::save(ctx, algorithm) })
}

impl Watched {
    /// Stops listening; the signal's reason.
    ///
    /// # Errors
    /// When memory runs out.
    pub(super) fn end<'js>(self, ctx: &Ctx<'js>) -> Result<Value<'js>> {
        let (signal, algorithm) = (self.signal.restore(ctx)?, self.algorithm.restore(ctx)?);
        ours(ctx, "remove")?.call::<_, ()>((signal.clone(), algorithm))?;
        ours(ctx, "reason")?.call((signal,))
    }
}

fn ours<'js>(ctx: &Ctx<'js>, name: &str) -> Result<Function<'js>> {
    builtins::realm(ctx)?.get::<_, Object>("hostSignals")?.get(name)
}
