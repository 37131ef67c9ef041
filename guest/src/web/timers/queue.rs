//! Waiting timers, in order of deadline, then of creation.

use crate::event_loop::Task;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, VecDeque};
use std::hash::{BuildHasherDefault, Hasher};
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
    by_id: HashMap<u32, Timer, BuildHasherDefault<IdHasher>>,
    queue: Queue,
    /// How many of them are strong.
    strong: usize,
    last_id: u32,
    last_sequence: u64,
}

/// When a timer is due; the sequence number is that of one timer at one time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Turn {
    deadline: Duration,
    sequence: u64,
    id: u32,
}

/// Turns, the earliest first. What was cleared or set anew stays until it comes to the
/// front, or until most are such.
#[derive(Default)]
struct Queue {
    /// As they came, each no earlier than the one before: most timers.
    in_order: VecDeque<Turn>,
    others: BinaryHeap<Reverse<Turn>>,
}

impl Queue {
    fn push(&mut self, turn: Turn) {
        match self.in_order.back() {
            Some(last) if turn < *last => self.others.push(Reverse(turn)),
            _ => self.in_order.push_back(turn),
        }
    }

    fn first(&self) -> Option<Turn> {
        let (one, other) = (self.in_order.front(), self.others.peek().map(|Reverse(turn)| turn));
        one.into_iter().chain(other).min().copied()
    }

    /// Removes the first.
    fn pop(&mut self) {
        if self.first().as_ref() == self.in_order.front() {
            self.in_order.pop_front();
        } else {
            self.others.pop();
        }
    }

    fn len(&self) -> usize {
        self.in_order.len() + self.others.len()
    }

    fn retain(&mut self, mut keep: impl FnMut(&Turn) -> bool) {
        self.in_order.retain(&mut keep);
        self.others.retain(|Reverse(turn)| keep(turn));
    }

    fn clear(&mut self) {
        self.in_order.clear();
        self.others.clear();
    }
}

impl Timers {
    /// Adds a timer; its id, from 1.
    pub fn insert(&mut self, now: Duration, delay: Duration, repeat: Repeat, hold: Hold, task: Task) -> u32 {
        let interval = (repeat == Repeat::Yes).then(|| delay.max(SHORTEST_INTERVAL));
        let id = self.unused_id();
        let deadline = now.saturating_add(interval.unwrap_or(delay));
        let sequence = self.next_sequence();
        self.queue.push(Turn { deadline, sequence, id });
        self.strong += usize::from(hold == Hold::Strong);
        self.by_id.insert(id, Timer { deadline, sequence, interval, hold, task });
        id
    }

    /// Removes a timer; what it held is the caller's to drop, since dropping a
    /// JavaScript value can run code that comes back here.
    pub fn remove(&mut self, id: u32) -> Option<Task> {
        let timer = self.forget(id)?;
        if self.queue.len() > 2 * self.by_id.len() + MOST_STALE {
            let by_id = &self.by_id;
            self.queue.retain(|turn| is_waiting(by_id, turn));
        }
        Some(timer.task)
    }

    /// How many wait.
    pub fn count(&self) -> usize {
        self.by_id.len()
    }

    /// Whether a timer waits that keeps the loop alive.
    pub fn has_strong(&self) -> bool {
        self.strong > 0
    }

    /// The earliest deadline.
    pub fn next_deadline(&mut self) -> Option<Duration> {
        self.first().map(|turn| turn.deadline)
    }

    /// Marks this moment: `pop_due` leaves what is created after it.
    pub fn last_created(&self) -> u64 {
        self.last_sequence
    }

    /// The next timer that is due at `now` and was set no later than `last`. What was
    /// set later is due no earlier, since `now` was then or before.
    pub fn pop_due(&mut self, now: Duration, last: u64) -> Option<Task> {
        let turn = self.first().filter(|turn| turn.deadline <= now && turn.sequence <= last)?;
        self.queue.pop();
        let sequence = self.next_sequence();
        let timer = self.by_id.get_mut(&turn.id)?;
        let Some(interval) = timer.interval else {
            return self.forget(turn.id).map(|timer| timer.task);
        };
        timer.deadline = next_beat(turn.deadline, interval, now);
        timer.sequence = sequence;
        self.queue.push(Turn { deadline: timer.deadline, sequence, id: turn.id });
        Some(timer.task.clone())
    }

    /// Ids of the timers that wait, in order of creation.
    pub fn waiting(&self) -> impl Iterator<Item = u32> {
        let mut ids: Vec<u32> = self.by_id.keys().copied().collect();
        ids.sort_unstable();
        ids.into_iter()
    }

    /// Forgets every timer.
    pub fn clear(&mut self) {
        self.by_id.clear();
        self.queue.clear();
        self.strong = 0;
    }

    /// The first turn of a timer that waits.
    fn first(&mut self) -> Option<Turn> {
        loop {
            let turn = self.queue.first()?;
            if is_waiting(&self.by_id, &turn) {
                return Some(turn);
            }
            self.queue.pop();
        }
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
            let has_wrapped = self.last_id >= i32::MAX as u32;
            self.last_id = if has_wrapped { 1 } else { self.last_id + 1 };
            if !self.by_id.contains_key(&self.last_id) {
                return self.last_id;
            }
        }
    }
}

/// Turns of timers that were cleared which are not worth looking for.
const MOST_STALE: usize = 64;

fn is_waiting(by_id: &HashMap<u32, Timer, BuildHasherDefault<IdHasher>>, turn: &Turn) -> bool {
    by_id.get(&turn.id).is_some_and(|timer| timer.sequence == turn.sequence)
}

/// Spreads ids, which are given in order and not by the script. It needs no random
/// numbers, so that images with timers can be frozen.
#[derive(Default)]
struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u32(u32::from(byte));
        }
    }

    fn write_u32(&mut self, id: u32) {
        /// 2^64 divided by the golden ratio.
        const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
        self.0 = (self.0 ^ u64::from(id)).wrapping_mul(SPREAD);
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
