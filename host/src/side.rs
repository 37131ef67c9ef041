//! Work beside a runtime's store, in the same call: wasmtime drives one store at a
//! time on a stack, so a store that another one waits for is polled beside it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use tokio::sync::oneshot;

/// What one runtime waits for beside its store. It advances while a call of the
/// runtime is awaited, and is dropped with the runtime.
#[derive(Default)]
pub(crate) struct Side {
    /// What has been polled, and what has been added since.
    work: Mutex<(Vec<Work>, Vec<Work>)>,
}

type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

impl Side {
    /// Adds work; gives its end, or an error where it panicked.
    pub(crate) fn add<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> oneshot::Receiver<T> {
        let (done, end) = oneshot::channel();
        self.work().1.push(Box::pin(async move {
            // Nobody waits any more where this fails.
            let _unheard = done.send(work.await);
        }));
        end
    }

    fn poll(&self, context: &mut Context<'_>) {
        let (mut polled, mut added) = std::mem::take(&mut *self.work());
        if polled.is_empty() && added.is_empty() {
            return;
        }
        polled.append(&mut added);
        polled.retain_mut(|work| {
            let step = catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context)));
            matches!(step, Ok(Poll::Pending))
        });
        self.work().0.append(&mut polled);
    }

    fn work(&self) -> MutexGuard<'_, (Vec<Work>, Vec<Work>)> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pin_project_lite::pin_project! {
    /// Runs `main` to its end, and meanwhile what is added beside it. No async function: that
    /// would have room for `main` twice, and each call is moved as a whole.
    pub(crate) struct Beside<F> {
        #[pin]
        main: F,
        side: Arc<Side>,
    }
}

impl<F> Beside<F> {
    pub(crate) fn new(side: Arc<Side>, main: F) -> Self {
        Self { main, side }
    }
}

impl<F: Future> Future for Beside<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let mut this = self.project();
        loop {
            this.side.poll(context);
            if let Poll::Ready(output) = this.main.as_mut().poll(context) {
                return Poll::Ready(output);
            }
            if this.side.work().1.is_empty() {
                return Poll::Pending;
            }
        }
    }
}
