//! What all requests share: the app, its runtimes, who is let in.

use super::ServeArgs;
use super::app::App;
use super::metrics::Metrics;
use super::refusal::Refusal;
use super::spare::Spare;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

pub struct Server {
    spare: RwLock<Arc<Spare>>,
    reuse: u32,
    in_flight: Arc<Semaphore>,
    most_in_flight: u32,
    waiting: AtomicUsize,
    most_waiting: usize,
    pub most_body: u64,
    pub log: bool,
    pub metrics: Metrics,
}

/// The right to be worked on.
pub type Turn = OwnedSemaphorePermit;

impl Server {
    pub fn new(args: &ServeArgs, app: App) -> Self {
        Self {
            spare: RwLock::new(Arc::new(Spare::new(app, args.reuse))),
            reuse: args.reuse,
            in_flight: Arc::new(Semaphore::new(args.max_in_flight as usize)),
            most_in_flight: args.max_in_flight,
            waiting: AtomicUsize::new(0),
            most_waiting: args.max_queue as usize,
            most_body: args.max_body,
            log: args.log,
            metrics: Metrics::default(),
        }
    }

    /// The runtimes of the app as it is now.
    pub fn spare(&self) -> Arc<Spare> {
        Arc::clone(&self.spare.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Requests that come from now on get this app.
    pub fn replace(&self, app: App) {
        let spare = Arc::new(Spare::new(app, self.reuse));
        *self.spare.write().unwrap_or_else(PoisonError::into_inner) = spare;
    }

    /// Waits for a turn, where not too many wait already.
    ///
    /// # Errors
    /// When they do.
    pub async fn turn(&self) -> Result<Turn, Refusal> {
        if let Ok(turn) = Arc::clone(&self.in_flight).try_acquire_owned() {
            return Ok(turn);
        }
        let _waiting = Waiting::join(&self.waiting, self.most_waiting).ok_or(Refusal::Busy)?;
        Arc::clone(&self.in_flight).acquire_owned().await.map_err(|_closed| Refusal::Busy)
    }

    /// Requests that are worked on, and that wait for it.
    pub fn load(&self) -> (usize, usize) {
        let free = self.in_flight.available_permits();
        ((self.most_in_flight as usize).saturating_sub(free), self.waiting.load(Ordering::Relaxed))
    }

    /// Waits until nothing is worked on any more.
    pub async fn rest(&self) {
        // Nobody closes it.
        let _all = self.in_flight.acquire_many(self.most_in_flight).await.is_ok();
    }
}

/// Counts a request that waits, until it has its turn or its client is gone.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn join(count: &'a AtomicUsize, most: usize) -> Option<Self> {
        let join = |waiting: usize| (waiting < most).then_some(waiting + 1);
        count.fetch_update(Ordering::AcqRel, Ordering::Acquire, join).ok().map(|_| Self(count))
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}
