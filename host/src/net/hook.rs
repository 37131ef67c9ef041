//! The embedder's own say in each request.

use super::{FetchAnswer, FetchRequest};
use crate::caller::AsyncCaller;
use crate::host_error::HostError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;

type Answer = Pin<Box<dyn Future<Output = Result<FetchAnswer, HostError>> + Send>>;

/// What [`RuntimeBuilder::on_fetch`](crate::RuntimeBuilder::on_fetch) was given.
pub(crate) struct FetchHook(Box<dyn Fn(AsyncCaller, FetchRequest) -> Answer + Send + Sync>);

impl FetchHook {
    pub(crate) fn new<F, E>(hook: impl Fn(AsyncCaller, FetchRequest) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<FetchAnswer, E>> + Send + 'static,
        E: Into<HostError>,
    {
        Self(Box::new(move |caller, request| {
            let answer = hook(caller, request);
            Box::pin(async move { answer.await.map_err(Into::into) })
        }))
    }

    /// What the embedder makes of a request.
    ///
    /// # Errors
    /// When it refuses.
    pub(crate) async fn ask(&self, caller: AsyncCaller, request: FetchRequest) -> Result<FetchAnswer, HostError> {
        (self.0)(caller, request).await
    }
}

impl fmt::Debug for FetchHook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FetchHook")
    }
}
