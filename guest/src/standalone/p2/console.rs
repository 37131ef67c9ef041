//! What the console writes: stdout and stderr, in blocking writes.

use super::bindings::wasi::cli::{stderr, stdout};
use super::bindings::wasi::io::streams::{OutputStream, StreamError};
use crate::system::StandardStream;
use std::cell::{Cell, RefCell};

/// Bytes that WASI takes in one blocking write.
const MOST_AT_A_TIME: usize = 4096;

thread_local! {
    /// Each is asked for once.
    static OUTPUT: RefCell<Option<OutputStream>> = const { RefCell::new(None) };
    static ERROR: RefCell<Option<OutputStream>> = const { RefCell::new(None) };
    /// Set where nobody reads what the program writes.
    static IS_BROKEN: Cell<bool> = const { Cell::new(false) };
}

/// Whether nobody reads what the console writes.
#[cfg(feature = "command")]
pub fn is_broken() -> bool {
    IS_BROKEN.get()
}

/// Nobody reads it any more.
pub fn note_broken() {
    IS_BROKEN.set(true);
}

/// Writes text of the console.
pub fn write_output(text: &str) {
    console(StandardStream::Output, text);
}

/// Writes text of the console, or ours.
pub fn write_error(text: &str) {
    console(StandardStream::Error, text);
}

/// Gives both streams back.
#[cfg(feature = "http-p2")]
pub fn close() {
    drop((OUTPUT.take(), ERROR.take()));
}

fn console(to: StandardStream, text: &str) {
    if write(to, text.as_bytes()).is_err() {
        note_broken();
    }
}

/// Writes bytes to stdout or stderr.
///
/// # Errors
/// What WASI says.
pub fn write(to: StandardStream, bytes: &[u8]) -> Result<(), StreamError> {
    let place = if to == StandardStream::Error { &ERROR } else { &OUTPUT };
    place.with_borrow_mut(|stream| {
        let open = || if to == StandardStream::Error { stderr::get_stderr() } else { stdout::get_stdout() };
        let stream = stream.get_or_insert_with(open);
        bytes.chunks(MOST_AT_A_TIME).try_for_each(|chunk| stream.blocking_write_and_flush(chunk))
    })
}
