//! Waiting immediates, in order of creation.

use crate::event_loop::Task;
use std::collections::BTreeMap;

/// The waiting immediates of one realm.
#[derive(Default)]
pub struct Immediates {
    waiting: BTreeMap<u32, Task>,
    last_id: u32,
}

impl Immediates {
    /// Adds one; its id, from 1.
    pub fn insert(&mut self, task: Task) -> u32 {
        self.last_id += 1;
        self.waiting.insert(self.last_id, task);
        self.last_id
    }

    /// Removes one; what it held is the caller's to drop.
    pub fn remove(&mut self, id: u32) -> Option<Task> {
        self.waiting.remove(&id)
    }

    /// Marks this moment: `pop_until` leaves what is created after it.
    pub fn last_created(&self) -> u32 {
        self.last_id
    }

    /// The oldest one that was set no later than `last`.
    pub fn pop_until(&mut self, last: u32) -> Option<Task> {
        let entry = self.waiting.first_entry()?;
        (*entry.key() <= last).then(|| entry.remove())
    }

    /// Whether none waits.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// How many wait.
    pub fn len(&self) -> usize {
        self.waiting.len()
    }

    /// Forgets all of them.
    pub fn clear(&mut self) {
        self.waiting.clear();
    }
}
