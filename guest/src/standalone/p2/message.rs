//! Headers and bodies of `wasi:http/types`, of requests as of responses.

use super::bindings::wasi::http::types::{Fields, IncomingBody, Method, OutgoingBody};
use super::sink::Finish;
use super::streams;
use crate::standalone::exchange::{self, Headers};
use crate::standalone::methods::methods;
use crate::system::StreamEnd;

/// The headers, without those that are the platform's.
pub fn fields(headers: &Headers) -> Fields {
    let fields = Fields::new();
    for (name, value) in headers.iter().filter(|(name, _)| !exchange::is_of_connection(name)) {
        // What this platform keeps for itself besides.
        let _ = fields.append(name, value);
    }
    fields
}

/// The headers as scripts see them.
pub fn headers(fields: &Fields) -> Headers {
    fields.entries()
}

methods!(Method);

/// Lets the script read a body; none where there is none to be had.
pub fn read_body(body: Result<IncomingBody, ()>) -> Option<StreamEnd> {
    let body = body.ok()?;
    let stream = body.stream().ok()?;
    Some(streams::add_reader(stream, Box::new(body)))
}

/// What finishes a body.
pub fn finish(body: OutgoingBody) -> Finish {
    Box::new(move || OutgoingBody::finish(body, None).map_err(|code| format!("{code:?}")))
}
