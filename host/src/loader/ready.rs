//! For tests: loaders whose futures never wait.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// The value of a future that is ready at once.
pub(super) fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the future waits"),
    }
}
