//! A runtime that was stopped the hard way is refused, with the reason.

use crate::support::{block_on, engine};
use skerry::{Error, Limits};
use std::time::Duration;

#[test]
fn a_runtime_that_trapped_says_so_at_every_call() {
    block_on(async {
        let limits = Limits::default().wall(Duration::from_millis(30));
        let mut runtime = engine().runtime().limits(limits).build().await.unwrap();
        // A search in a large array never asks whether it is to end.
        let first = runtime.run("const a = new Array(4e6).fill(0); for (;;) [a, a].map((b) => b.indexOf(1))").await;
        assert!(matches!(first, Err(Error::Limit { .. })), "{first:?}");
        let second = runtime.eval::<i32>("1 + 1").await;
        // The soft stop may have come first; then the runtime works.
        match second {
            Ok(value) => assert_eq!(value, 2),
            Err(Error::Poisoned(reason)) => {
                assert!(reason.contains("limit"), "{reason}");
                assert!(matches!(runtime.run_until_idle().await, Err(Error::Poisoned(_))));
                assert!(matches!(runtime.import("x").await, Err(Error::Poisoned(_))));
            }
            Err(error) => panic!("{error:?}"),
        }
    });
}

#[test]
fn a_call_that_is_dropped_before_it_is_done_poisons() {
    block_on(async {
        let mut runtime = engine().runtime().build().await.unwrap();
        {
            let call = runtime.run("new Promise((resolve) => setTimeout(resolve, 60_000))");
            let ended = tokio::time::timeout(Duration::from_millis(5), call).await;
            assert!(ended.is_err());
        }
        let after = runtime.eval::<i32>("1").await;
        assert!(matches!(&after, Err(Error::Poisoned(reason)) if reason.contains("abandoned")), "{after:?}");
    });
}

#[test]
fn a_call_that_is_never_polled_does_not_poison() {
    block_on(async {
        let mut runtime = engine().runtime().build().await.unwrap();
        drop(runtime.run("1"));
        assert_eq!(runtime.eval::<i32>("2").await.unwrap(), 2);
    });
}

#[test]
fn an_exception_a_rejection_and_a_stall_do_not_poison() {
    block_on(async {
        let mut runtime = engine().runtime().build().await.unwrap();
        let thrown = runtime.run("throw new TypeError('x')").await;
        assert!(matches!(&thrown, Err(Error::Exception(exception)) if exception.name == "TypeError"), "{thrown:?}");
        let rejected = runtime.run("Promise.reject(new Error('y')); 0").await;
        assert!(matches!(rejected, Err(Error::UnhandledRejection(_))), "{rejected:?}");
        let stalled = runtime.run("new Promise(() => {})").await;
        assert!(matches!(stalled, Err(Error::Stalled)), "{stalled:?}");
        let syntax = runtime.run("let let").await;
        assert!(matches!(&syntax, Err(Error::Exception(exception)) if exception.name == "SyntaxError"), "{syntax:?}");
        assert_eq!(runtime.eval::<i32>("1 + 1").await.unwrap(), 2);
    });
}

#[test]
fn a_script_that_exits_has_ended() {
    block_on(async {
        let mut runtime = engine().runtime().build().await.unwrap();
        let exited = runtime.run("setTimeout(() => {}, 60_000); process.exit(5)").await;
        assert!(matches!(exited, Err(Error::Exited(5))), "{exited:?}");
        let after = runtime.run_until_idle().await;
        assert!(matches!(after, Err(Error::Exited(5))), "{after:?}");
    });
}

#[test]
fn a_poisoned_runtime_leaves_others_alone() {
    block_on(async {
        let limits = Limits::default().wall(Duration::from_millis(20));
        let mut other = engine().runtime().build().await.unwrap();
        for _ in 0..10 {
            let mut stopped = engine().runtime().limits(limits).build().await.unwrap();
            let result = stopped.run("const a = new Array(4e6).fill(0); for (;;) a.indexOf(1)").await;
            assert!(matches!(result, Err(Error::Limit { .. })), "{result:?}");
        }
        assert_eq!(other.eval::<i32>("1 + 1").await.unwrap(), 2);
    });
}
