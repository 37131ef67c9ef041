//! Requests that a script handles: handed to the guest, and its answer read.

use crate::error::{Error, Result};
use crate::handle::{Handle, Handles};
use crate::link::{Failure, Guest};
use crate::net::{FetchBody, FetchRequest, FetchResponse};
use crate::promise::Promise;
use crate::store::State;
use crate::value::{self, Bytes, Value};
use crate::work::{Answer, Work};
use std::fmt;
use std::sync::Arc;
use wasmtime::component::Accessor;

/// A request as the guest reads it.
pub(crate) struct Request {
    /// The CBOR array that `wit/runtime.wit` describes.
    bytes: Vec<u8>,
    /// What it names; let go of when the guest has it.
    held: Vec<Handle>,
    respond: Box<dyn FnOnce(FetchResponse) + Send>,
}

/// What the guest answers: status, its text, headers, body, the promise of the rest.
type Answered = (u16, String, Vec<String>, Value, Option<Promise>);

impl Request {
    /// The work that hands a request over.
    ///
    /// # Errors
    /// When its body cannot cross.
    pub(crate) fn work(
        request: FetchRequest,
        respond: impl FnOnce(FetchResponse) + Send + 'static,
        handles: &Arc<Handles>,
    ) -> Result<Work> {
        let FetchRequest { method, url, headers, body } = request;
        let lower = |mut name: String| {
            name.make_ascii_lowercase();
            name
        };
        let headers: Vec<String> = headers.into_iter().flat_map(|(name, value)| [lower(name), value]).collect();
        let (all, stream) = match body {
            None => (None, None),
            Some(FetchBody::Bytes(bytes)) => (Some(Bytes(bytes)), None),
            Some(FetchBody::Stream { reader, .. }) => (None, Some(reader)),
        };
        let (bytes, held) = value::arguments_to_cbor(&(method, url, headers, all, stream), handles)?;
        Ok(Work::Fetch(Self { bytes, held, respond: Box::new(respond) }))
    }

    /// Hands it over, gives the response away, and goes on until the guest has done the rest.
    pub(crate) async fn perform(self, guest: &Guest, accessor: &Accessor<State>) -> Answer<()> {
        let Self { bytes, held, respond } = self;
        let answer = match guest.fetch().call(accessor, (bytes,)).await?.0 {
            Ok(answer) => answer,
            Err(failure) => return Ok(Err(failure)),
        };
        drop(held);
        let handles = accessor.with(|mut access| Arc::clone(&access.get().handles));
        let (response, rest) = match read(&answer, &handles) {
            Ok(read) => read,
            Err(Error::Convert(why)) => return Ok(Err(Failure::Convert(why))),
            Err(error) => return Err(wasmtime::Error::msg(error.to_string())),
        };
        respond(response);
        let Some(rest) = rest else { return Ok(Ok(())) };
        let rest = rest.0.id_in(&handles).map_err(|error| wasmtime::Error::msg(error.to_string()))?;
        Ok(guest.settle().call(accessor, (rest,)).await?.0.map(drop))
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("bytes", &self.bytes.len()).finish_non_exhaustive()
    }
}

fn read(answer: &[u8], handles: &Arc<Handles>) -> Result<(FetchResponse, Option<Promise>)> {
    let (status, status_text, headers, body, rest): Answered = value::from_cbor(answer, handles)?;
    let body = match body {
        Value::Null => FetchBody::Bytes(Vec::new()),
        Value::String(text) => FetchBody::Bytes(text.into_bytes()),
        Value::Bytes(bytes) => FetchBody::Bytes(bytes),
        Value::ReadableStream(reader) => FetchBody::Stream { reader, length: None },
        other => return Err(Error::Fault(format!("a response has the body {other:?}"))),
    };
    let mut pairs = Vec::with_capacity(headers.len() / 2);
    let mut headers = headers.into_iter();
    while let (Some(name), Some(value)) = (headers.next(), headers.next()) {
        pairs.push((name, value));
    }
    Ok((FetchResponse { status, status_text, headers: pairs, body }, rest))
}
