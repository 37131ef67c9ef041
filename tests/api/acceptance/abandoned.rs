//! Runtimes that are dropped in the middle of a call.

use super::held::Counts;
use super::slot_reuse::{next_works, one_slot};
use crate::support::block_on;
use skerry::loader::{LoadError, LoadFuture, Loader, ModuleRequest};
use skerry::{Engine, Error, Runtime};

/// Calls that wait for something that never comes.
const WAITING: [&str; 5] = [
    "new Promise((done) => setTimeout(done, 60_000))",
    "(async () => { const { never } = await import('host:held'); await never() })()",
    "(async () => { for await (const item of (async function* () { for (;;) { yield 1; await new Promise((done) => setTimeout(done, 60_000)) } })()); })()",
    "var one = {}; one.one = one; Promise.race([new Promise((done) => setTimeout(done, 60_000, one)), new Promise(() => {})])",
    "(async () => { const { never } = await import('host:held'); await Promise.all(Array.from({ length: 10 }, () => never())) })()",
];

async fn runtime(engine: &Engine, counts: &Counts) -> Runtime {
    engine.runtime().host_module(counts.module()).build().await.unwrap()
}

/// Polls a future some times and drops it.
async fn abandon(future: impl Future, polls: usize) {
    let mut future = Box::pin(future);
    for _ in 0..polls {
        let ended =
            std::future::poll_fn(|context| std::task::Poll::Ready(future.as_mut().poll(context).is_ready())).await;
        assert!(!ended);
        tokio::task::yield_now().await;
    }
}

#[test]
fn a_call_is_dropped_in_the_middle_and_then_its_runtime() {
    block_on(async {
        let (engine, counts) = (one_slot(), Counts::default());
        for code in WAITING {
            for polls in [1, 2, 5] {
                let mut runtime = runtime(&engine, &counts).await;
                abandon(runtime.eval::<()>(code).into_future(), polls).await;
                assert!(matches!(runtime.eval::<()>("0").await, Err(Error::Poisoned(_))));
                drop(runtime);
                assert_eq!(counts.pending(), 0);
                next_works(&engine).await;
            }
        }
        assert!(counts.begun() > 0);
    });
}

#[test]
fn a_future_that_owns_its_runtime_is_dropped_in_the_middle_of_a_call() {
    block_on(async {
        let (engine, counts) = (one_slot(), Counts::default());
        for code in WAITING {
            let mut runtime = runtime(&engine, &counts).await;
            abandon(async move { runtime.eval::<()>(code).await }, 3).await;
            assert_eq!((engine.stats().alive, counts.pending()), (0, 0));
            next_works(&engine).await;
        }
    });
}

#[test]
fn a_task_that_owns_its_runtime_is_aborted_in_the_middle_of_a_call() {
    block_on(async {
        let (engine, counts) = (one_slot(), Counts::default());
        for code in WAITING {
            let mut runtime = runtime(&engine, &counts).await;
            let task = tokio::spawn(async move { runtime.eval::<()>(code).await });
            for _ in 0..3 {
                tokio::task::yield_now().await;
            }
            task.abort();
            assert!(task.await.unwrap_err().is_cancelled());
            assert_eq!((engine.stats().alive, counts.pending()), (0, 0));
            next_works(&engine).await;
        }
    });
}

#[test]
fn concurrent_calls_are_dropped_in_the_middle_with_their_runtime() {
    block_on(async {
        let (engine, counts) = (one_slot(), Counts::default());
        let mut runtime = runtime(&engine, &counts).await;
        let work = async move {
            runtime
                .concurrent(
                    |calls| async move { tokio::join!(calls.eval::<()>(WAITING[0]), calls.eval::<()>(WAITING[1])) },
                )
                .await
        };
        abandon(work, 3).await;
        assert_eq!((engine.stats().alive, counts.pending()), (0, 0));
        next_works(&engine).await;
    });
}

#[test]
fn a_runtime_is_dropped_while_a_loader_loads() {
    struct Slow;
    impl Loader for Slow {
        fn resolve(&self, request: &ModuleRequest<'_>) -> Result<Option<String>, LoadError> {
            Ok(Some(format!("slow:{}", request.specifier)))
        }

        fn load(&self, _: &str) -> LoadFuture<'_> {
            Box::pin(std::future::pending())
        }
    }
    block_on(async {
        let engine = one_slot();
        let mut runtime = engine.runtime().loader(Slow).build().await.unwrap();
        abandon(async move { runtime.import("./slow.js").await }, 3).await;
        next_works(&engine).await;
    });
}

#[test]
fn an_abandoned_runtime_is_reset_and_used_again() {
    block_on(async {
        let (engine, counts) = (one_slot(), Counts::default());
        let mut runtime = runtime(&engine, &counts).await;
        for code in WAITING {
            abandon(runtime.eval::<()>(code).into_future(), 3).await;
            runtime.reset().await.unwrap();
            assert_eq!(counts.pending(), 0);
            assert_eq!(runtime.eval::<u32>("setTimeout(() => {})").await.unwrap(), 1);
        }
    });
}
