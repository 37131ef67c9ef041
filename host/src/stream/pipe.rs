//! A bounded pipe of bytes.

use crate::account::Charge;
use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use tokio::io::ReadBuf;

/// Both ends of a pipe that holds at most so many bytes, one at least.
pub(super) fn pipe(capacity: usize, charges: Vec<Charge>) -> (PipeWriter, PipeReader) {
    let state = State {
        bytes: VecDeque::new(),
        capacity: capacity.max(1),
        end: End::Open,
        cancelled: None,
        reader: None,
        writer: None,
    };
    let shared = Arc::new(Shared { state: Mutex::new(state), _charges: charges });
    (PipeWriter(Arc::clone(&shared)), PipeReader(shared))
}

pub(super) struct PipeWriter(Arc<Shared>);
pub(super) struct PipeReader(Arc<Shared>);

struct Shared {
    state: Mutex<State>,
    _charges: Vec<Charge>,
}

struct State {
    /// Written and not yet read; grows as it is needed.
    bytes: VecDeque<u8>,
    capacity: usize,
    end: End,
    /// Set when nobody will read: why, as far as somebody has said so.
    cancelled: Option<Reason>,
    reader: Option<Waker>,
    writer: Option<Waker>,
}

/// What the writer has come to.
enum End {
    Open,
    Done,
    Failed(Reason),
}

/// An error that is told once; who asks again gets its kind and text.
struct Reason {
    error: Option<io::Error>,
    kind: io::ErrorKind,
    text: String,
}

impl Reason {
    fn new(error: io::Error) -> Self {
        Self { kind: error.kind(), text: error.to_string(), error: Some(error) }
    }

    fn tell(&mut self) -> io::Error {
        self.error.take().unwrap_or_else(|| io::Error::new(self.kind, self.text.clone()))
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state, then wakes the other side.
    fn change(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.lock();
        change(&mut state);
        let wakers = [state.reader.take(), state.writer.take()];
        drop(state);
        wakers.into_iter().flatten().for_each(Waker::wake);
    }
}

impl PipeReader {
    pub(super) fn poll_read(&self, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let mut state = self.0.lock();
        if state.bytes.is_empty() && into.remaining() > 0 {
            return match &mut state.end {
                End::Open => {
                    state.reader = Some(context.waker().clone());
                    Poll::Pending
                }
                End::Done => Poll::Ready(Ok(())),
                End::Failed(reason) => Poll::Ready(Err(reason.tell())),
            };
        }
        let count = into.remaining().min(state.bytes.len());
        let (first, second) = state.bytes.as_slices();
        let from_first = count.min(first.len());
        into.put_slice(first.get(..from_first).unwrap_or_default());
        into.put_slice(second.get(..count - from_first).unwrap_or_default());
        state.bytes.drain(..count);
        let writer = state.writer.take();
        drop(state);
        if let Some(writer) = writer {
            writer.wake();
        }
        Poll::Ready(Ok(()))
    }

    /// Nobody will read; what was not read is lost.
    pub(super) fn cancel(&self, reason: io::Error) {
        self.0.change(|state| {
            state.cancelled.get_or_insert_with(|| Reason::new(reason));
            state.bytes = VecDeque::new();
        });
    }
}

impl PipeWriter {
    pub(super) fn poll_write(&self, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let mut state = self.0.lock();
        if let Some(reason) = &mut state.cancelled {
            return Poll::Ready(Err(reason.tell()));
        }
        if !matches!(state.end, End::Open) {
            return Poll::Ready(Err(io::Error::new(io::ErrorKind::BrokenPipe, "the writer was shut down")));
        }
        let room = state.capacity.saturating_sub(state.bytes.len());
        if room == 0 && !bytes.is_empty() {
            state.writer = Some(context.waker().clone());
            return Poll::Pending;
        }
        let count = room.min(bytes.len());
        state.bytes.extend(bytes.get(..count).unwrap_or_default());
        let reader = state.reader.take();
        drop(state);
        if let Some(reader) = reader {
            reader.wake();
        }
        Poll::Ready(Ok(count))
    }

    /// No more will come; an error where nobody reads what came before.
    pub(super) fn shut_down(&self) -> io::Result<()> {
        let mut result = Ok(());
        self.0.change(|state| match &mut state.cancelled {
            Some(reason) => result = Err(reason.tell()),
            None if matches!(state.end, End::Open) => state.end = End::Done,
            None => {}
        });
        result
    }

    /// No more will come, for this reason; the reader gets what came before.
    pub(super) fn abort(&self, reason: io::Error) {
        self.0.change(|state| {
            if matches!(state.end, End::Open) {
                state.end = End::Failed(Reason::new(reason));
            }
        });
    }
}

impl Drop for PipeWriter {
    fn drop(&mut self) {
        self.abort(io::Error::new(io::ErrorKind::UnexpectedEof, "the writer was dropped before it was shut down"));
    }
}

impl Drop for PipeReader {
    fn drop(&mut self) {
        self.cancel(io::Error::new(io::ErrorKind::BrokenPipe, "the reader was dropped"));
    }
}
