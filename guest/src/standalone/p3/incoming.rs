//! The world `http`: a request of the platform's is handed to the script's handler.

use super::bindings::exports::wasi::http::handler::Guest;
use super::bindings::wasi::http::types::{ErrorCode, Method, Request, Response, Scheme};
use super::bindings::wit_future;
use super::streams::{self, Incoming};
use super::{Component, console, message};
use crate::failure::Failure;
use crate::realm::{self, Realm};
use crate::standalone::exchange::{self, Answer};
use crate::standalone::rest;
use crate::{handler, standalone};

impl Guest for Component {
    async fn handle(request: Request) -> Result<Response, ErrorCode> {
        let realm = realm::current();
        let is_head = matches!(request.get_method(), Method::Head);
        let asked = read(request);
        let answer = answered(&realm, &asked).await.unwrap_or_else(|failure| {
            rest::log(&failure);
            // Why is on the log, and nobody's business.
            Answer::fault()
        });
        let Answer { status, headers, body, rest: pending } = answer.with_length(is_head);
        if let Some(rest) = pending {
            super::spawn(rest::finish(rest));
        }
        let (contents, end) = message::contents(body);
        let (response, _sent) = Response::new(message::fields(&headers), contents, end);
        if response.set_status_code(status).is_err() {
            console::write_error(&format!("error: the platform does not take the status {status}\n"));
            return Err(ErrorCode::InternalError(None));
        }
        Ok(response)
    }
}

async fn answered(realm: &Realm, request: &[u8]) -> Result<Answer, Failure> {
    standalone::begin_call(realm);
    let answer = handler::fetch(realm, request).await?;
    exchange::answer(&answer).map_err(|error| Failure::Convert(error.to_string()))
}

/// The request as the handler gets it.
fn read(request: Request) -> Vec<u8> {
    let method = message::method_name(request.get_method());
    let headers = request.get_headers().copy_all();
    let is_secure = matches!(request.get_scheme(), Some(Scheme::Https));
    let url = exchange::url(is_secure, request.get_authority(), request.get_path_with_query(), &headers);
    let has_body = exchange::has_body(&method, &headers);
    let (stream, end) = Request::consume_body(request, wit_future::new(|| Ok(())).1);
    let body = has_body.then(|| streams::add_reader(Incoming { stream, end }));
    exchange::request(&method, &url, &headers, body)
}
