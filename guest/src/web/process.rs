//! A minimal global `process`: `argv`, `env`, `exit`, `exitCode`, `stdin`, `stdout`, `stderr`.

use crate::event_loop::EventLoop;
use crate::system::{self, StandardStream};
use crate::web::{HostEnd, host_streams};
use crate::{builtins, engine, freezing};
use rquickjs::{Ctx, Exception, Function, JsLifetime, Object, Result, Value};
use std::cell::Cell;

/// What the script has set; `None` reads as `undefined` and exits with 0.
#[derive(Default, JsLifetime)]
struct ExitCode(Cell<Option<i32>>);

/// Defines `process`.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    ctx.store_userdata(ExitCode::default()).map_err(|_| rquickjs::Error::Unknown)?;
    let native = Object::new(ctx.clone())?;
    native.set("argv", Function::new(ctx.clone(), arguments)?)?;
    native.set("env", Function::new(ctx.clone(), environment)?)?;
    native.set("stdin", Function::new(ctx.clone(), stdin)?)?;
    native.set("stdout", Function::new(ctx.clone(), |ctx| output(ctx, StandardStream::Output))?)?;
    native.set("stderr", Function::new(ctx.clone(), |ctx| output(ctx, StandardStream::Error))?)?;
    native.set("getExitCode", Function::new(ctx.clone(), get_exit_code)?)?;
    native.set("setExitCode", Function::new(ctx.clone(), set_exit_code)?)?;
    native.set("exit", Function::new(ctx.clone(), exit)?)?;
    let process: Object = builtins::evaluate(ctx, "process", builtins::source!("process.js"))?.call((native,))?;
    builtins::realm(ctx)?.set("process", process)
}

/// The code that the script has set, or 0.
pub fn exit_code(ctx: &Ctx<'_>) -> i32 {
    get_exit_code(ctx.clone()).unwrap_or(0)
}

fn arguments(ctx: Ctx<'_>) -> Result<Vec<String>> {
    freezing::refuse(&ctx, "process.argv")?;
    Ok(system::arguments())
}

fn environment(ctx: Ctx<'_>) -> Result<Object<'_>> {
    let variables = system::environment();
    // What a snapshot or a component is made with, all that starts from it has.
    if variables.is_empty() && cfg!(not(feature = "standalone")) {
        freezing::refuse(&ctx, "process.env")?;
    }
    let env = Object::new(ctx.clone())?;
    for (name, value) in variables {
        // Defined, not set: a variable may be called `__proto__`.
        env.prop(name, rquickjs::object::Property::from(value).writable().enumerable().configurable())?;
    }
    Ok(env)
}

/// Without one, a stream that is at its end.
fn stdin(ctx: Ctx<'_>) -> Result<Value<'_>> {
    freezing::refuse(&ctx, "process.stdin")?;
    let end = system::take_standard_stream(StandardStream::Input).map(|id| HostEnd::new(&ctx, id, true)).transpose()?;
    host_streams(&ctx)?.get::<_, Function<'_>>("readable")?.call((end,))
}

/// Without one, `undefined`.
fn output(ctx: Ctx<'_>, which: StandardStream) -> Result<Value<'_>> {
    freezing::refuse(&ctx, "process.stdout and process.stderr")?;
    match system::take_standard_stream(which) {
        Some(id) => host_streams(&ctx)?.get::<_, Function<'_>>("writable")?.call((HostEnd::new(&ctx, id, false)?,)),
        None => Ok(Value::new_undefined(ctx)),
    }
}

fn get_exit_code(ctx: Ctx<'_>) -> Option<i32> {
    ctx.userdata::<ExitCode>().and_then(|code| code.0.get())
}

fn set_exit_code<'js>(ctx: Ctx<'js>, value: Value<'js>) -> Result<()> {
    let code = if value.is_undefined() || value.is_null() {
        None
    } else {
        let number = value.as_number().filter(|number| number.fract() == 0.0 && (0.0..=255.0).contains(number));
        #[expect(clippy::cast_possible_truncation, reason = "an integer from 0 to 255")]
        let code = number.map(|number| number as i32);
        Some(code.ok_or_else(|| Exception::throw_range(&ctx, "an exit code is an integer from 0 to 255"))?)
    };
    if let Some(state) = ctx.userdata::<ExitCode>() {
        state.0.set(code);
    }
    Ok(())
}

/// Ends the script: marks the loop, then throws what nobody can catch.
fn exit(ctx: Ctx<'_>) -> Result<()> {
    EventLoop::of(&ctx).exited.set(Some(exit_code(&ctx)));
    let error = Exception::from_message(ctx.clone(), "process.exit")?.into_object();
    engine::set_uncatchable(&ctx, &error);
    Err(ctx.throw(error.into_value()))
}
