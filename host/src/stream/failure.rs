//! What goes wrong with a stream, in the words of the other side.

use crate::error::Error;
use crate::exception::Exception;
use crate::host_error::HostError;
#[cfg(feature = "network")]
use crate::net::Failure;
use std::io;

/// What the script sees of a reader or writer that failed: the error itself where it is
/// one of the library's, else an `Error` with a `code` as Node.js has it.
pub(crate) fn host_error(error: io::Error) -> HostError {
    if let Some(exception) = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()?.exception()) {
        let name = if exception.name.is_empty() { "Error".to_owned() } else { exception.name.clone() };
        return HostError::named(name, exception.message.clone()).with_source(error);
    }
    #[cfg(feature = "network")]
    if let Some(failure) = error.get_ref().and_then(|inner| inner.downcast_ref::<Failure>()) {
        return failure.to_stream_error();
    }
    let code = match error.kind() {
        io::ErrorKind::BrokenPipe => Some("EPIPE"),
        io::ErrorKind::ConnectionReset => Some("ECONNRESET"),
        io::ErrorKind::TimedOut => Some("ETIMEDOUT"),
        io::ErrorKind::StorageFull => Some("ENOSPC"),
        _ => None,
    };
    let failure = HostError::new(error.to_string()).with_source(error);
    match code {
        Some(code) => failure.with_property("code", code),
        None => failure,
    }
}

/// What the embedder sees where the script's stream was errored or aborted.
pub(crate) fn errored(exception: Box<Exception>) -> io::Error {
    io::Error::other(Error::Exception(exception))
}

/// What the embedder sees where the script does not want any more.
pub(crate) fn cancelled(exception: Box<Exception>) -> io::Error {
    io::Error::new(io::ErrorKind::BrokenPipe, Error::Exception(exception))
}
