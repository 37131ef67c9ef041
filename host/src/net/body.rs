//! Bodies on their way: what a script sends, as hyper wants it, and what comes back, to
//! be read. Neither side holds more than a part.

use super::exchange::FetchBody;
use super::explain::explain_body;
use crate::account::Charge;
use crate::stream::ByteReader;
use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, ReadBuf};
use tokio::sync::{OwnedSemaphorePermit, oneshot};

/// Bytes of a stream that are sent at a time.
const PART: usize = 16 * 1024;

/// What a script sends.
pub(super) struct RequestBody {
    rest: Rest,
    /// Dropped with the body, when all of it was sent.
    _sending: oneshot::Sender<()>,
}

enum Rest {
    Nothing,
    Bytes(Bytes),
    Stream { reader: ByteReader, length: Option<u64>, given: u64 },
}

/// What a server answers, frame by frame.
pub(super) struct ResponseBody {
    incoming: Incoming,
    /// What came and was not read yet.
    part: Bytes,
    _held: (Charge, Turn),
}

/// The right to have an exchange under way, until its body was read or given up.
pub(super) type Turn = OwnedSemaphorePermit;

impl RequestBody {
    /// The body, and what is told when it has gone.
    pub(super) fn new(body: Option<FetchBody>) -> (Self, oneshot::Receiver<()>) {
        let (sending, sent) = oneshot::channel();
        let rest = match body {
            None => Rest::Nothing,
            Some(FetchBody::Bytes(bytes)) if bytes.is_empty() => Rest::Nothing,
            Some(FetchBody::Bytes(bytes)) => Rest::Bytes(bytes.into()),
            Some(FetchBody::Stream { reader, length }) => Rest::Stream { reader, length, given: 0 },
        };
        (Self { rest, _sending: sending }, sent)
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let (reader, given) = match &mut self.rest {
            Rest::Stream { reader, given, .. } => (reader, given),
            Rest::Nothing => return Poll::Ready(None),
            Rest::Bytes(bytes) => {
                let bytes = std::mem::take(bytes);
                self.rest = Rest::Nothing;
                return Poll::Ready(Some(Ok(Frame::data(bytes))));
            }
        };
        let mut room = [0; PART];
        let mut into = ReadBuf::new(&mut room);
        let read = ready!(Pin::new(reader).poll_read(context, &mut into));
        let filled = into.filled();
        *given = given.saturating_add(filled.len() as u64);
        let next = match read {
            Ok(()) if filled.is_empty() => None,
            Ok(()) => return Poll::Ready(Some(Ok(Frame::data(Bytes::copy_from_slice(filled))))),
            Err(error) => Some(Err(error)),
        };
        self.rest = Rest::Nothing;
        Poll::Ready(next)
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.rest, Rest::Nothing)
    }

    fn size_hint(&self) -> SizeHint {
        match &self.rest {
            Rest::Nothing => SizeHint::with_exact(0),
            Rest::Bytes(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Rest::Stream { length: Some(length), given, .. } => SizeHint::with_exact(length.saturating_sub(*given)),
            Rest::Stream { length: None, .. } => SizeHint::default(),
        }
    }
}

impl ResponseBody {
    pub(super) fn new(incoming: Incoming, held: (Charge, Turn)) -> Self {
        Self { incoming, part: Bytes::new(), _held: held }
    }
}

impl AsyncRead for ResponseBody {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        while self.part.is_empty() {
            match ready!(Pin::new(&mut self.incoming).poll_frame(context)) {
                None => return Poll::Ready(Ok(())),
                Some(Err(error)) => return Poll::Ready(Err(explain_body(&error).into())),
                // Trailers are passed over.
                Some(Ok(frame)) => self.part = frame.into_data().unwrap_or_default(),
            }
        }
        let count = into.remaining().min(self.part.len());
        into.put_slice(&self.part.split_to(count));
        Poll::Ready(Ok(()))
    }
}
