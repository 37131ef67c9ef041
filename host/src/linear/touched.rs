//! Which pages of a mapping have been written to since it was mapped.
#![allow(unsafe_code, reason = "an ioctl that rustix does not wrap")]

use super::notes::Notes;
use super::of_process::OfProcess;
use crate::mapping::Mapping;
use rustix::ioctl::{Ioctl, IoctlOutput, Opcode, opcode};
use std::ffi::c_void;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt as _;
use std::sync::atomic::{AtomicBool, Ordering};

/// The kernel's record of this process's pages; since Linux 6.7 it can be asked
/// for those of one kind, before it has to be read.
pub(crate) struct PageMap {
    record: OfProcess<File>,
    notes: Notes,
    can_ask: AtomicBool,
}

/// What the kernel is asked for.
#[derive(Clone, Copy)]
enum Question {
    /// Pages that are the process's own. It has to look at its record of each page in memory.
    Own,
    /// Pages that were written to since that is noted: it stands in the tables of pages.
    Noted,
}

/// Ranges that one question answers at most.
const REGIONS: usize = 128;

impl PageMap {
    pub(crate) fn new() -> Self {
        Self { record: OfProcess::new(), notes: Notes::new(), can_ask: AtomicBool::new(true) }
    }

    /// Has the kernel note which pages of a range are written to from now on, for as long as
    /// nothing else is mapped there and nothing of it is discarded.
    ///
    /// # Errors
    /// When it cannot.
    pub(crate) fn note(&self, mapping: &Mapping, range: &Range<usize>) -> io::Result<()> {
        if !self.can_ask.load(Ordering::Relaxed) {
            return Err(io::ErrorKind::Unsupported.into());
        }
        self.notes.begin(mapping, range)
    }

    /// Calls `found` with every range of pages that were written to since that is noted, in a tenth
    /// of the time.
    ///
    /// # Errors
    /// When it is not noted, as in a process that was forked.
    pub(crate) fn noted(
        &self,
        mapping: &Mapping,
        range: &Range<usize>,
        mut found: impl FnMut(Range<usize>),
    ) -> io::Result<()> {
        self.ask(Question::Noted, mapping, range, &mut found)
    }

    /// Calls `found` with every range of pages that are the process's own by now:
    /// written to, in memory or swapped out. Neither pages of the mapped file nor
    /// the system's page of zeros.
    ///
    /// # Errors
    /// When the kernel cannot tell.
    pub(crate) fn touched(
        &self,
        mapping: &Mapping,
        range: &Range<usize>,
        mut found: impl FnMut(Range<usize>),
    ) -> io::Result<()> {
        if self.can_ask.load(Ordering::Relaxed) {
            match self.ask(Question::Own, mapping, range, &mut found) {
                Err(error) if is_unknown(&error) => self.can_ask.store(false, Ordering::Relaxed),
                answer => return answer,
            }
        }
        self.read(mapping, range, &mut found)
    }

