//! Waiting timers, in order of deadline, then of creation.

use crate::event_loop::Task;
use std::collections::BTreeMap;
use std::time::Duration;

/// Whether a timer fires again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// `setTimeout`
    No,
    /// `setInterval`
    Yes,
}

/// An interval keeps the event loop from sleeping for at most this long.
const SHORTEST_INTERVAL: Duration = Duration::from_millis(1);

struct Timer {
    deadline: Duration,
    sequence: u64,
    interval: Option<Duration>,
    hold: Hold,
    task: Task,
}

/// Whether a timer keeps the event loop alive by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// It does.
    Strong,
    /// Only while somebody awaits a promise.
    Weak,
}

/// The waiting timers of one realm.
#[derive(Default)]
pub struct Timers {
    by_id: BTreeMap<u32, Timer>,
    /// Deadline and sequence number to id.
    queue: BTreeMap<(Duration, u64), u32>,
    /// How many of them are strong.
    strong: usize,
    last_id: u32,
    last_sequence: u64,
}

impl Timers {
    /// Adds a timer; its id, from 1.
    pub fn insert(&mut self, now: Duration, delay: Duration, repeat: Repeat, hold: Hold, task: Task) -> u32 {
        let interval = (repeat == Repeat::Yes).then(|| delay.max(SHORTEST_INTERVAL));
        let id = self.unused_id();
        let deadline = now.saturating_add(interval.unwrap_or(delay));
        let sequence = self.next_sequence();
        self.queue.insert((deadline, sequence), id);
        self.strong += usize::from(hold == Hold::Strong);
        self.by_id.insert(id, Timer { deadline, sequence, interval, hold, task });
        id
    }

    /// Removes a timer; what it held is the caller's to drop, since dropping a
    /// JavaScript value can run code that comes back here.
    pub fn remove(&mut self, id: u32) -> Option<Task> {
        let timer = self.forget(id)?;
        self.queue.remove(&(timer.deadline, timer.sequence));
        Some(timer.task)
    }

    /// Whether a timer waits that keeps the loop alive.
    pub fn has_strong(&self) -> bool {
        self.strong > 0
    }

    /// The earliest deadline.
    pub fn next_deadline(&self) -> Option<Duration> {
        self.queue.first_key_value().map(|((deadline, _), _)| *deadline)
    }

    /// Marks this moment: `pop_due` leaves what is created after it.
    pub fn last_created(&self) -> u64 {
        self.last_sequence
    }

    /// The next timer that is due at `now` and was set no later than `last`.
    pub fn pop_due(&mut self, now: Duration, last: u64) -> Option<Task> {
        let (&(deadline, sequence), &id) = self
            .queue
            .iter()
            .take_while(|((deadline, _), _)| *deadline <= now)
            .find(|((_, sequence), _)| *sequence <= last)?;
        self.queue.remove(&(deadline, sequence));
        let sequence = self.next_sequence();
        let timer = self.by_id.get_mut(&id)?;
        let Some(interval) = timer.interval else {
            return self.forget(id).map(|timer| timer.task);
        };
        timer.deadline = next_beat(deadline, interval, now);
        timer.sequence = sequence;
        self.queue.insert((timer.deadline, sequence), id);
        Some(timer.task.clone())
    }

    /// Ids of the timers that wait, in order of creation.
    pub fn waiting(&self) -> impl Iterator<Item = u32> {
        self.by_id.keys().copied()
    }

    /// Forgets every timer.
    pub fn clear(&mut self) {
        self.by_id.clear();
        self.queue.clear();
        self.strong = 0;
    }

    fn forget(&mut self, id: u32) -> Option<Timer> {
        let timer = self.by_id.remove(&id)?;
        self.strong -= usize::from(timer.hold == Hold::Strong);
        Some(timer)
    }

    fn next_sequence(&mut self) -> u64 {
        self.last_sequence += 1;
        self.last_sequence
    }

    fn unused_id(&mut self) -> u32 {
        loop {
            self.last_id = if self.last_id >= i32::MAX as u32 { 1 } else { self.last_id + 1 };
            if !self.by_id.contains_key(&self.last_id) {
                return self.last_id;
            }
        }
    }
}

/// The first beat after `now`: missed ones are skipped, the phase is kept.
fn next_beat(deadline: Duration, interval: Duration, now: Duration) -> Duration {
    let next = deadline + interval;
    if next > now {
        return next;
    }
    let missed = now.saturating_sub(deadline).as_nanos() / interval.as_nanos();
    deadline + interval * u32::try_from(missed + 1).unwrap_or(u32::MAX)
}
