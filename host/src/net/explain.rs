//! What hyper's errors mean to a script.

use super::connector::code;
use super::failure::Failure;
use hyper_util::client::legacy;
use std::error::Error;
use std::io;

/// Why no response came from a host.
pub(super) fn explain(error: &legacy::Error, host: &str) -> Failure {
    if let Some(failure) = chain(error).find_map(|error| error.downcast_ref::<Failure>()) {
        return failure.clone();
    }
    let Some(inner) = chain(error).find_map(|error| error.downcast_ref::<hyper::Error>()) else {
        return broken(error, &format!("no answer from {host}"));
    };
    if inner.is_user() {
        let detail = deepest(inner).to_string();
        return Failure::broken("ERR_REQUEST_BODY", "the body of the request failed", detail);
    }
    let what = match () {
        () if inner.is_parse_too_large() => format!("{host} answers with more headers than are allowed"),
        () if inner.is_parse() => format!("{host} answers with what is no HTTP"),
        () if inner.is_incomplete_message() => format!("{host} closed the connection before it had answered"),
        () => format!("no answer from {host}"),
    };
    broken(inner, &what)
}

/// Why the body of a response has not come to its end.
pub(super) fn explain_body(error: &hyper::Error) -> Failure {
    let kind = chain(error).find_map(|error| error.downcast_ref::<io::Error>()).map(io::Error::kind);
    let is_cut = error.is_incomplete_message() || kind == Some(io::ErrorKind::UnexpectedEof);
    let is_bad = error.is_parse() || matches!(kind, Some(io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData));
    let what = match () {
        () if is_cut => "the connection was closed before the end of the body",
        () if is_bad => "the body is no valid HTTP",
        () => "the connection failed before the end of the body",
    };
    broken(error, what)
}

fn broken(error: &(dyn Error + 'static), what: &str) -> Failure {
    let io = chain(error).find_map(|error| error.downcast_ref::<io::Error>());
    let hyper = chain(error).find_map(|error| error.downcast_ref::<hyper::Error>());
    let code = match (io, hyper) {
        (_, Some(error)) if error.is_parse() => "EPROTO",
        (_, Some(error)) if error.is_incomplete_message() => "ECONNRESET",
        (Some(error), _) => code(error),
        _ => "ENETWORK",
    };
    Failure::broken(code, what, deepest(error).to_string())
}

/// The error and what stands behind it.
fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    /// Deeper ones say nothing new.
    const MOST: usize = 16;
    std::iter::successors(Some(error), |error: &&'a (dyn Error + 'static)| (*error).source()).take(MOST)
}

fn deepest<'a>(error: &'a (dyn Error + 'static)) -> &'a (dyn Error + 'static) {
    chain(error).last().unwrap_or(error)
}
