//! The world `http`: a request of the platform's is handed to the script's handler.

use super::bindings::exports::wasi::http::handler::Guest;
use super::bindings::wasi::http::types::{ErrorCode, Method, Request, Response, Scheme};
use super::bindings::wit_future;
use super::streams::{self, Incoming};
use super::{Component, console, message, operations};
use crate::standalone::exchange::{self, Answer};
use crate::standalone::rest;

impl Guest for Component {
    async fn handle(request: Request) -> Result<Response, ErrorCode> {
        let is_head = matches!(request.get_method(), Method::Head);
        let answer = rest::answered(&read(request)).await;
        let Answer { status, headers, body, rest: pending } = answer.with_length(is_head);
        match pending {
            Some(pending) => super::spawn(async move {
                rest::finish(pending).await;
                operations::end_operations();
            }),
            None => operations::end_operations(),
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
