//! Responses, from the library's to hyper's.

use super::access_log::Entry;
use crate::report;
use hyper::body::{Bytes, Frame, SizeHint};
use hyper::ext::ReasonPhrase;
use hyper::header::{CONTENT_LENGTH, HeaderName, HeaderValue};
use hyper::{Response, StatusCode};
use skerry::{ByteReader, Error, FetchBody, FetchResponse};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead as _, ReadBuf};

/// Bytes of a stream that are sent at a time.
const PART: usize = 64 * 1024;
/// A part that is shorter is copied, and its buffer used again.
const SHORT: usize = 16 * 1024;

/// Headers that say how a connection is used and where a message ends: hyper's own.
const OWN: [&str; 5] = ["connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"];

/// What follows the headers.
pub struct Body {
    rest: Rest,
    /// Written when the body has gone.
    pub entry: Option<Entry>,
}

enum Rest {
    Nothing,
    Bytes(Bytes),
    Stream { reader: ByteReader, room: Vec<u8> },
}

/// The response that an app has given; none where it cannot be sent.
pub fn answer(response: FetchResponse) -> Option<Response<Body>> {
    let FetchResponse { status, status_text, headers, body, .. } = response;
    let is_whole = matches!(body, FetchBody::Bytes(_));
    let mut answer = Response::new(Body::new(body));
    *answer.status_mut() = StatusCode::from_u16(status).ok().filter(|status| status.as_u16() >= 200)?;
    if !status_text.is_empty() && answer.status().canonical_reason() != Some(&status_text) {
        let reason: ReasonPhrase = latin1(&status_text)?.try_into().ok()?;
        answer.extensions_mut().insert(reason);
    }
    for (name, value) in headers {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        // hyper counts what is there.
        if OWN.contains(&name.as_str()) || (is_whole && name == CONTENT_LENGTH) {
            continue;
        }
        let value = HeaderValue::from_maybe_shared(Bytes::from(latin1(&value)?)).ok()?;
        answer.headers_mut().try_append(name, value).ok()?;
    }
    Some(answer)
}

/// A text of bytes, as scripts have it.
fn latin1(text: &str) -> Option<Vec<u8>> {
    match text.is_ascii() {
        true => Some(text.as_bytes().to_vec()),
        false => text.chars().map(|unit| u8::try_from(u32::from(unit)).ok()).collect(),
    }
}

impl Body {
    pub fn text(text: String) -> Self {
        Self { rest: Rest::Bytes(text.into()), entry: None }
    }

    fn new(body: FetchBody) -> Self {
        let rest = match body {
            FetchBody::Bytes(bytes) if bytes.is_empty() => Rest::Nothing,
            FetchBody::Bytes(bytes) => Rest::Bytes(bytes.into()),
            FetchBody::Stream { reader, .. } => Rest::Stream { reader, room: Vec::new() },
        };
        Self { rest, entry: None }
    }

    fn counted(&mut self, bytes: Bytes) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(entry) = &mut self.entry {
            entry.bytes += bytes.len() as u64;
        }
        Poll::Ready(Some(Ok(Frame::data(bytes))))
    }
}

impl hyper::body::Body for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let read = match &mut self.rest {
            Rest::Nothing => return Poll::Ready(None),
            Rest::Bytes(bytes) => {
                let bytes = std::mem::take(bytes);
                self.rest = Rest::Nothing;
                return self.counted(bytes);
            }
            Rest::Stream { reader, room } => ready!(poll_part(reader, room, context)),
        };
        match read {
            Ok(part) if !part.is_empty() => self.counted(part),
            Ok(_) => {
                self.rest = Rest::Nothing;
                Poll::Ready(None)
            }
            Err(error) => {
                self.rest = Rest::Nothing;
                explain(&error);
                Poll::Ready(Some(Err(error)))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.rest, Rest::Nothing)
    }

    fn size_hint(&self) -> SizeHint {
        match &self.rest {
            Rest::Nothing => SizeHint::with_exact(0),
            Rest::Bytes(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Rest::Stream { .. } => SizeHint::default(),
        }
    }
}

/// The next part of a stream; empty at its end.
fn poll_part(reader: &mut ByteReader, room: &mut Vec<u8>, context: &mut Context<'_>) -> Poll<io::Result<Bytes>> {
    room.resize(PART, 0);
    let mut into = ReadBuf::new(room);
    ready!(Pin::new(reader).poll_read(context, &mut into))?;
    let count = into.filled().len();
    Poll::Ready(Ok(if count < SHORT {
        Bytes::copy_from_slice(into.filled())
    } else {
        let mut part = std::mem::take(room);
        part.truncate(count);
        part.into()
    }))
}

/// The script's stream has failed, and the connection ends with it.
fn explain(error: &io::Error) {
    if let Some(error) = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
        report::script_error(error, None, None);
    }
}