    fn ask(
        &self,
        question: Question,
        mapping: &Mapping,
        range: &Range<usize>,
        found: &mut impl FnMut(Range<usize>),
    ) -> io::Result<()> {
        let first = mapping.base().addr();
        let mut from = mapping.at(range)?.addr();
        let end = first + range.end;
        let mut regions = [Region::default(); REGIONS];
        while from < end {
            let scan = Scan::new(question, from..end, &mut regions);
            // SAFETY: `Scan` is what this request takes, and lives as long as it runs.
            let (count, walked) = self.with_record(|record| Ok(unsafe { rustix::ioctl::ioctl(record, scan)? }))?;
            for region in regions.get(..count).unwrap_or_default() {
                found(to_usize(region.start) - first..to_usize(region.end) - first);
            }
            if walked <= from {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            from = walked;
        }
        Ok(())
    }

    /// An entry of 64 bits for each page, in order.
    fn read(&self, mapping: &Mapping, range: &Range<usize>, found: &mut impl FnMut(Range<usize>)) -> io::Result<()> {
        let page = rustix::param::page_size();
        let mut entries = [0; 512 * size_of::<u64>()];
        let mut at = range.start;
        while at < range.end {
            let wanted = ((range.end - at) / page).clamp(1, 512) * size_of::<u64>();
            let entries = entries.get_mut(..wanted).unwrap_or_default();
            let place = (mapping.base().addr() + at) / page * size_of::<u64>();
            self.with_record(|record| record.read_exact_at(entries, place as u64))?;
            for entry in entries.as_chunks().0 {
                let entry = u64::from_ne_bytes(*entry);
                if entry & (ENTRY_PRESENT | ENTRY_SWAPPED) != 0 && entry & ENTRY_FILE == 0 {
                    found(at..at + page);
                }
                at += page;
            }
        }
        Ok(())
    }

    fn with_record<T>(&self, work: impl FnOnce(&File) -> io::Result<T>) -> io::Result<T> {
        self.record.with(|| File::open("/proc/self/pagemap"), work)
    }
}

/// Whether a kernel says that it does not know the request.
fn is_unknown(error: &io::Error) -> bool {
    let code = error.raw_os_error();
    [rustix::io::Errno::NOTTY, rustix::io::Errno::INVAL].iter().any(|unknown| Some(unknown.raw_os_error()) == code)
}

// Bits of an entry: Documentation/admin-guide/mm/pagemap.rst.
const ENTRY_FILE: u64 = 1 << 61;
const ENTRY_SWAPPED: u64 = 1 << 62;
const ENTRY_PRESENT: u64 = 1 << 63;

fn to_usize(address: u64) -> usize {
    usize::try_from(address).unwrap_or(usize::MAX)
}

/// `struct page_region` of `linux/fs.h`.
#[repr(C)]
#[derive(Clone, Copy, Default)]
struct Region {
    start: u64,
    end: u64,
    categories: u64,
}

/// `struct pm_scan_arg` of `linux/fs.h`.
#[repr(C)]
struct Scan {
    size: u64,
    flags: u64,
    start: u64,
    end: u64,
    walk_end: u64,
    regions: u64,
    regions_len: u64,
    max_pages: u64,
    category_inverted: u64,
    category_mask: u64,
    category_anyof_mask: u64,
    return_mask: u64,
}

const PAGE_IS_WRITTEN: u64 = 1 << 1;
const PAGE_IS_FILE: u64 = 1 << 2;
const PAGE_IS_PRESENT: u64 = 1 << 3;
const PAGE_IS_SWAPPED: u64 = 1 << 4;
const PAGE_IS_PFNZERO: u64 = 1 << 5;
/// Fails where nothing is noted.
const PM_SCAN_CHECK_WPASYNC: u64 = 1 << 1;

impl Scan {
    fn new(question: Question, addresses: Range<usize>, regions: &mut [Region; REGIONS]) -> Self {
        // Asked for nothing but pages that were written to, kernels before 6.9 leave out some of
        // those that are swapped out or on their way.
        let (flags, are, are_not) = match question {
            Question::Own => (0, 0, PAGE_IS_FILE | PAGE_IS_PFNZERO),
            Question::Noted => (PM_SCAN_CHECK_WPASYNC, PAGE_IS_WRITTEN, 0),
        };
        Self {
            size: size_of::<Self>() as u64,
            flags,
            start: addresses.start as u64,
            end: addresses.end as u64,
            walk_end: 0,
            regions: regions.as_mut_ptr().expose_provenance() as u64,
            regions_len: REGIONS as u64,
            max_pages: 0,
            category_inverted: are_not,
            category_mask: are | are_not,
            category_anyof_mask: PAGE_IS_PRESENT | PAGE_IS_SWAPPED,
            return_mask: PAGE_IS_PRESENT | PAGE_IS_SWAPPED,
        }
    }
}

// SAFETY: PAGEMAP_SCAN reads and writes a `pm_scan_arg` and writes at most
// `regions_len` regions, which the caller keeps for as long.
unsafe impl Ioctl for Scan {
    /// Regions found, and where the scan ended.
    type Output = (usize, usize);
    const IS_MUTATING: bool = true;

    fn opcode(&self) -> Opcode {
        opcode::read_write::<Self>(b'f', 16)
    }

    fn as_ptr(&mut self) -> *mut c_void {
        std::ptr::from_mut(self).cast()
    }

