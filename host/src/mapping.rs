//! Address space of the process: reserved, made accessible, mapped to a file,
//! given back.
#![allow(unsafe_code, reason = "maps and unmaps memory; every range is checked against its reservation")]

use rustix::mm::{Advice, MapFlags, MprotectFlags, ProtFlags};
use std::ffi::c_void;
use std::fs::File;
use std::io;
use std::mem::ManuallyDrop;
use std::ops::Range;
use std::ptr::NonNull;
use std::sync::Arc;

/// A range of addresses that nothing else in the process uses.
///
/// Nobody gets a reference into it, only its address: whoever reads or writes
/// there has to know what is accessible.
#[derive(Debug)]
pub(crate) struct Mapping {
    base: NonNull<u8>,
    length: usize,
    /// What it is a part of.
    whole: Option<Arc<Mapping>>,
}

// SAFETY: it owns its addresses, and every change to them takes `&mut self`.
unsafe impl Send for Mapping {}
// SAFETY: as above; what is shared gives out an address and nothing else.
unsafe impl Sync for Mapping {}

impl Mapping {
    /// Reserves addresses; none of them is accessible.
    pub(crate) fn reserve(length: usize) -> io::Result<Self> {
        // SAFETY: a new mapping at a place that the system chooses.
        let base = unsafe { rustix::mm::mmap_anonymous(std::ptr::null_mut(), length, ProtFlags::empty(), private())? };
        Self::new(base, length)
    }

    /// Reserves addresses, of which that of the byte `at` is a multiple of `multiple`, of pages.
    pub(crate) fn reserve_with(length: usize, at: usize, multiple: usize) -> io::Result<Self> {
        let whole = ManuallyDrop::new(Self::reserve(length + multiple)?);
        let before = (multiple - (whole.base().addr() + at) % multiple) % multiple;
        let base = whole.base().wrapping_add(before);
        for (end, length) in [(whole.base(), before), (base.wrapping_add(length), multiple - before)] {
            if length > 0 {
                // SAFETY: the range is ours, and nobody knows of it.
                unsafe { rustix::mm::munmap(end.cast(), length)? };
            }
        }
        Self::new(base.cast(), length)
    }

    /// The first bytes of a file, to be read.
    pub(crate) fn of_file(file: &File, offset: u64, length: usize) -> io::Result<Self> {
        // SAFETY: a new mapping at a place that the system chooses.
        let base =
            unsafe { rustix::mm::mmap(std::ptr::null_mut(), length, ProtFlags::READ, MapFlags::SHARED, file, offset)? };
        Self::new(base, length)
    }

    /// The first bytes of a file, to be read and written; whoever has mapped it sees what is written.
    pub(crate) fn to_write(file: &File, length: usize) -> io::Result<Self> {
        let access = ProtFlags::READ | ProtFlags::WRITE;
        // SAFETY: a new mapping at a place that the system chooses.
        let base = unsafe { rustix::mm::mmap(std::ptr::null_mut(), length, access, MapFlags::SHARED, file, 0)? };
        Self::new(base, length)
    }

    /// A part of a reservation that nobody else is given.
    ///
    /// # Errors
    /// When it is no part of it.
    pub(crate) fn part(whole: &Arc<Self>, range: &Range<usize>) -> io::Result<Self> {
        let base = NonNull::new(whole.at(range)?).ok_or(io::ErrorKind::InvalidInput)?;
        Ok(Self { base, length: range.len(), whole: Some(Arc::clone(whole)) })
    }

    fn new(base: *mut c_void, length: usize) -> io::Result<Self> {
        Ok(Self { base: NonNull::new(base.cast()).ok_or(io::ErrorKind::OutOfMemory)?, length, whole: None })
    }

    pub(crate) fn base(&self) -> *mut u8 {
        self.base.as_ptr()
    }

    pub(crate) fn length(&self) -> usize {
        self.length
    }

