//! `process.stdin`, `process.stdout` and `process.stderr` are the process's own.

use crate::console::BrokenPipe;
use skerry::{ByteReader, ByteWriter, RuntimeBuilder};
use std::io;
use std::pin::Pin;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll, ready};
use tokio::io::AsyncWrite;

/// Gives a script the streams of the process.
pub fn standard(builder: RuntimeBuilder, broken_pipe: &BrokenPipe) -> RuntimeBuilder {
    let stdout = Through { to: tokio::io::stdout(), taken: 0, broken_pipe: broken_pipe.clone() };
    let stderr = Through { to: tokio::io::stderr(), taken: 0, broken_pipe: BrokenPipe::default() };
    builder.stdin(ByteReader::new(tokio::io::stdin())).stdout(ByteWriter::new(stdout)).stderr(ByteWriter::new(stderr))
}

/// Says that bytes are written when they are: what the console prints afterwards
/// comes after them.
struct Through<W> {
    to: W,
    /// Bytes that are on their way.
    taken: usize,
    broken_pipe: BrokenPipe,
}

impl<W> Through<W> {
    fn noted<T>(&self, result: io::Result<T>) -> io::Result<T> {
        if result.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
            self.broken_pipe.store(true, Ordering::Release);
        }
        result
    }
}

impl<W: AsyncWrite + Unpin> AsyncWrite for Through<W> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.taken == 0 {
            let taken = ready!(Pin::new(&mut self.to).poll_write(context, bytes));
            self.taken = self.noted(taken)?;
        }
        ready!(self.as_mut().poll_flush(context))?;
        Poll::Ready(Ok(std::mem::take(&mut self.taken)))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = ready!(Pin::new(&mut self.to).poll_flush(context));
        Poll::Ready(self.noted(flushed))
    }

    /// The process's own streams stay open.
    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.poll_flush(context)
    }
}