    unsafe fn output_from_ptr(found: IoctlOutput, scan: *mut c_void) -> rustix::io::Result<Self::Output> {
        // SAFETY: the pointer that `as_ptr` gave.
        let walked = unsafe { (*scan.cast::<Self>()).walk_end };
        Ok((usize::try_from(found).unwrap_or(0), to_usize(walked)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    const PAGE: usize = 4096;

    /// Pages, however the kernel is asked.
    fn touched(mapping: &Mapping, range: Range<usize>) -> Vec<usize> {
        let [asked, read] = [true, false].map(|can_ask| {
            let record = PageMap { can_ask: AtomicBool::new(can_ask), ..PageMap::new() };
            let mut found = Vec::new();
            record.touched(mapping, &range, |pages| found.extend(pages.step_by(PAGE).map(|at| at / PAGE))).unwrap();
            found
        });
        assert_eq!(asked, read);
        asked
    }

    #[test]
    fn only_what_was_written_to_is_found() {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&vec![5; 8 * PAGE]).unwrap();
        let mut mapping = Mapping::reserve(600 * PAGE).unwrap();
        mapping.map(&(0..8 * PAGE), &file, 0).unwrap();
        mapping.expose(&(8 * PAGE..600 * PAGE)).unwrap();
        // SAFETY: everything is accessible.
        unsafe {
            let sum: u32 = (0..8).map(|page| u32::from(mapping.base().add(page * PAGE).read())).sum();
            assert_eq!((sum, touched(&mapping, 0..600 * PAGE)), (40, vec![]));
            mapping.base().add(PAGE).write(1);
            mapping.base().add(9 * PAGE).write(1);
            mapping.base().add(10 * PAGE).write(1);
        }
        assert_eq!(touched(&mapping, 0..600 * PAGE), [1, 9, 10]);
        assert_eq!(touched(&mapping, 10 * PAGE..600 * PAGE), [10]);
        mapping.discard(&(0..600 * PAGE)).unwrap();
        assert_eq!(touched(&mapping, 0..600 * PAGE), [0; 0]);
    }

    #[test]
    fn what_is_noted_is_what_is_written_to_from_then_on() {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&vec![5; 600 * PAGE]).unwrap();
        let (mut mapping, record) = (Mapping::reserve(600 * PAGE).unwrap(), PageMap::new());
        let all = 0..600 * PAGE;
        let noted = |mapping: &Mapping| {
            let mut found = Vec::new();
            record.noted(mapping, &all, |pages| found.extend(pages.step_by(PAGE).map(|at| at / PAGE)))?;
            io::Result::Ok(found)
        };
        // SAFETY: everything is accessible whenever this is called.
        let write = |mapping: &Mapping, page: usize| unsafe { mapping.base().add(page * PAGE).write(1) };
        // SAFETY: as above.
        let read = |mapping: &Mapping, page: usize| unsafe { mapping.base().add(page * PAGE).read() };
        mapping.map(&all, &file, 0).unwrap();
        write(&mapping, 3);
        assert!(noted(&mapping).is_err(), "nothing is noted yet");
        if record.note(&mapping, &all).is_err() {
            return eprintln!("this kernel notes nothing, or not for this process");
        }
        assert_eq!((read(&mapping, 0), read(&mapping, 3), read(&mapping, 511)), (5, 1, 5));
        assert_eq!(noted(&mapping).unwrap(), [0; 0]);
        for page in [3, 5, 512] {
            write(&mapping, page);
        }
        // SAFETY: the page is accessible, and nobody else has it.
        let by_kernel = unsafe { std::slice::from_raw_parts_mut(mapping.base().add(7 * PAGE), PAGE) };
        file.read_exact_at(by_kernel, 0).unwrap();
        for _ in 0..2 {
            assert_eq!(noted(&mapping).unwrap(), [3, 5, 7, 512], "until it is asked to begin anew");
        }
        record.note(&mapping, &all).unwrap();
        assert_eq!((noted(&mapping).unwrap(), read(&mapping, 5)), (vec![], 1));
        mapping.hide(&all).unwrap();
        assert!(noted(&mapping).is_err(), "what was noted is gone with the mapping");
    }

    #[test]
    fn more_ranges_than_one_answer_holds_are_all_found() {
        let mut mapping = Mapping::reserve(2 * REGIONS * 3 * PAGE).unwrap();
        mapping.expose(&(0..mapping.length())).unwrap();
        for page in (0..2 * REGIONS * 3).step_by(3) {
            // SAFETY: everything is accessible.
            unsafe { mapping.base().add(page * PAGE).write(1) };
        }
        assert_eq!(touched(&mapping, 0..mapping.length()).len(), 2 * REGIONS);
    }
}
