//! What one runtime gave out is refused by another, wherever it hides.

use crate::support::{block_on, cache_folder, engine};
use skerry::{Cache, Engine, Error, Function, Promise, Runtime};

async fn two() -> (Runtime, Runtime) {
    (engine().runtime().build().await.unwrap(), engine().runtime().build().await.unwrap())
}

fn is_refused<T: std::fmt::Debug>(result: skerry::Result<T>) {
    assert!(matches!(&result, Err(Error::Convert(message)) if message.contains("another runtime")), "{result:?}");
}

#[test]
fn a_promise_of_another_runtime_is_refused() {
    block_on(async {
        let (mut one, mut other) = two().await;
        let held: (Promise,) = one.eval("[Promise.resolve(1)]").await.unwrap();
        other.eval::<()>("globalThis.held = [Promise.resolve(2)]; void 0").await.unwrap();
        is_refused(other.settle::<i32>(&held.0).await);
        assert_eq!(one.settle::<i32>(&held.0).await.unwrap(), 1);
    });
}

#[test]
fn a_function_deep_in_an_argument_of_another_runtime_is_refused() {
    block_on(async {
        let (mut one, mut other) = two().await;
        let foreign: Function = one.eval("() => 'foreign'").await.unwrap();
        let own: Function = other.eval("(value) => typeof value").await.unwrap();
        is_refused(other.call_function::<String>(&own, (&foreign,)).await);
        is_refused(other.call_function::<String>(&own, (vec![Some((1, &foreign))],)).await);
        assert_eq!(other.call_function::<String>(&own, (&own,)).await.unwrap(), "function");
    });
}

#[test]
fn calls_of_one_runtime_refuse_what_is_of_another() {
    block_on(async {
        let (mut one, mut other) = two().await;
        let foreign: Function = one.eval("() => 'foreign'").await.unwrap();
        let result = other.concurrent(|calls| async move { calls.call_function::<String>(&foreign, ()).await }).await;
        is_refused(result.unwrap());
    });
}

#[test]
fn a_handle_is_refused_by_the_next_runtime_in_the_same_slot() {
    block_on(async {
        let cache = Cache::at(cache_folder());
        let engine = Engine::builder().hot_slots(1).wide_slots(0).cache(Some(cache)).build().unwrap();
        let mut first = engine.runtime().build().await.unwrap();
        let module = first.load("export const f = () => 'first'").await.unwrap();
        let function: Function = first.eval("() => 'first'").await.unwrap();
        drop(first);
        let mut second = engine.runtime().build().await.unwrap();
        // They would have the numbers of the first one's.
        let _module = second.load("export const f = () => 'second'").await.unwrap();
        let own: Function = second.eval("() => 'second'").await.unwrap();
        is_refused(second.call::<String>(&module, "f", ()).await);
        is_refused(second.call_function::<String>(&function, ()).await);
        drop((module, function));
        assert_eq!(second.call_function::<String>(&own, ()).await.unwrap(), "second");
    });
}
