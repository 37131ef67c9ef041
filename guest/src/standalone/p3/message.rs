//! Headers and bodies of `wasi:http/types`, of requests as of responses.

use super::bindings::wasi::http::types::{Fields, Method};
use super::end::End;
use super::streams;
use crate::standalone::exchange::{self, Body, Headers};
use crate::standalone::methods::methods;
use wit_bindgen::{FutureReader, StreamReader};

/// The headers, without those that are the platform's.
pub fn fields(headers: &Headers) -> Fields {
    let fields = Fields::new();
    for (name, value) in headers.iter().filter(|(name, _)| !exchange::is_of_connection(name)) {
        // What this platform keeps for itself besides.
        let _ = fields.append(name, value);
    }
    fields
}

/// What a message is made of: its bytes, where there are any, and how they have ended.
pub fn contents(body: Body) -> (Option<StreamReader<u8>>, FutureReader<End>) {
    let incoming = match body {
        Body::None => None,
        Body::Whole(bytes) => Some(streams::whole(bytes)),
        Body::Stream(end) => streams::take(end),
    };
    match incoming {
        Some(streams::Incoming { stream, end }) => (Some(stream), end),
        None => (None, streams::no_body()),
    }
}

methods!(Method);
