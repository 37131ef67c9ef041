//! The pulse: a number that moves with each tick, on a page that guests can read.
//!
//! Guests ask the host when it has moved. One that does not is doomed: its number is put
//! beside the pulse, and its code traps.
#![allow(unsafe_code, reason = "writes to a page that others read at the same time")]

mod chase;

pub(crate) use chase::Chased;

use crate::mapping::Mapping;
use rustix::fs::MemfdFlags;
use std::fs::File;
use std::io;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Where a guest finds the pulse, counted from its memory's first byte: beyond whatever the
/// memory can grow to, so that nothing but a look at it reaches there, and below 2 GiB, where
/// machine code has the address in its instruction.
pub(crate) const PULSE: usize = (1 << 31) - PAGE;
/// Words of the page. The first is the pulse, in each of the others is the number of the guest
/// that is doomed.
pub(crate) const WORDS: u32 = 1024;
/// No guest's number.
const NOBODY: u32 = u32::MAX;
/// A page of the machine.
const PAGE: usize = 4096;

/// The page of an engine, and the guests that look at it at this moment.
#[derive(Debug)]
pub(crate) struct Pulse {
    file: File,
    page: Mapping,
    numbers: AtomicU32,
    /// Guests that compute. Each is looked after at each tick.
    computing: Mutex<Vec<Arc<Chased>>>,
    doomed: AtomicU32,
}

impl Pulse {
    /// # Errors
    /// When the system has no memory for it.
    pub(crate) fn new() -> io::Result<Self> {
        let file = File::from(rustix::fs::memfd_create("skerry pulse", MemfdFlags::CLOEXEC)?);
        file.set_len(PAGE as u64)?;
        let page = Mapping::to_write(&file, PAGE)?;
        let (numbers, doomed) = (AtomicU32::new(0), AtomicU32::new(0));
        let pulse = Self { file, page, numbers, computing: Mutex::default(), doomed };
        pulse.doom(NOBODY);
        Ok(pulse)
    }

    /// A number for a guest; 0 is what one has before it asked for the first time.
    pub(crate) fn number(&self) -> u32 {
        self.numbers.fetch_add(1, Ordering::Relaxed) % (NOBODY - 1) + 1
    }

    /// Moves on by one, and dooms a guest that computes on though it was to end. When there are
    /// several they take turns.
    pub(crate) fn beat(&self) {
        let beats = self.word(0).fetch_add(1, Ordering::Relaxed);
        let computing = self.computing.lock().unwrap_or_else(PoisonError::into_inner);
        let late: Vec<u32> = computing.iter().filter(|guest| guest.is_late()).map(|guest| guest.number).collect();
        let turn = (beats as usize).checked_rem(late.len()).and_then(|turn| late.get(turn));
        self.doom(turn.copied().unwrap_or(NOBODY));
    }

    /// How often it has moved; it starts again after 2^32.
    pub(crate) fn beats(&self) -> u32 {
        self.word(0).load(Ordering::Relaxed)
    }

    /// Looks after a guest until `leave`.
    fn enter(&self, guest: &Arc<Chased>) {
        self.computing.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(guest));
    }

    fn leave(&self, guest: &Arc<Chased>) {
        let mut computing = self.computing.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = computing.iter().position(|other| Arc::ptr_eq(other, guest)) {
            computing.swap_remove(place);
        }
    }

    /// A guest is not doomed any more.
    fn spare(&self, number: u32) {
        // Under the lock: no tick comes between.
        let _computing = self.computing.lock().unwrap_or_else(PoisonError::into_inner);
        if self.doomed.load(Ordering::Relaxed) == number {
            self.doom(NOBODY);
        }
    }

    fn doom(&self, number: u32) {
        if self.doomed.swap(number, Ordering::Relaxed) != number {
            (1..WORDS).for_each(|word| self.word(word).store(number, Ordering::Relaxed));
        }
    }

    /// Lets a mapping read the page at an offset.
    ///
    /// # Errors
    /// When the mapping does not reach there or the system refuses.
    pub(crate) fn show(&self, mapping: &mut Mapping, offset: usize) -> io::Result<()> {
        mapping.show(&(offset..offset + PAGE), &self.file)
    }

    /// A word of the page.
    fn word(&self, number: u32) -> &AtomicU32 {
        let offset = (number % WORDS) as usize * size_of::<u32>();
        // SAFETY: the page is ours, mapped to be written as long as `self`, and everybody
        // reads and writes whole words.
        unsafe { AtomicU32::from_ptr(self.page.base().add(offset).cast()) }
    }
}
