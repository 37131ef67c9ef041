//! `AbortSignal` and `AbortController`: <https://dom.spec.whatwg.org/#aborting-ongoing-activities>

use crate::builtins;
use crate::web::timers;
use rquickjs::{Ctx, Function, Object, Result};
use std::time::Duration;

const PARTS: [(&str, &[u8]); 5] = [
    builtins::part!("abort/signal_state"),
    builtins::part!("abort/dependents"),
    builtins::part!("abort/abort_signal"),
    builtins::part!("abort/abort_controller"),
    builtins::part!("abort/host_signals"),
];

/// Defines both.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    let native = Object::new(ctx.clone())?;
    native.set("setWeakTimer", Function::new(ctx.clone(), set_weak_timer)?)?;
    PARTS.iter().try_for_each(|(name, source)| builtins::add_part(ctx, name, source, &native))?;
    // For calls of host functions, `modules/host_modules/signals.rs`.
    builtins::realm(ctx)?.set("hostSignals", builtins::parts(ctx)?.get::<_, Object>("hostSignals")?)
}

fn set_weak_timer<'js>(ctx: Ctx<'js>, callback: Function<'js>, milliseconds: f64) -> Result<()> {
    let delay = Duration::try_from_secs_f64(milliseconds / 1000.0).unwrap_or(Duration::MAX);
    timers::set_weak_timer(&ctx, callback, delay)
}
