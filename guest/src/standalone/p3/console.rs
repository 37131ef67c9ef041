//! What the console writes: stdout and stderr, each a stream that a task fills.

use super::bindings::wasi::cli::{stderr, stdout};
use super::bindings::wit_stream;
use std::cell::RefCell;
use std::mem;
use std::thread::LocalKey;
use wit_bindgen::{StreamReader, StreamWriter};

/// Bytes that wait to be written; what comes while there are more is lost.
const MOST_WAITING: usize = 1024 * 1024;

/// One of the two.
enum Output {
    /// Nothing was written yet.
    Fresh,
    /// All was written.
    Idle(StreamWriter<u8>),
    /// A task writes, and then what has come meanwhile.
    Busy(Vec<u8>),
    /// Nobody reads it.
    Broken,
}

thread_local! {
    static OUTPUT: RefCell<Output> = const { RefCell::new(Output::Fresh) };
    static ERROR: RefCell<Output> = const { RefCell::new(Output::Fresh) };
}

/// Writes text of the console.
pub fn write_output(text: &str) {
    write(&OUTPUT, text, |stream| drop(stdout::write_via_stream(stream)));
}

/// Writes text of the console, or ours.
pub fn write_error(text: &str) {
    write(&ERROR, text, |stream| drop(stderr::write_via_stream(stream)));
}

/// Ends both streams: all was written.
#[cfg(feature = "http")]
pub fn close() {
    drop((OUTPUT.replace(Output::Fresh), ERROR.replace(Output::Fresh)));
}

fn write(place: &'static LocalKey<RefCell<Output>>, text: &str, open: fn(StreamReader<u8>)) {
    let bytes = text.as_bytes().to_vec();
    let writer = match place.replace(Output::Busy(Vec::new())) {
        Output::Fresh => {
            let (writer, stream) = wit_stream::new();
            open(stream);
            writer
        }
        Output::Idle(writer) => writer,
        Output::Busy(mut waiting) => {
            if waiting.len() + bytes.len() <= MOST_WAITING {
                waiting.extend(bytes);
            }
            place.set(Output::Busy(waiting));
            return;
        }
        Output::Broken => return place.set(Output::Broken),
    };
    super::spawn(drain(place, writer, bytes));
}

async fn drain(place: &'static LocalKey<RefCell<Output>>, mut writer: StreamWriter<u8>, mut bytes: Vec<u8>) {
    loop {
        if !writer.write_all(bytes).await.is_empty() {
            return place.set(Output::Broken);
        }
        bytes = place.with_borrow_mut(|output| match output {
            Output::Busy(waiting) => mem::take(waiting),
            _ => Vec::new(),
        });
        if bytes.is_empty() {
            return place.set(Output::Idle(writer));
        }
    }
}
