//! `performance.now`, `performance.timeOrigin`: a runtime's own clock.

use crate::{builtins, freezing, system};
use rquickjs::{Ctx, Function, Object, Result};
use std::time::Duration;

/// Defines `Performance` and `performance`.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    let native = Object::new(ctx.clone())?;
    native.set("now", Function::new(ctx.clone(), now)?)?;
    native.set("timeOrigin", Function::new(ctx.clone(), time_origin)?)?;
    builtins::add_part(ctx, "performance", builtins::source!("performance.js"), &native)
}

fn now(ctx: Ctx<'_>) -> Result<f64> {
    freezing::refuse(&ctx, "performance.now")?;
    Ok(milliseconds(system::performance_now()))
}

fn time_origin(ctx: Ctx<'_>) -> Result<f64> {
    freezing::refuse(&ctx, "performance.timeOrigin")?;
    Ok(milliseconds(system::time_origin()))
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
