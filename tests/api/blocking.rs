//! The library without `async`.

use crate::support::{block_on, engine};
use skerry::{Error, Limit, Limits, blocking};
use std::time::Duration;

fn runtime() -> blocking::Runtime {
    engine().runtime().build_blocking().unwrap()
}

#[test]
fn each_call_returns_when_it_is_done() {
    let mut runtime = runtime();
    assert_eq!(runtime.run("var count = 1; setTimeout(() => count++, 1); process.exitCode = 3").unwrap(), 3);
    assert_eq!(runtime.eval::<i32>("count").unwrap(), 2);
    assert_eq!(runtime.eval_text("[1, 'a']").unwrap(), "[ 1, 'a' ]");
    assert_eq!(runtime.eval::<i32>("new Promise((done) => setTimeout(done, 1, 7))").unwrap(), 7);
    runtime.eval::<u32>("setTimeout(() => count++, 1)").unwrap();
    runtime.run_until_idle().unwrap();
    assert_eq!(runtime.eval::<i32>("count").unwrap(), 3);
    assert!(runtime.usage().modules >= 5);
}

#[test]
fn modules_are_imported() {
    let loader = skerry::loader::MapLoader::new().module("app", "globalThis.answer = await Promise.resolve(42)");
    let mut runtime = engine().runtime().loader(loader).build_blocking().unwrap();
    runtime.import("app").unwrap();
    assert_eq!(runtime.eval::<i32>("answer").unwrap(), 42);
}

#[test]
fn what_a_script_throws_and_which_limit_it_hits_is_told() {
    let limits = Limits::default().wall(Duration::from_millis(20));
    let mut runtime = engine().runtime().limits(limits).build_blocking().unwrap();
    assert!(matches!(runtime.eval::<()>("throw new Error('no')"), Err(Error::Exception(_))));
    let stopped = runtime.eval::<()>("new Promise((done) => setTimeout(done, 60_000))");
    assert!(matches!(stopped, Err(Error::Limit { limit: Limit::Wall, .. })));
}

#[test]
fn it_is_stopped_from_another_thread() {
    let mut runtime = runtime();
    let stop = runtime.interrupt_handle();
    let stopper = std::thread::spawn(move || stop.interrupt());
    assert!(matches!(runtime.eval::<()>("for (;;) {}"), Err(Error::Interrupted(_))));
    stopper.join().unwrap();
}

#[test]
fn it_moves_between_threads() {
    let mut runtime = runtime();
    runtime.run("var me = 'here'").unwrap();
    let runtime = std::thread::spawn(move || {
        assert_eq!(runtime.eval::<String>("me").unwrap(), "here");
        runtime
    });
    drop(runtime.join().unwrap());
}

#[test]
fn within_an_executor_it_refuses_instead_of_panicking() {
    let refused = |result: skerry::Result<()>| {
        let Err(Error::Setup(text)) = result else { panic!("{result:?}") };
        assert!(text.starts_with("a blocking call within an asynchronous executor"), "{text}");
    };
    let mut outside = runtime();
    block_on(async {
        refused(engine().runtime().build_blocking().map(drop));
        refused(outside.eval::<()>("var begun = true"));
        // Dropping one is allowed anywhere.
        drop(engine().runtime().build().await.unwrap());
    });
    assert_eq!(outside.eval::<String>("typeof begun").unwrap(), "undefined");
    block_on(async { drop(outside) });
}

#[test]
fn any_work_with_the_asynchronous_runtime_is_driven() {
    let mut runtime = runtime();
    let sum: i32 = runtime
        .block_on(async |runtime| {
            let one: i32 = runtime.eval("1").await.unwrap();
            tokio::time::sleep(Duration::from_millis(1)).await;
            one + runtime.eval::<i32>("2").await.unwrap()
        })
        .unwrap();
    assert_eq!(sum, 3);
    let mut runtime = runtime.into_async();
    assert_eq!(block_on(async { runtime.eval::<i32>("4").await.unwrap() }), 4);
}