    /// The addresses of a range.
    ///
    /// # Errors
    /// When it does not lie in the mapping.
    pub(crate) fn at(&self, range: &Range<usize>) -> io::Result<*mut u8> {
        if range.start > range.end || range.end > self.length {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        Ok(self.base().wrapping_add(range.start))
    }

    /// Makes a range accessible; what is new in it is zero.
    pub(crate) fn expose(&mut self, range: &Range<usize>) -> io::Result<()> {
        let at = self.at(range)?;
        // SAFETY: the range is ours.
        unsafe { rustix::mm::mprotect(at.cast(), range.len(), MprotectFlags::READ | MprotectFlags::WRITE)? };
        Ok(())
    }

    /// Gives a range's memory back and lets nobody access it.
    pub(crate) fn hide(&mut self, range: &Range<usize>) -> io::Result<()> {
        let at = self.at(range)?;
        // SAFETY: the range is ours, and what was there is given up.
        unsafe {
            rustix::mm::mmap_anonymous(at.cast(), range.len(), ProtFlags::empty(), private() | MapFlags::FIXED)?;
        }
        Ok(())
    }

    /// Lets a range start with a part of a file; writing changes only this mapping.
    pub(crate) fn map(&mut self, range: &Range<usize>, file: &File, offset: u64) -> io::Result<()> {
        let at = self.at(range)?;
        let (access, flags) = (ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE | MapFlags::NORESERVE);
        // SAFETY: the range is ours, and what was there is given up.
        unsafe { rustix::mm::mmap(at.cast(), range.len(), access, flags | MapFlags::FIXED, file, offset)? };
        Ok(())
    }

    /// Lets a range show the first bytes of a file; nobody writes to them there.
    pub(crate) fn show(&mut self, range: &Range<usize>, file: &File) -> io::Result<()> {
        let at = self.at(range)?;
        let flags = MapFlags::SHARED | MapFlags::FIXED;
        // SAFETY: the range is ours, and what was there is given up.
        unsafe { rustix::mm::mmap(at.cast(), range.len(), ProtFlags::READ, flags, file, 0)? };
        Ok(())
    }

    /// Gives a range's memory back: it is again what it was when it was exposed or mapped.
    pub(crate) fn discard(&mut self, range: &Range<usize>) -> io::Result<()> {
        let at = self.at(range)?;
        // SAFETY: the range is ours, and what was written to it is given up.
        unsafe { rustix::mm::madvise(at.cast(), range.len(), Advice::LinuxDontNeed)? };
        Ok(())
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        let unmapped = match self.whole {
            Some(_) => self.hide(&(0..self.length)),
            // SAFETY: the mapping is ours, and nobody has a reference into it.
            None => unsafe { rustix::mm::munmap(self.base().cast(), self.length) }.map_err(Into::into),
        };
        debug_assert!(unmapped.is_ok(), "the addresses are ours");
    }
}

/// Without a claim on swap: most of it is never written.
fn private() -> MapFlags {
    MapFlags::PRIVATE | MapFlags::NORESERVE
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: usize = 4096;

    #[test]
    fn what_is_discarded_or_hidden_is_gone() {
        let mut mapping = Mapping::reserve(4 * PAGE).unwrap();
        mapping.expose(&(0..2 * PAGE)).unwrap();
        let write = |mapping: &Mapping| {
            // SAFETY: both pages are accessible.
            unsafe { std::ptr::write_bytes(mapping.base(), 7, 2 * PAGE) }
        };
        // SAFETY: the byte is accessible whenever this is called.
        let first = |mapping: &Mapping| unsafe { mapping.base().read() };
        write(&mapping);
        assert_eq!(first(&mapping), 7);
        mapping.discard(&(0..2 * PAGE)).unwrap();
        assert_eq!(first(&mapping), 0);
        write(&mapping);
        mapping.hide(&(0..2 * PAGE)).unwrap();
        mapping.expose(&(0..PAGE)).unwrap();
        assert_eq!(first(&mapping), 0);
    }

    #[test]
    fn a_byte_is_where_it_was_asked_to_be_and_all_is_accessible() {
        let multiple = 512 * PAGE;
        for at in [0, PAGE, 3 * PAGE] {
            let mut mapping = Mapping::reserve_with(4 * PAGE, at, multiple).unwrap();
            assert_eq!(((mapping.base().addr() + at) % multiple, mapping.length()), (0, 4 * PAGE));
            mapping.expose(&(0..4 * PAGE)).unwrap();
            // SAFETY: all pages are accessible.
            unsafe { std::ptr::write_bytes(mapping.base(), 7, 4 * PAGE) }
        }
    }

    #[test]
    fn ranges_outside_are_refused() {
        let mut mapping = Mapping::reserve(2 * PAGE).unwrap();
        for range in [0..3 * PAGE, 2 * PAGE..3 * PAGE, usize::MAX - PAGE..usize::MAX] {
            assert!(
                mapping.expose(&range).is_err() && mapping.hide(&range).is_err() && mapping.discard(&range).is_err()
            );
        }
    }
}
