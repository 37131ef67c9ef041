//! Sources that become part of a snapshot: what they may not do while they are
//! evaluated, and what runtimes know of it afterwards.

#[cfg(target_arch = "wasm32")]
pub mod memory;
mod modules;

pub use modules::{has_module, note_module, resolve};

use crate::eval;
use crate::event_loop::EventLoop;
use crate::exception::Exception;
use crate::failure::Failure;
use crate::realm::{self, Realm};
use crate::source::{Completion, Source};
use modules::Known;
use rquickjs::runtime::UserDataGuard;
use rquickjs::{Ctx, Error, JsLifetime, Result};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// More lines than anybody reads.
const MOST_PENDING: usize = 8;

/// Why sources cannot become part of a snapshot.
#[derive(Debug)]
pub enum Obstacle {
    /// One of them did not evaluate.
    Failed(Failure),
    /// What would still wait; one line each.
    Pending(Vec<String>),
}

/// What freezing has to do with this realm; it hangs on the QuickJS runtime.
#[derive(Default, JsLifetime)]
pub struct Freezing {
    /// Where each timer was set, by its id.
    places: RefCell<BTreeMap<u32, String>>,
    /// Modules of the snapshot.
    known: RefCell<Known>,
}

impl Freezing {
    /// Hangs a realm that is not being frozen on the context.
    ///
    /// # Errors
    /// When the context's data is borrowed, which it is not while a realm is built.
    pub fn install(ctx: &Ctx<'_>) -> Result<()> {
        ctx.store_userdata(Self::default()).map(drop).map_err(|_| Error::Unknown)
    }

    fn of<'a>(ctx: &'a Ctx<'_>) -> UserDataGuard<'a, Self> {
        ctx.userdata().expect("a realm knows whether it is being frozen")
    }
}

/// Evaluates sources in order and leaves the realm as runtimes are to find it.
///
/// # Errors
/// See [`Obstacle`]. The realm is of no use after it.
pub async fn freeze(realm: &Realm, sources: impl Iterator<Item = Source>) -> std::result::Result<(), Obstacle> {
    // Kept from the sources, for the runtimes.
    let slack = realm::slack();
    begin(realm);
    for source in sources {
        let url = source.url.clone();
        evaluated(realm, &url, eval::eval(realm, vec![source], Completion::None).await)?;
    }
    end(realm)?;
    drop(slack);
    realm.rest();
    Ok(())
}

/// Imports a module as the entry point, of which the realm is to know when it is thawed; a handle
/// of what it exports.
///
/// # Errors
/// See [`Obstacle`]. The realm is of no use after it.
#[cfg(feature = "standalone")]
pub async fn freeze_entry(realm: &Realm, url: &str) -> std::result::Result<u32, Obstacle> {
    begin(realm);
    let exports = evaluated(realm, url, eval::import_entry(realm, url).await)?;
    end(realm)?;
    Ok(exports)
}

fn begin(realm: &Realm) {
    realm.with(|ctx| EventLoop::of(ctx).freezing.set(true));
}

fn evaluated<T>(realm: &Realm, url: &str, result: std::result::Result<T, Failure>) -> std::result::Result<T, Obstacle> {
    match result {
        Ok(value) => Ok(value),
        Err(Failure::Stalled) => {
            let mut waiting = realm.with(pending);
            waiting.insert(0, format!("a promise that {url} awaits"));
            Err(Obstacle::Pending(waiting))
        }
        Err(failure) => Err(Obstacle::Failed(failure)),
    }
}

fn end(realm: &Realm) -> std::result::Result<(), Obstacle> {
    let waiting = realm.with(pending);
    if !waiting.is_empty() {
        return Err(Obstacle::Pending(waiting));
    }
    realm.with(|ctx| {
        EventLoop::of(ctx).freezing.set(false);
        Freezing::of(ctx).places.take();
    });
    Ok(())
}

/// Whether sources are being evaluated that become part of a snapshot. What the
/// host does for one runtime is not to be asked for then.
pub fn is_freezing(ctx: &Ctx<'_>) -> bool {
    EventLoop::of(ctx).freezing.get()
}

/// Throws while a snapshot is made: what `name` answers would be the same in
/// every runtime, or belongs to none.
///
/// # Errors
/// A `TypeError`, pending.
pub fn refuse(ctx: &Ctx<'_>, name: &str) -> Result<()> {
    if !is_freezing(ctx) {
        return Ok(());
    }
    Err(rquickjs::Exception::throw_type(ctx, &format!("{name} is not available while a snapshot is made")))
}

/// Remembers where a timer is set, while a snapshot is made.
pub fn note_timer(ctx: &Ctx<'_>, function: &str, id: u32) {
    if is_freezing(ctx) {
        let place = place(ctx).map_or_else(String::new, |place| format!(" at {place}"));
        Freezing::of(ctx).places.borrow_mut().insert(id, format!("{function}{place}"));
    }
}

/// The line of the script that called the built-in that runs.
fn place(ctx: &Ctx<'_>) -> Option<String> {
    let _thrown = rquickjs::Exception::throw_message(ctx, "");
    let exception = Exception::from_value(ctx, ctx.catch());
    let frame = exception.links.into_iter().next()?.frames.into_iter().next()?;
    Some(format!("{}:{}:{}", frame.url, frame.line, frame.column))
}

/// What waits; each interest of the event loop is to have a line here.
fn pending(ctx: &Ctx<'_>) -> Vec<String> {
    let state = EventLoop::of(ctx);
    let freezing = Freezing::of(ctx);
    let places = freezing.places.borrow();
    let timers = state.timers.borrow();
    let mut lines: Vec<String> = timers
        .waiting()
        .map(|id| places.get(&id).map_or_else(|| format!("timer {id}"), |place| format!("a timer ({place})")))
        .collect();
    match state.immediates.borrow().len() {
        0 => {}
        1 => lines.push("an immediate".to_owned()),
        count => lines.push(format!("{count} immediates")),
    }
    if lines.len() > MOST_PENDING {
        let more = lines.len() - MOST_PENDING;
        lines.truncate(MOST_PENDING);
        lines.push(format!("{more} more"));
    }
    lines
}

#[cfg(test)]
mod tests;
