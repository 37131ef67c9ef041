//! The C library's way out of the component: what QuickJS and Rust's std ask it for.
//!
//! libc would ask WASI, and have the component import files, streams, terminals and more, some thirty functions: each
//! costs every runtime time when it starts, and none would be given anything. The linker takes these in their place.
#![allow(unsafe_code, reason = "functions of the C library, which the linker knows by their names")]

use crate::system;
use std::ffi::{c_char, c_int, c_long, c_void};

/// `struct timespec`
#[repr(C)]
struct TimeSpec {
    seconds: i64,
    nanoseconds: c_long,
}

/// `struct timeval`
#[repr(C)]
struct TimeVal {
    seconds: i64,
    microseconds: i64,
}

unsafe extern "C" {
    /// What a clock is told by.
    static _CLOCK_REALTIME: c_void;
}

/// The time of day: `Date` asks here.
#[unsafe(no_mangle)]
unsafe extern "C" fn gettimeofday(time: *mut TimeVal, _zone: *mut c_void) -> c_int {
    let now = system::wall_now();
    let seconds = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
    // SAFETY: the caller gives a place for it.
    unsafe { time.write(TimeVal { seconds, microseconds: now.subsec_micros().into() }) };
    0
}

#[unsafe(no_mangle)]
unsafe extern "C" fn clock_gettime(clock: *const c_void, time: *mut TimeSpec) -> c_int {
    let is_wall = std::ptr::eq(clock, &raw const _CLOCK_REALTIME);
    let now = if is_wall { system::wall_now() } else { system::monotonic_now() };
    let seconds = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
    // SAFETY: the caller gives a place for it.
    unsafe { time.write(TimeSpec { seconds, nanoseconds: now.subsec_nanos().cast_signed() }) };
    0
}

/// Takes what is written; nobody reads it.
#[unsafe(no_mangle)]
extern "C" fn write(_file: c_int, _bytes: *const c_void, length: usize) -> isize {
    length.cast_signed()
}

/// No file is open.
#[unsafe(no_mangle)]
extern "C" fn close(_file: c_int) -> c_int {
    FAILED
}

/// No file is open.
#[unsafe(no_mangle)]
extern "C" fn lseek(_file: c_int, _offset: i64, _whence: c_int) -> i64 {
    FAILED.into()
}

/// As [`lseek`], by the name that libc itself knows it by.
#[unsafe(no_mangle)]
extern "C" fn __lseek(file: c_int, offset: i64, whence: c_int) -> i64 {
    lseek(file, offset, whence)
}

/// No file is open.
#[unsafe(no_mangle)]
extern "C" fn isatty(_file: c_int) -> c_int {
    0
}

/// As [`isatty`], by the name that libc itself knows it by.
#[unsafe(no_mangle)]
extern "C" fn __isatty(file: c_int) -> c_int {
    isatty(file)
}

/// There is no environment: `process.env` is the host's.
#[unsafe(no_mangle)]
extern "C" fn getenv(_name: *const c_char) -> *mut c_char {
    std::ptr::null_mut()
}

/// What the functions above answer that do nothing.
const FAILED: c_int = -1;
