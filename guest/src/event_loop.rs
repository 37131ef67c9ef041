//! The event loop: jobs first, then due timers, then immediates, then sleep.
//!
//! Interest keeps it alive: a timer, an immediate, a pending host operation.
//! When nothing of that is left, the loop is idle, or stalled where a promise
//! is still awaited.

use crate::engine;
use crate::exception::Exception;
use crate::failure::Failure;
use crate::freezing;
use crate::realm::Realm;
use crate::rejections::Rejections;
use crate::system;
use crate::web::timers::{Immediates, Timers};
use rquickjs::{Ctx, Function, JsLifetime, Persistent, Value, promise::PromiseState};
use std::cell::{Cell, RefCell};
use std::time::Duration;

/// What a call waits for.
pub enum Goal {
    /// All jobs have run.
    Jobs,
    /// This promise is settled.
    Settled(Persistent<Value<'static>>),
    /// Nothing is left to do.
    Idle,
}

/// A callback that is due: a function and its arguments.
#[derive(Clone)]
pub struct Task {
    /// What is called, with `globalThis` as `this`.
    pub callback: Persistent<Function<'static>>,
    /// Its arguments.
    pub arguments: Vec<Persistent<Value<'static>>>,
}

/// The loop's state; it hangs on the realm's QuickJS runtime.
#[derive(Default, JsLifetime)]
pub struct EventLoop {
    /// Waiting timers.
    pub timers: RefCell<Timers>,
    /// Waiting immediates.
    pub immediates: RefCell<Immediates>,
    /// Set by `process.exit`: nothing runs any more.
    pub exited: Cell<Option<i32>>,
}

impl EventLoop {
    /// Hangs an empty loop on the context.
    ///
    /// # Errors
    /// When the context's data is borrowed, which it is not while a realm is built.
    pub fn install(ctx: &Ctx<'_>) -> rquickjs::Result<()> {
        ctx.store_userdata(Self::default()).map(drop).map_err(|_| rquickjs::Error::Unknown)
    }

    /// The loop of a context.
    ///
    /// # Panics
    /// When none was installed.
    pub fn of<'a>(ctx: &'a Ctx<'_>) -> rquickjs::runtime::UserDataGuard<'a, Self> {
        ctx.userdata().expect("a realm has an event loop")
    }

    /// Forgets every callback.
    pub fn clear(&self) {
        self.timers.borrow_mut().clear();
        self.immediates.borrow_mut().clear();
    }

    /// Runs the loop until `goal` is reached.
    ///
    /// # Errors
    /// See [`Failure`]; a script's exception ends the call that drives the loop.
    pub async fn drive(realm: &Realm, goal: Goal) -> Result<(), Failure> {
        loop {
            match realm.with(|ctx| turn(ctx, &goal))? {
                Turn::Reached => return Ok(()),
                Turn::Again => {}
                Turn::Sleep(deadline) => {
                    system::sleep_until(deadline).await;
                    if system::interrupted() {
                        return Err(Failure::Interrupted(Exception::default()));
                    }
                }
                Turn::Nothing => return Err(Failure::Stalled),
            }
        }
    }

    /// The failure that an exception means here: exit, interrupt, or itself.
    pub fn failure(&self, exception: Exception) -> Failure {
        if let Some(code) = self.exited.get() {
            return Failure::Exited(code);
        }
        if exception.uncatchable { Failure::Interrupted(exception) } else { Failure::Exception(exception) }
    }
}

enum Turn {
    Reached,
    Again,
    Sleep(Duration),
    Nothing,
}

/// One turn: jobs, every timer due at its start, every immediate of its start.
fn turn(ctx: &Ctx<'_>, goal: &Goal) -> Result<Turn, Failure> {
    checkpoint(ctx)?;
    if reached(ctx, goal) {
        return Ok(Turn::Reached);
    }
    if freezing::is_freezing(ctx) {
        // Jobs are all that runs; whatever waits will be named.
        return Ok(Turn::Nothing);
    }
    let state = EventLoop::of(ctx);
    if state.timers.borrow_mut().next_deadline().is_none() && state.immediates.borrow().is_empty() {
        return Ok(if matches!(goal, Goal::Idle) { Turn::Reached } else { Turn::Nothing });
    }
    let mut ran = run_due_timers(ctx, &state, goal)?;
    ran |= run_immediates(ctx, &state, goal)?;
    if ran {
        return Ok(Turn::Again);
    }
    let deadline = state.timers.borrow_mut().next_deadline();
    Ok(deadline.map_or(Turn::Again, Turn::Sleep))
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
    let called = call(ctx, task);
    if let Err(error) = called {
        let exception = Exception::from_error(ctx, error);
        return Err(state.failure(exception));
    }
    checkpoint(ctx)
}

fn call(ctx: &Ctx<'_>, task: Task) -> rquickjs::Result<()> {
    let callback = task.callback.restore(ctx)?;
    let mut arguments = rquickjs::function::Args::new(ctx.clone(), task.arguments.len());
    arguments.this(ctx.globals())?;
    for argument in task.arguments {
        arguments.push_arg(argument.restore(ctx)?)?;
    }
    callback.call_arg::<Value<'_>>(arguments).map(drop)
}

/// Runs all jobs, then looks for rejections that nobody handles.
fn checkpoint(ctx: &Ctx<'_>) -> Result<(), Failure> {
    let state = EventLoop::of(ctx);
    while state.exited.get().is_none() {
        match engine::run_job(ctx) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => return Err(state.failure(Exception::from_error(ctx, error))),
        }
    }
    if let Some(code) = state.exited.get() {
        return Err(Failure::Exited(code));
    }
    match Rejections::of(ctx).take_first(ctx) {
        Some(reason) => {
            let exception = Exception::from_value(ctx, reason);
            Err(match state.failure(exception) {
                Failure::Exception(exception) => Failure::UnhandledRejection(exception),
                other => other,
            })
        }
        None => Ok(()),
    }
}

fn reached(ctx: &Ctx<'_>, goal: &Goal) -> bool {
    match goal {
        Goal::Jobs => true,
        Goal::Idle => false,
        Goal::Settled(promise) => {
            let promise = promise.clone().restore(ctx).ok().and_then(Value::into_promise);
            promise.is_none_or(|promise| promise.state() != PromiseState::Pending)
        }
    }
}
