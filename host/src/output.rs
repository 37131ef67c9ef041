//! What a script prints, up to its limit.

use crate::interrupt::{Reason, Stop};
use crate::limits::Limit;
use crate::stream::ByteWriter;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use tokio::io::AsyncWrite;

/// The bytes of one runtime's console and standard streams.
#[derive(Debug)]
pub(crate) struct Output {
    bytes: AtomicU64,
    allowed: Option<u64>,
    stop: Arc<Stop>,
}

impl Output {
    pub(crate) fn new(allowed: Option<u64>, stop: Arc<Stop>) -> Arc<Self> {
        Arc::new(Self { bytes: AtomicU64::new(0), allowed, stop })
    }

    /// Bytes so far.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Counts bytes that are about to be printed; whether they may be. Where not, the
    /// call that is under way ends.
    pub(crate) fn add(&self, bytes: usize) -> bool {
        let bytes = bytes as u64;
        let before = self.bytes.fetch_add(bytes, Ordering::Relaxed);
        let within = self.allowed.is_none_or(|allowed| before.saturating_add(bytes) <= allowed);
        if !within {
            self.stop.request(Reason::Limit(Limit::Output));
        }
        within
    }

    /// A writer whose bytes are counted.
    pub(crate) fn counted(self: &Arc<Self>, writer: &ByteWriter) -> Option<ByteWriter> {
        Some(ByteWriter::new(Counted { writer: writer.take()?, output: Arc::clone(self), ahead: 0 }))
    }
}

struct Counted {
    writer: ByteWriter,
    output: Arc<Output>,
    /// Bytes at the front of what is to be written that have been counted.
    ahead: usize,
}

impl AsyncWrite for Counted {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let more = bytes.len().saturating_sub(self.ahead);
        self.ahead += more;
        if more > 0 && !self.output.add(more) {
            return Poll::Ready(Err(io::Error::other("more output than the runtime's limit allows")));
        }
        let written = ready!(Pin::new(&mut self.writer).poll_write(context, bytes))?;
        self.ahead = self.ahead.saturating_sub(written);
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.writer).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.writer).poll_shutdown(context)
    }
}
