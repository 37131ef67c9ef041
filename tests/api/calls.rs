//! Modules, functions and promises are called and awaited by handle.

use crate::support::{block_on, engine};
use skerry::{Error, Function, Limit, Module, Promise, Runtime, Source};
use std::time::Duration;

async fn runtime() -> Runtime {
    engine().runtime().build().await.unwrap()
}

#[test]
fn a_function_that_a_module_exports_is_called() {
    block_on(async {
        let mut runtime = runtime().await;
        let app: Module = runtime.load("let sum = 0; export function add(n) { return sum += n }").await.unwrap();
        assert_eq!(runtime.call::<i32>(&app, "add", (3,)).await.unwrap(), 3);
        assert_eq!(runtime.call::<i32>(&app, "add", (4,)).await.unwrap(), 7);
    });
}

#[test]
fn an_export_that_is_missing_or_no_function_is_an_exception() {
    block_on(async {
        let mut runtime = runtime().await;
        let app = runtime.load("export const number = 3").await.unwrap();
        let missing = runtime.call::<i32>(&app, "absent", ()).await.unwrap_err();
        assert_eq!(missing.to_string(), "TypeError: the module has no export 'absent'");
        let number = runtime.call::<i32>(&app, "number", ()).await.unwrap_err();
        assert_eq!(number.to_string(), "TypeError: the module's export 'number' is not a function");
        assert_eq!(runtime.eval::<i32>("1").await.unwrap(), 1);
    });
}

#[test]
fn a_function_is_held_called_and_let_go() {
    block_on(async {
        let mut runtime = runtime().await;
        let double: Function = runtime.eval("(n) => n * 2").await.unwrap();
        assert_eq!(runtime.call_function::<i32>(&double, (21,)).await.unwrap(), 42);
        assert_eq!(runtime.collect().await.unwrap().handles, 1);
        drop(double);
        assert_eq!(runtime.collect().await.unwrap().handles, 0);
    });
}

#[test]
fn a_promise_is_held_and_awaited() {
    block_on(async {
        let mut runtime = runtime().await;
        let held: (Promise,) = runtime.eval("[new Promise((done) => setTimeout(done, 1, 'late'))]").await.unwrap();
        assert_eq!(runtime.settle::<String>(&held.0).await.unwrap(), "late");
    });
}

#[test]
fn what_belongs_to_one_runtime_is_refused_by_another() {
    block_on(async {
        let (mut one, mut other) = (runtime().await, runtime().await);
        let module = one.load("export function f() {}").await.unwrap();
        let function: Function = one.eval("() => 1").await.unwrap();
        for error in [
            other.call::<()>(&module, "f", ()).await.unwrap_err(),
            other.call_function::<()>(&function, ()).await.unwrap_err(),
        ] {
            assert!(matches!(&error, Error::Convert(message) if message.contains("another runtime")), "{error}");
        }
    });
}

#[test]
fn calls_run_together_and_share_the_loop() {
    block_on(async {
        let mut runtime = runtime().await;
        let wait = "new Promise((done) => setTimeout(() => { log.push(NAME); done(NAME) }, TIME))";
        runtime.eval::<()>("var log = []").await.unwrap();
        let code = |name: &str, time: &str| wait.replace("NAME", &format!("'{name}'")).replace("TIME", time);
        let (slow, fast) = (code("slow", "20"), code("fast", "1"));
        let (slow, fast) = runtime
            .concurrent(|calls| async move { tokio::join!(calls.eval::<String>(slow), calls.eval::<String>(fast)) })
            .await
            .unwrap();
        assert_eq!((slow.unwrap(), fast.unwrap()), ("slow".to_owned(), "fast".to_owned()));
        assert_eq!(runtime.eval::<Vec<String>>("log").await.unwrap(), ["fast", "slow"]);
    });
}

#[test]
fn one_call_can_wake_another() {
    block_on(async {
        let mut runtime = runtime().await;
        let (first, second) = runtime
            .concurrent(|calls| async move {
                let first =
                    calls.eval::<i32>("setTimeout(() => {}, 5000); new Promise((done) => { globalThis.done = done })");
                let second = calls.eval::<i32>("done(7); 8");
                tokio::join!(first, second)
            })
            .await
            .unwrap();
        assert_eq!((first.unwrap(), second.unwrap()), (7, 8));
    });
}

