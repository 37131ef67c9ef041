//! One slot: a reservation that holds one linear memory after the other.
#![allow(unsafe_code, reason = "writes the image back into memory that nobody uses")]

use super::backing::Backing;
use super::touched::PageMap;
use crate::mapping::Mapping;
use crate::pulse::{PULSE, Pulse};
use std::io;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// Inaccessible behind what 32 bits address, as compiled code relies on, and before the
/// first of a row. So what lies before each, too, catches a defect of the compiler's.
const GUARD: usize = 32 * 1024 * 1024;
/// Pages of a slot that may stay resident for as long as it is warm.
const MOST_WARM: usize = 128 * PAGE;
/// A slot with more resident than that gives all back each so many times.
const EACH: u32 = 16;
const PAGE: usize = 4096;

/// Addresses that a slot takes.
const SLOT: usize = Slot::CAPACITY + GUARD;
/// Slots that are reserved together at most: what lies behind one is the guard before the next,
/// and one mapping. The first row has one: a program with one runtime reserves no more.
const IN_A_ROW: usize = 16;

/// A reservation for several slots, and how many of them are taken.
#[derive(Default)]
pub(super) struct Row {
    mapping: Option<Arc<Mapping>>,
    length: usize,
    taken: usize,
}

/// A part of a row, and what is mapped in it.
pub(super) struct Slot {
    mapping: Mapping,
    image: Option<Arc<Backing>>,
    /// Bytes that are accessible.
    size: usize,
    /// Whether the kernel notes which pages of the image are written to.
    is_noted: bool,
    resets: u32,
}

impl Row {
    /// The next slot's addresses; of a new row where all of this one are taken.
    fn next(&mut self) -> io::Result<Mapping> {
        let row = match self.mapping.take().filter(|_| self.taken < self.length) {
            Some(row) => row,
            None => {
                self.taken = 0;
                self.length = (self.length * 2).clamp(1, IN_A_ROW);
                Arc::new(Mapping::reserve(GUARD + self.length * SLOT)?)
            }
        };
        let start = GUARD + self.taken * SLOT;
        self.taken += 1;
        Mapping::part(self.mapping.insert(row), &(start..start + SLOT))
    }
}

impl Slot {
    /// Bytes that a linear memory can have: all that 32 bits address.
    pub(super) const CAPACITY: usize = 1 << 32;
    /// Bytes behind those that compiled code relies on not being accessible.
    pub(super) const GUARD: usize = GUARD;

    pub(super) fn reserve(row: &Mutex<Row>, pulse: &Pulse) -> io::Result<Self> {
        let mut mapping = row.lock().unwrap_or_else(PoisonError::into_inner).next()?;
        pulse.show(&mut mapping, PULSE)?;
        Ok(Self { mapping, image: None, size: 0, is_noted: false, resets: 0 })
    }

    /// The linear memory's first byte.
    pub(super) fn base(&self) -> *mut u8 {
        self.mapping.base()
    }

    pub(super) fn size(&self) -> usize {
        self.size
    }

    pub(super) fn holds(&self, image: &Arc<Backing>) -> bool {
        self.image.as_ref().is_some_and(|held| Arc::ptr_eq(held, image))
    }

    /// Whether both hold the same image.
    pub(super) fn holds_same(&self, other: &Self) -> bool {
        other.image.as_ref().is_some_and(|image| self.holds(image))
    }

    /// Whether what it holds is no longer of use to anybody.
    pub(super) fn is_stale(&self) -> bool {
        self.image.as_ref().is_some_and(|image| image.is_retired())
    }

    /// Lets the memory start as an image. A slot that holds it already is reset.
    pub(super) fn start_as(&mut self, image: &Arc<Backing>) -> io::Result<()> {
        if self.holds(image) {
            return Ok(());
        }
        self.clear()?;
        self.size = image.size();
        self.mapping.map(&(0..self.size), image.file(), image.offset())?;
        self.image = Some(Arc::clone(image));
        Ok(())
    }

    pub(super) fn grow(&mut self, size: usize) -> io::Result<()> {
        if size > PULSE {
            return Err(io::ErrorKind::OutOfMemory.into());
        }
        if size > self.size {
            self.mapping.expose(&(self.size..size))?;
            self.size = size;
        }
        Ok(())
    }

    /// Makes the memory what it was at the start, and keeps what is resident of it.
    pub(super) fn reset_warm(&mut self, pages: &PageMap) -> io::Result<()> {
        let Some(image) = self.image.clone() else { return Ok(()) };
        self.shrink(image.size())?;
        let written = self.written(pages);
        let resident: usize = written.iter().map(ExactSizeIterator::len).sum();
        self.resets = self.resets.wrapping_add(1);
        if resident > MOST_WARM && self.resets.is_multiple_of(EACH) {
            return self.reset_cold();
        }
        for range in written {
            let range = range.start..range.end.min(self.size);
            // SAFETY: the range lies in the first `size` bytes, which are
            // accessible, and no runtime is in the slot.
            unsafe { image.write_to(self.base(), &range) };
        }
        // From the second tenant on: until then the kernel brings pages in many at a time.
        if !self.is_noted {
            self.is_noted = pages.note(&self.mapping, &(0..self.size)).is_ok();
        }
        Ok(())
    }

    /// Pages of the image that may have been written to.
    fn written(&mut self, pages: &PageMap) -> Vec<Range<usize>> {
        let (all, mut written) = (0..self.size, Vec::with_capacity(64));
        if self.is_noted {
            if pages.noted(&self.mapping, &all, |range| written.push(range)).is_ok() {
                return written;
            }
            self.is_noted = false;
            written.clear();
        }
        match pages.touched(&self.mapping, &all, |range| written.push(range)) {
            Ok(()) => written,
            // The kernel cannot tell.
            Err(_) => vec![all],
        }
    }

    /// Makes the memory what it was at the start, and gives back what is resident of it.
    pub(super) fn reset_cold(&mut self) -> io::Result<()> {
        let Some(image) = &self.image else { return Ok(()) };
        let size = image.size();
        self.shrink(size)?;
        self.is_noted = false;
        self.mapping.discard(&(0..size))
    }

    /// Lets go of the image.
    pub(super) fn clear(&mut self) -> io::Result<()> {
        if self.image.take().is_some() {
            self.is_noted = false;
            self.mapping.hide(&(0..self.size))?;
        }
        self.size = 0;
        Ok(())
    }

    fn shrink(&mut self, size: usize) -> io::Result<()> {
        if self.size > size {
            self.mapping.hide(&(size..self.size))?;
            self.size = size;
        }
        Ok(())
    }
}
