//! `fetch` over the platform's `wasi:http/client`.

use super::bindings::wasi::http::client;
use super::bindings::wasi::http::types::{Request, Response, Scheme};
use super::bindings::wit_future;
use super::message;
use super::streams::{self, Incoming};
use crate::standalone::exchange::{self, Asked};
use crate::system::{HostFailure, Reply};

/// Sends what a script asks for; the response once its headers are there.
///
/// # Errors
/// When it cannot be sent, or no response comes.
pub async fn send(asked: &[u8]) -> Reply {
    let asked = exchange::asked(asked)
        .map_err(|error| exchange::failure("the request cannot be read", "ENETWORK", &error.to_string()))?;
    let host = exchange::parts(&asked.url).1.to_owned();
    let response = client::send(request(asked)?).await.map_err(|code| exchange::refused(&host, &code))?;
    let (status, headers) = (response.get_status_code(), response.get_headers().copy_all());
    let (stream, end) = Response::consume_body(response, wit_future::new(|| Ok(())).1);
    Ok(exchange::given(status, &headers, Some(streams::add_reader(Incoming { stream, end }))))
}

fn request(asked: Asked) -> Result<Request, HostFailure> {
    let Asked { method, url, headers, body, .. } = asked.with_length();
    let (is_secure, authority, path) = exchange::parts(&url);
    let (contents, end) = message::contents(body);
    let (request, _sent) = Request::new(message::fields(&headers), contents, end, None);
    let scheme = if is_secure { Scheme::Https } else { Scheme::Http };
    let is_set = request.set_method(&message::method(&method)).is_ok()
        && request.set_scheme(Some(&scheme)).is_ok()
        && request.set_authority(Some(authority)).is_ok()
        && request.set_path_with_query(Some(path)).is_ok();
    if is_set { Ok(request) } else { Err(exchange::untakeable(&url)) }
}
