//! The event loop: jobs first, then due timers, then immediates, then waiting.
//!
//! Interest keeps it alive: a timer, an immediate, a pending host operation.
//! When nothing of that is left, the loop is idle, or stalled where a promise
//! is still awaited.
//!
//! Several calls can be under way at a time. The oldest one turns the loop;
//! the others wait until their own goal is reached or the seat is theirs.

mod cancel;
mod clock;
pub mod operation;
mod seats;
mod turn;

pub use cancel::Cancel;
pub use clock::Clock;

use crate::exception::Exception;
use crate::failure::Failure;
use crate::realm::Realm;
use crate::system;
use crate::web::timers::{Immediates, Timers};
use rquickjs::{Ctx, Function, JsLifetime, Persistent, Value};
use seats::{Seat, Seats};
use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;
use std::time::Duration;
use turn::{Turn, jobs, turn};

/// What a call waits for.
#[derive(Clone)]
pub enum Goal {
    /// All jobs have run.
    Jobs,
    /// This promise is settled.
    Settled(Persistent<Value<'static>>),
    /// Nothing is left to do.
    Idle,
    /// None: the loop turns for others, and after all of them.
    Enough,
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
    /// Operations of the host that are under way.
    pub operations: Cell<usize>,
    /// What time it is for timers.
    pub clock: Rc<Clock>,
    /// Something was thrown or rejected that nobody may catch.
    pub trouble: Cell<bool>,
    /// How many timers and immediates may wait, once it was asked for.
    pub timer_limit: Cell<Option<usize>>,
    /// Sources are being evaluated that become part of a snapshot.
    pub freezing: Cell<bool>,
    /// Set by `process.exit`: nothing runs any more.
    pub exited: Cell<Option<i32>>,
    seats: Seats,
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
        self.seats.clear();
    }

    /// Runs the loop until `goal` is reached.
    ///
    /// # Errors
    /// See [`Failure`]. An exception that belongs to no call ends the oldest.
    pub async fn drive(realm: &Realm, goal: Goal) -> Result<(), Failure> {
        // Most calls end here: what they started has no more to wait for.
        if let Turn::Reached = realm.with(|ctx| jobs(ctx, &goal))? {
            // They do not turn for what it leaves behind; another call may.
            realm.with_data(|ctx| Self::of(ctx).seats.wake_first());
            return Ok(());
        }
        let seat = Seat::take(realm, goal.clone());
        loop {
            let wait = match realm.with(|ctx| turn(ctx, &goal, seat.is_first(ctx)))? {
                Turn::Reached => return Ok(()),
                Turn::Again => continue,
                Turn::Nothing => return Err(Failure::Stalled),
                Turn::Wait(wait) => wait,
            };
            match wait {
                Some(deadline) => seat.woken_or(system::sleep_until(deadline)).await,
                None => seat.woken().await,
            }
            if system::interrupted() {
                return Err(Failure::Interrupted(Exception::default()));
            }
        }
    }

    /// An operation of the host has ended, and what it settled has jobs.
    pub fn operation_ended(&self) {
        self.operations.set(self.operations.get().saturating_sub(1));
        self.seats.wake_first();
    }

    /// The failure that an exception means here: exit, interrupt, or itself.
    pub fn failure(&self, exception: Exception) -> Failure {
        if let Some(code) = self.exited.get() {
            return Failure::Exited(code);
        }
        if exception.uncatchable { Failure::Interrupted(exception) } else { Failure::Exception(exception) }
    }
}

impl Seat<'_> {
    /// Waits until the seat is woken or the other future is done.
    async fn woken_or(&self, other: impl Future<Output = ()>) {
        let mut other = pin!(other);
        let mut woken = pin!(self.woken());
        poll_fn(|cx| match other.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(()),
            Poll::Pending => woken.as_mut().poll(cx),
        })
        .await;
    }
}

/// How long a loop waits that has nothing to wait for but the host: the host
/// wakes it when the call is to end.
const FOR_EVER: Duration = Duration::MAX;