#[test]
fn a_hundred_calls_at_a_time_all_end() {
    block_on(async {
        let mut runtime = runtime().await;
        let app =
            runtime.load("export const wait = (n) => new Promise((done) => setTimeout(done, n % 7, n))").await.unwrap();
        let sum = runtime
            .concurrent(|calls| async move {
                let mut sum = 0;
                let mut tasks = tokio::task::JoinSet::new();
                for number in 0..100_u32 {
                    let (calls, app) = (calls.clone(), app.clone());
                    tasks.spawn(async move { calls.call::<u32>(&app, "wait", (number,)).await.unwrap() });
                }
                while let Some(number) = tasks.join_next().await {
                    sum += number.unwrap();
                }
                sum
            })
            .await
            .unwrap();
        assert_eq!(sum, 4950);
    });
}

#[test]
fn a_call_of_its_own_deadline_ends_and_the_runtime_goes_on() {
    block_on(async {
        let mut runtime = runtime().await;
        let waits = runtime.eval::<()>("new Promise((done) => setTimeout(done, 60000))");
        let error = waits.timeout(Duration::from_millis(5)).await.unwrap_err();
        assert!(matches!(error, Error::Limit { limit: Limit::Wall, .. }), "{error}");
        assert_eq!(runtime.eval::<i32>("2").await.unwrap(), 2);
    });
}

#[test]
fn code_of_the_embedder_that_never_ends_is_ended_by_the_interrupt() {
    block_on(async {
        let mut runtime = runtime().await;
        runtime.interrupt_handle().interrupt();
        let error = runtime.concurrent(|_| std::future::pending::<()>()).await.unwrap_err();
        assert!(matches!(error, Error::Interrupted(_)), "{error}");
        assert_eq!(runtime.eval::<i32>("2").await.unwrap(), 2);
    });
}

#[test]
fn a_program_is_compiled_once_and_run_in_other_runtimes() {
    block_on(async {
        let program = runtime()
            .await
            .compile(Source::script("globalThis.n = (globalThis.n ?? 0) + 1").url("n.js"))
            .await
            .unwrap();
        let read = skerry::Program::from_bytes(&program.to_bytes()).unwrap();
        let mut runtime = runtime().await;
        assert_eq!(runtime.eval::<i32>(&read).await.unwrap(), 1);
        assert_eq!(runtime.eval::<i32>(&read).await.unwrap(), 2);
    });
}

#[test]
fn a_module_is_compiled_ahead_too() {
    block_on(async {
        let source =
            Source::module("globalThis.url = import.meta.url; await 1; globalThis.done = true").url("file:///m.js");
        let program = runtime().await.compile(source).await.unwrap();
        let mut runtime = runtime().await;
        runtime.eval::<()>(&program).await.unwrap();
        assert_eq!(runtime.eval::<(String, bool)>("[url, done]").await.unwrap(), ("file:///m.js".to_owned(), true));
    });
}

#[test]
fn a_program_that_is_none_or_of_another_build_is_refused() {
    let bytes = block_on(async { runtime().await.compile("1").await.unwrap().to_bytes() });
    assert!(matches!(skerry::Program::from_bytes(b"what"), Err(Error::Setup(_))));
    let mut other = bytes.clone();
    other[20] ^= 1;
    assert!(matches!(skerry::Program::from_bytes(&other), Err(Error::Setup(_))));
    assert!(skerry::Program::from_bytes(&bytes[..30]).is_err());
}

#[test]
fn scripts_of_a_sequence_run_without_jobs_between_them() {
    block_on(async {
        let mut runtime = runtime().await;
        let source = Source::sequence([
            "let log = []; Promise.resolve().then(() => log.push('job'))",
            "log.push('second')",
            "'use strict'; log.slice()",
        ]);
        assert_eq!(runtime.eval::<Vec<String>>(source).await.unwrap(), ["second"]);
        assert_eq!(runtime.eval::<Vec<String>>("log").await.unwrap(), ["second", "job"]);
    });
}

#[test]
fn a_reset_runtime_is_a_fresh_one_with_the_same_settings() {
    block_on(async {
        let limits = skerry::Limits::default().wall(Duration::from_millis(300));
        let mut runtime = engine().runtime().limits(limits).arguments(["a"]).build().await.unwrap();
        runtime.eval::<()>("var left = 1; void setInterval(() => {}, 1)").await.unwrap();
        let held: Function = runtime.eval("() => 1").await.unwrap();
        let stop = runtime.interrupt_handle();
        let hang = runtime.eval::<()>("new Array(5e7).fill(0).sort()").await.unwrap_err();
        assert!(matches!(hang, Error::Limit { .. }), "{hang}");
        runtime.reset().await.unwrap();
        let fresh = "[typeof left, process.argv.length]";
        assert_eq!(runtime.eval::<(String, usize)>(fresh).await.unwrap(), ("undefined".to_owned(), 1));
        assert!(runtime.call_function::<i32>(&held, ()).await.is_err());
        stop.interrupt();
        assert!(matches!(runtime.eval::<()>("for (;;) {}").await, Err(Error::Interrupted(_))));
    });
}
