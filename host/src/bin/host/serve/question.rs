//! Requests, from hyper's to the library's.

use super::refusal::Refusal;
use hyper::body::{Body as _, Bytes, Incoming};
use hyper::header::{CONTENT_LENGTH, HOST, HeaderValue};
use hyper::http::request::Parts;
use hyper::{Method, Request};
use skerry::{ByteReader, FetchBody, FetchRequest};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, ReadBuf};

/// A request, and whether its body was found to be too long.
pub struct Question {
    pub request: FetchRequest,
    pub is_too_large: Arc<AtomicBool>,
}

impl Question {
    /// # Errors
    /// When the app is not to see it.
    pub fn new(request: Request<Incoming>, most_body: u64) -> Result<Self, Refusal> {
        let (parts, body) = request.into_parts();
        let length = parts.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
        if length.is_some_and(|length| length > most_body) {
            return Err(Refusal::TooLarge);
        }
        let mut request = FetchRequest::new(parts.method.as_str(), url(&parts).ok_or(Refusal::BadHost)?);
        request.headers = parts.headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
        let is_too_large = Arc::<AtomicBool>::default();
        // A Request of these methods has none, whatever was sent.
        let has_body = !body.is_end_stream() && parts.method != Method::GET && parts.method != Method::HEAD;
        if has_body {
            let is_too_large = Arc::clone(&is_too_large);
            let upload = Upload { incoming: body, part: Bytes::new(), left: most_body, is_too_large };
            request.body = Some(FetchBody::Stream { reader: ByteReader::new(upload), length });
        }
        Ok(Self { request, is_too_large })
    }
}

/// The URL that was asked for.
fn url(parts: &Parts) -> Option<String> {
    let named = parts.headers.get(HOST).and_then(|host| host.to_str().ok());
    let host = parts.uri.authority().map(hyper::http::uri::Authority::as_str).or(named)?;
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:[]%".contains(&byte);
    if host.is_empty() || !host.bytes().all(is_host) {
        return None;
    }
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    // `OPTIONS *` asks about the server.
    let path = if path.starts_with('/') { path } else { "/" };
    let url = format!("http://{host}{path}");
    url::Url::parse(&url).is_ok().then_some(url)
}

/// A value as scripts see it: each byte is a character.
fn text(value: &HeaderValue) -> String {
    match value.to_str() {
        Ok(text) => text.to_owned(),
        Err(_) => value.as_bytes().iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// A body on its way to the script, as fast as that reads.
struct Upload {
    incoming: Incoming,
    /// What came and was not read yet.
    part: Bytes,
    left: u64,
    is_too_large: Arc<AtomicBool>,
}

impl AsyncRead for Upload {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        while self.part.is_empty() {
            match ready!(Pin::new(&mut self.incoming).poll_frame(context)) {
                None => return Poll::Ready(Ok(())),
                Some(Err(_)) => {
                    let gone = io::Error::new(io::ErrorKind::UnexpectedEof, "the client has not sent all of the body");
                    return Poll::Ready(Err(gone));
                }
                // Trailers are passed over.
                Some(Ok(frame)) => self.part = frame.into_data().unwrap_or_default(),
            }
            match self.left.checked_sub(self.part.len() as u64) {
                Some(left) => self.left = left,
                None => {
                    self.is_too_large.store(true, Ordering::Release);
                    return Poll::Ready(Err(io::Error::new(io::ErrorKind::FileTooLarge, "the body is too large")));
                }
            }
        }
        let count = into.remaining().min(self.part.len());
        into.put_slice(&self.part.split_to(count));
        Poll::Ready(Ok(()))
    }
}
