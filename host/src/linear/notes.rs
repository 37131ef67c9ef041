//! Has the kernel note which pages are written to: `userfaultfd` with write protection that it lifts
//! itself (Linux 6.7), in the fault that a first write to a page of a file costs anyway. Nobody is
//! told of anything; what was noted is asked for with all else that is known of pages.
#![allow(unsafe_code, reason = "ioctls that rustix does not wrap")]

use super::of_process::OfProcess;
use crate::mapping::Mapping;
use rustix::fd::OwnedFd;
use rustix::ioctl::{Opcode, Updater, opcode};
use rustix::mm::UserfaultfdFlags;
use std::io;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

/// What the kernel notes, of all mappings.
pub(super) struct Notes {
    kept: OfProcess<OwnedFd>,
    can_keep: AtomicBool,
}

impl Notes {
    pub(super) fn new() -> Self {
        Self { kept: OfProcess::new(), can_keep: AtomicBool::new(true) }
    }

    /// Nothing of a range counts as written to, and all that is written to it from now on is noted.
    ///
    /// # Errors
    /// When the kernel does not do it, or not for this process; then it is not asked again.
    pub(super) fn begin(&self, mapping: &Mapping, range: &Range<usize>) -> io::Result<()> {
        if !self.can_keep.load(Ordering::Relaxed) {
            return Err(io::ErrorKind::Unsupported.into());
        }
        let (start, length) = (mapping.at(range)?.addr() as u64, range.len() as u64);
        let begun = self.kept.with(open, |kept| {
            let mut register = Register { start, length, mode: REGISTER_WRITE_PROTECTION, requests: 0 };
            let mut protect = Protect { start, length, mode: WRITE_PROTECTION };
            // SAFETY: both are what these requests take. They change no byte, and no access to one:
            // the kernel lifts the protection of a page when it is written to.
            unsafe {
                rustix::ioctl::ioctl(kept, Updater::<REGISTER, _>::new(&mut register))?;
                rustix::ioctl::ioctl(kept, Updater::<PROTECT, _>::new(&mut protect))?;
            }
            Ok(())
        });
        if begun.is_err() {
            self.can_keep.store(false, Ordering::Relaxed);
        }
        begun
    }
}

fn open() -> io::Result<OwnedFd> {
    // Only for what the program itself does: so nobody needs a right for it. (Writes by the kernel
    // are noted as well, since nobody is waited for.)
    let flags = UserfaultfdFlags::CLOEXEC | UserfaultfdFlags::from_bits_retain(USER_MODE_ONLY);
    // SAFETY: what it is asked for below lets nobody else decide about faults.
    let kept = unsafe { rustix::mm::userfaultfd(flags)? };
    let mut interface =
        Interface { version: VERSION, features: LIFTED_BY_KERNEL | ABSENT_PAGES | PAGES_OF_FILES, requests: 0 };
    // SAFETY: it is what this request takes.
    unsafe { rustix::ioctl::ioctl(&kept, Updater::<INTERFACE, _>::new(&mut interface))? };
    Ok(kept)
}

// `linux/userfaultfd.h`.
const VERSION: u64 = 0xAA;
const USER_MODE_ONLY: u32 = 1;
const PAGES_OF_FILES: u64 = 1 << 12;
const ABSENT_PAGES: u64 = 1 << 13;
const LIFTED_BY_KERNEL: u64 = 1 << 15;
const REGISTER_WRITE_PROTECTION: u64 = 1 << 1;
const WRITE_PROTECTION: u64 = 1;
const INTERFACE: Opcode = opcode::read_write::<Interface>(0xAA, 0x3F);
const REGISTER: Opcode = opcode::read_write::<Register>(0xAA, 0x00);
const PROTECT: Opcode = opcode::read_write::<Protect>(0xAA, 0x06);

/// `struct uffdio_api`.
#[repr(C)]
struct Interface {
    version: u64,
    features: u64,
    requests: u64,
}

/// `struct uffdio_register`.
#[repr(C)]
struct Register {
    start: u64,
    length: u64,
    mode: u64,
    requests: u64,
}

/// `struct uffdio_writeprotect`.
#[repr(C)]
struct Protect {
    start: u64,
    length: u64,
    mode: u64,
}
