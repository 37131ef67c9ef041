//! One turn of the loop.

use super::{EventLoop, FOR_EVER, Goal, Task};
use crate::engine;
use crate::exception::Exception;
use crate::failure::Failure;
use crate::rejections::Rejections;
use crate::system;
use crate::uncaught::{self, Uncaught};
use rquickjs::{Ctx, Value, promise::PromiseState};
use std::time::Duration;

/// What a turn has come to.
pub enum Turn {
    /// The goal.
    Reached,
    /// Something ran; there may be more.
    Again,
    /// Nothing can run before this time, or before another call wakes this one.
    Wait(Option<Duration>),
    /// Nothing is left that could reach the goal.
    Nothing,
}

/// Runs all jobs; [`Turn::Again`] where the goal is not reached with them.
pub fn jobs(ctx: &Ctx<'_>, goal: &Goal) -> Result<Turn, Failure> {
    checkpoint(ctx, &EventLoop::of(ctx))?;
    Ok(if reached(ctx, goal) { Turn::Reached } else { Turn::Again })
}

/// One turn: jobs, every timer due at its start, every immediate of its start.
/// A call that is not the first runs jobs only.
pub fn turn(ctx: &Ctx<'_>, goal: &Goal, is_first: bool) -> Result<Turn, Failure> {
    let state = EventLoop::of(ctx);
    checkpoint(ctx, &state)?;
    if reached(ctx, goal) {
        return Ok(Turn::Reached);
    }
    if state.freezing.get() {
        // Jobs are all that runs; whatever waits will be named.
        return Ok(Turn::Nothing);
    }
    let has_timers = match goal {
        Goal::Idle => state.timers.borrow().has_strong(),
        Goal::Jobs | Goal::Settled(_) | Goal::Enough => state.timers.borrow_mut().next_deadline().is_some(),
    };
    let is_waiting = has_timers || state.operations.get() > 0;
    if !is_waiting && state.immediates.borrow().is_empty() {
        return Ok(match goal {
            Goal::Idle => Turn::Reached,
            Goal::Enough => Turn::Wait(None),
            Goal::Jobs | Goal::Settled(_) => Turn::Nothing,
        });
    }
    if !is_first {
        return Ok(Turn::Wait(None));
    }
    let mut ran = run_due_timers(ctx, &state, goal)?;
    ran |= run_immediates(ctx, &state, goal)?;
    state.seats.wake_reached(ctx);
    if ran {
        return Ok(Turn::Again);
    }
    let deadline = state.timers.borrow_mut().next_deadline();
    Ok(Turn::Wait(Some(deadline.unwrap_or(FOR_EVER))))
}

fn run_due_timers(ctx: &Ctx<'_>, state: &EventLoop, goal: &Goal) -> Result<bool, Failure> {
    if state.timers.borrow_mut().next_deadline().is_none() {
        return Ok(false);
    }
    let now = system::monotonic_now();
    let last = state.timers.borrow().last_created();
    let mut ran = false;
    while !reached(ctx, goal) {
        // A borrow does not reach into the callback: it may set and clear timers.
        let due = state.timers.borrow_mut().pop_due(now, last);
        let Some(task) = due else { break };
        run_task(ctx, state, task)?;
        ran = true;
    }
    Ok(ran)
}

fn run_immediates(ctx: &Ctx<'_>, state: &EventLoop, goal: &Goal) -> Result<bool, Failure> {
    let last = state.immediates.borrow().last_created();
    let mut ran = false;
    while !reached(ctx, goal) {
        let next = state.immediates.borrow_mut().pop_until(last);
        let Some(task) = next else { break };
        run_task(ctx, state, task)?;
        ran = true;
    }
    Ok(ran)
}

fn run_task(ctx: &Ctx<'_>, state: &EventLoop, task: Task) -> Result<(), Failure> {
    if let Err(error) = call(ctx, task) {
        uncaught::report(ctx, error)?;
    }
    checkpoint(ctx, state)
}

fn call(ctx: &Ctx<'_>, task: Task) -> rquickjs::Result<()> {
    let callback = task.callback.restore(ctx)?;
    let arguments: Vec<Value<'_>> =
        task.arguments.into_iter().map(|argument| argument.restore(ctx)).collect::<rquickjs::Result<_>>()?;
    engine::call(ctx, &callback, ctx.globals().as_value(), &arguments)
}

/// Runs all jobs, then looks for what nobody caught, and again where listeners
/// of that have made new jobs.
fn checkpoint(ctx: &Ctx<'_>, state: &EventLoop) -> Result<(), Failure> {
    loop {
        run_jobs(ctx, state)?;
        if !state.trouble.get() {
            return Ok(());
        }
        if let Some(value) = Uncaught::of(ctx).take_first(ctx) {
            return Err(state.failure(Exception::from_value(ctx, value)));
        }
        for (promise, reason) in Rejections::of(ctx).take_late(ctx) {
            uncaught::report_late(ctx, promise, reason)?;
        }
        match Rejections::of(ctx).take_first(ctx) {
            Some((promise, reason)) => uncaught::report_rejection(ctx, promise, reason)?,
            // Nothing has run since the last look.
            None => state.trouble.set(false),
        }
    }
}

fn run_jobs(ctx: &Ctx<'_>, state: &EventLoop) -> Result<(), Failure> {
    while state.exited.get().is_none() {
        state.clock.forget();
        match engine::run_job(ctx) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => uncaught::report(ctx, error)?,
        }
    }
    match state.exited.get() {
        Some(code) => Err(Failure::Exited(code)),
        None => Ok(()),
    }
}

pub fn reached(ctx: &Ctx<'_>, goal: &Goal) -> bool {
    match goal {
        Goal::Jobs => true,
        Goal::Idle | Goal::Enough => false,
        Goal::Settled(promise) => {
            let promise = promise.clone().restore(ctx).ok().and_then(Value::into_promise);
            promise.is_none_or(|promise| promise.state() != PromiseState::Pending)
        }
    }
}
