//! The world `http-p2`: a request of the platform's is handed to the script's handler.

use super::bindings::exports::wasi::http::incoming_handler::Guest;
use super::bindings::wasi::http::types::{
    IncomingRequest, Method, OutgoingBody, OutgoingResponse, ResponseOutparam, Scheme,
};
use super::sink::Sink;
use super::{Component, console, message, reactor, streams};
use crate::standalone::exchange::{self, Answer, Body};
use crate::standalone::rest;
use std::rc::Rc;

impl Guest for Component {
    fn handle(request: IncomingRequest, response_out: ResponseOutparam) {
        // Stalled where the platform has nothing left to wait for.
        let _ = reactor::block_on(handle(request, response_out));
    }
}

async fn handle(request: IncomingRequest, out: ResponseOutparam) {
    let is_head = matches!(request.method(), Method::Head);
    let answer = rest::answered(&read(&request)).await;
    respond(out, answer, is_head).await;
}

/// The request as the handler gets it.
fn read(request: &IncomingRequest) -> Vec<u8> {
    let method = message::method_name(request.method());
    let headers = message::headers(&request.headers());
    let is_secure = matches!(request.scheme(), Some(Scheme::Https));
    let url = exchange::url(is_secure, request.authority(), request.path_with_query(), &headers);
    let body = if exchange::has_body(&method, &headers) { message::read_body(request.consume()) } else { None };
    exchange::request(&method, &url, &headers, body)
}

/// Gives the answer away, and goes on until all of it was taken and the script has done the rest.
async fn respond(out: ResponseOutparam, answer: Answer, is_head: bool) {
    let Answer { status, headers, body, rest: pending } = answer.with_length(is_head);
    let response = OutgoingResponse::new(message::fields(&headers));
    if response.set_status_code(status).is_err() {
        console::write_error(&format!("error: the platform does not take the status {status}\n"));
        let _ = response.set_status_code(500);
    }
    let written = response.body();
    ResponseOutparam::set(out, Ok(response));
    let Ok(written) = written else { return };
    let sink = give(written, body).await;
    if let Some(pending) = pending {
        rest::finish(pending).await;
    }
    if let Some(sink) = sink {
        sink.closed().await;
    }
}

async fn give(written: OutgoingBody, body: Body) -> Option<Rc<Sink>> {
    let Ok(stream) = written.write() else { return None };
    let finish = message::finish(written);
    match body {
        Body::Stream(end) => return Some(streams::attach(end, stream, finish)),
        // Who has gone away takes no more: nobody is left to be told.
        Body::Whole(bytes) => _ = streams::write_whole(stream, &bytes, finish).await,
        Body::None => _ = streams::write_whole(stream, &[], finish).await,
    }
    None
}
