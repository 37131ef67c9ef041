//! A call, before it is made: what it does, and how long it may take.

use crate::error::Result;
use crate::handle::Handles;
use crate::runtime::Runtime;
use crate::work::{Output, Work};
use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A call that is made when it is awaited.
///
/// Calls of one runtime are made one after the other, or together within
/// [`Runtime::concurrent`]. A call whose future is dropped before it is done
/// poisons the runtime; give it a [`timeout`](Self::timeout) instead.
#[must_use = "a call is made when it is awaited"]
pub struct Call<'a, T> {
    runtime: &'a mut Runtime,
    work: Result<Work>,
    finish: Finish<T>,
    deadline: Option<Instant>,
}

/// Makes a result of what the guest gave.
pub(crate) type Finish<T> = fn(Output, &Arc<Handles>) -> Result<T>;

impl<'a, T> Call<'a, T> {
    pub(crate) fn new(runtime: &'a mut Runtime, work: Result<Work>, finish: Finish<T>) -> Self {
        Self { runtime, work, finish, deadline: None }
    }

    /// Ends the call with [`Limit::Wall`](crate::Limit::Wall) after this time,
    /// where the runtime's own limit does not end it before. The runtime can be
    /// used again unless it had to be stopped the hard way.
    pub fn timeout(self, time: Duration) -> Self {
        let deadline = Instant::now().checked_add(time);
        Self { deadline: deadline.or(self.deadline), ..self }
    }

    /// As [`timeout`](Self::timeout), at a moment.
    pub fn deadline(self, deadline: Instant) -> Self {
        Self { deadline: Some(deadline), ..self }
    }
}

impl<'a, T: 'a> IntoFuture for Call<'a, T> {
    type Output = Result<T>;
    type IntoFuture = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { runtime, work, finish, deadline } = self;
        Box::pin(async move {
            let output = runtime.make(work?, deadline).await?;
            finish(output, runtime.handles())
        })
    }
}

impl<T> fmt::Debug for Call<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("work", &self.work).field("deadline", &self.deadline).finish_non_exhaustive()
    }
}
