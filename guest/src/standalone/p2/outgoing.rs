//! `fetch` over the platform's `wasi:http/outgoing-handler`.

use super::bindings::wasi::http::outgoing_handler::{self, ErrorCode};
use super::bindings::wasi::http::types::{FutureIncomingResponse, IncomingResponse, OutgoingRequest, Scheme};
use super::{message, reactor, streams};
use crate::standalone::exchange::{self, Asked, Body};
use crate::system::{HostFailure, Reply};

/// Sends what a script asks for; the response once its headers are there.
///
/// # Errors
/// When it cannot be sent, or no response comes.
pub async fn send(asked: &[u8]) -> Reply {
    let asked = exchange::asked(asked)
        .map_err(|error| exchange::failure("the request cannot be read", "ENETWORK", &error.to_string()))?;
    let host = exchange::parts(&asked.url).1.to_owned();
    let waiting = begin(asked)?;
    reactor::ready(waiting.subscribe()).await;
    let answer = match waiting.get() {
        Some(Ok(answer)) => answer,
        _ => Err(ErrorCode::InternalError(None)),
    };
    let response = answer.map_err(|code| exchange::refused(&host, &code))?;
    Ok(given(&response))
}

fn begin(asked: Asked) -> Result<FutureIncomingResponse, HostFailure> {
    let Asked { method, url, headers, body, .. } = asked.with_length();
    let (is_secure, authority, path) = exchange::parts(&url);
    let request = OutgoingRequest::new(message::fields(&headers));
    let scheme = if is_secure { Scheme::Https } else { Scheme::Http };
    let is_set = request.set_method(&message::method(&method)).is_ok()
        && request.set_scheme(Some(&scheme)).is_ok()
        && request.set_authority(Some(authority)).is_ok()
        && request.set_path_with_query(Some(path)).is_ok();
    if !is_set {
        return Err(exchange::untakeable(&url));
    }
    let written = request.body();
    let waiting = outgoing_handler::handle(request, None).map_err(|code| exchange::refused(authority, &code))?;
    let Ok(written) = written else { return Ok(waiting) };
    let Ok(stream) = written.write() else { return Ok(waiting) };
    let finish = message::finish(written);
    match body {
        Body::Stream(end) => drop(streams::attach(end, stream, finish)),
        Body::None => reactor::spawn(async move { drop(streams::write_whole(stream, &[], finish).await) }),
        Body::Whole(bytes) => reactor::spawn(async move { drop(streams::write_whole(stream, &bytes, finish).await) }),
    }
    Ok(waiting)
}

fn given(response: &IncomingResponse) -> Vec<u8> {
    let headers = message::headers(&response.headers());
    let end = message::read_body(response.consume());
    exchange::given(response.status(), &headers, end)
}
