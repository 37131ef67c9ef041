//! What takes bytes: stdout and stderr, and bodies.
#![cfg_attr(feature = "command", allow(dead_code, reason = "a program writes no bodies"))]

use super::bindings::wasi::io::streams::{OutputStream, StreamError};
use super::{console, reactor};
use crate::system::StandardStream;
use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// What is said where the platform says nothing.
const GONE: &str = "nobody reads what is written";

/// What finishes what a stream was written to.
pub type Finish = Box<dyn FnOnce() -> Result<(), String>>;

/// What takes bytes.
pub struct Sink {
    target: RefCell<Target>,
    failure: RefCell<Option<String>>,
    waker: RefCell<Option<Waker>>,
}

/// Where the bytes go.
pub(super) enum Target {
    /// A pipe, of which it is not known yet where it leads.
    Awaited,
    Standard(StandardStream),
    Open(Rc<Outlet>),
    Closed,
}

/// Where bytes go. The stream goes before what it is a part of.
pub(super) struct Outlet {
    pub(super) stream: OutputStream,
    pub(super) finish: Finish,
}

impl Sink {
    pub(super) fn new(target: Target) -> Self {
        Self { target: RefCell::new(target), failure: RefCell::default(), waker: RefCell::default() }
    }

    /// Says where a pipe leads. Where the script has aborted it, nothing is finished.
    pub(super) fn lead_to(&self, outlet: Outlet) {
        if !matches!(*self.target.borrow(), Target::Closed) {
            self.target.replace(Target::Open(Rc::new(outlet)));
        }
        self.wake();
    }

    /// Whether it is one of the program's streams.
    #[cfg(feature = "handler")]
    pub(super) fn is_standard(&self) -> bool {
        matches!(*self.target.borrow(), Target::Standard(_))
    }

    /// Why it has taken no more.
    pub(super) fn take_failure(&self) -> String {
        self.failure.take().unwrap_or_else(|| GONE.to_owned())
    }

    /// Waits until it is known where the bytes go.
    async fn outlet(&self) -> Option<Rc<Outlet>> {
        poll_fn(|context| match &*self.target.borrow() {
            Target::Awaited => self.wait(context),
            Target::Open(outlet) => Poll::Ready(Some(Rc::clone(outlet))),
            Target::Standard(_) | Target::Closed => Poll::Ready(None),
        })
        .await
    }

    /// Whether all of the bytes were taken.
    pub(super) async fn write(&self, bytes: &[u8]) -> bool {
        if let Target::Standard(which) = *self.target.borrow() {
            return self.write_standard(which, bytes);
        }
        let Some(outlet) = self.outlet().await else { return false };
        let stream = &outlet.stream;
        let mut rest = bytes;
        while !rest.is_empty() {
            let written = stream.check_write().and_then(|most| {
                let (now, later) = rest.split_at(rest.len().min(usize::try_from(most).unwrap_or(usize::MAX)));
                if !now.is_empty() {
                    stream.write(now)?;
                }
                rest = later;
                Ok(now.len())
            });
            match written {
                Ok(0) => reactor::ready(stream.subscribe()).await,
                Ok(_) => {}
                Err(error) => {
                    self.fail(&error);
                    return false;
                }
            }
        }
        true
    }

    fn write_standard(&self, which: StandardStream, bytes: &[u8]) -> bool {
        let written = console::write(which, bytes);
        if let Err(error) = &written {
            self.failure.replace(reason(error));
            if which == StandardStream::Output && matches!(error, StreamError::Closed) {
                console::note_broken();
            }
        }
        written.is_ok()
    }

    fn fail(&self, error: &StreamError) {
        self.failure.replace(Some(reason(error).unwrap_or_else(|| GONE.to_owned())));
        self.abort();
    }

    /// All was written: waits until it has gone out.
    pub(super) async fn finish(&self) -> Result<(), String> {
        if let Some(outlet) = self.outlet().await {
            let stream = &outlet.stream;
            let mut flushed = stream.flush();
            while flushed.is_ok() {
                match stream.check_write() {
                    Ok(0) => reactor::ready(stream.subscribe()).await,
                    Ok(_) => break,
                    Err(error) => flushed = Err(error),
                }
            }
            if let Err(error) = flushed {
                self.fail(&error);
            }
            drop(self.target.replace(Target::Closed));
            if self.failure.borrow().is_none()
                && let Some(Outlet { stream, finish }) = Rc::into_inner(outlet)
            {
                drop(stream);
                self.failure.replace(finish().err());
            }
        }
        self.wake();
        self.failure.take().map_or(Ok(()), Err)
    }

    /// Ends it in the middle.
    pub(super) fn abort(&self) {
        // What the stream was a part of is dropped unfinished, and its reader learns that.
        drop(self.target.replace(Target::Closed));
        self.wake();
    }

    fn wait<T>(&self, context: &Context<'_>) -> Poll<T> {
        self.waker.replace(Some(context.waker().clone()));
        Poll::Pending
    }

    fn wake(&self) {
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    /// Waits until all was written, or nothing will be.
    pub async fn closed(&self) {
        poll_fn(|context| match *self.target.borrow() {
            Target::Closed => Poll::Ready(()),
            _ => self.wait(context),
        })
        .await;
    }
}

/// Why a stream has failed; none where it has ended.
pub(super) fn reason(error: &StreamError) -> Option<String> {
    match error {
        StreamError::LastOperationFailed(error) => Some(error.to_debug_string()),
        StreamError::Closed => None,
    }
}
