//! A runtime may be on any thread, at any time.

use crate::support::{block_on, engine};
use skerry::{Engine, InterruptHandle, Runtime};

fn is_send<T: Send + 'static>() {}
fn is_shared<T: Send + Sync + Clone + 'static>() {}

#[test]
fn the_types_are_what_they_promise() {
    is_send::<Runtime>();
    is_shared::<Engine>();
    is_shared::<InterruptHandle>();
    is_shared::<skerry::EngineStats>();
    is_send::<skerry::RuntimeBuilder>();
    is_send::<skerry::blocking::Runtime>();
    is_send::<skerry::Error>();
}

#[test]
fn the_futures_may_move_between_threads() {
    fn may_move<F: Future + Send + 'static>(_: impl FnOnce() -> F) {}
    may_move(|| engine().runtime().build());
    may_move(|| async {
        let mut runtime = engine().runtime().build().await.unwrap();
        let _: i32 = runtime.eval("1").await.unwrap();
        runtime.eval_text("1").await.unwrap();
        runtime.run("1").await.unwrap();
        runtime.import("a").await.unwrap();
        runtime.run_until_idle().await.unwrap();
        runtime
    });
}

#[test]
fn a_runtime_lives_in_a_struct_and_comes_out_of_a_function() {
    struct App {
        runtime: Runtime,
    }
    async fn app() -> App {
        App { runtime: engine().runtime().build().await.unwrap() }
    }
    block_on(async {
        let mut app = app().await;
        let task = tokio::spawn(async move { app.runtime.eval::<i32>("6 * 7").await.unwrap() });
        assert_eq!(task.await.unwrap(), 42);
    });
}

#[test]
fn a_runtime_is_made_on_one_thread_used_on_another_and_dropped_on_a_third() {
    let on_a_thread = |work: Box<dyn FnOnce() -> Option<Runtime> + Send>| std::thread::spawn(work).join().unwrap();
    let made = on_a_thread(Box::new(|| {
        block_on(async {
            let mut runtime = engine().runtime().build().await.unwrap();
            runtime.eval::<u32>("var count = 1; setTimeout(() => count++, 1)").await.unwrap();
            Some(runtime)
        })
    }));
    let used = on_a_thread(Box::new(move || {
        let mut runtime = made.unwrap();
        block_on(async {
            runtime.run_until_idle().await.unwrap();
            assert_eq!(runtime.eval::<i32>("count").await.unwrap(), 2);
        });
        Some(runtime)
    }));
    let dropped = on_a_thread(Box::new(move || {
        drop(used);
        None
    }));
    assert!(dropped.is_none());
}

#[test]
fn a_call_may_move_between_the_threads_of_an_executor() {
    let executor = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    executor.block_on(async {
        let tasks = (0..8).map(|number| {
            tokio::spawn(async move {
                let mut runtime = engine().runtime().build().await.unwrap();
                let code = format!("(async () => {{ for (let i = 0; i < 20; i++) await new Promise((r) => setTimeout(r, 1)); return {number} }})()");
                runtime.eval::<i32>(code).await.unwrap()
            })
        });
        for (number, task) in tasks.collect::<Vec<_>>().into_iter().enumerate() {
            assert_eq!(task.await.unwrap(), i32::try_from(number).unwrap());
        }
    });
}

#[test]
fn runtimes_can_be_dropped_in_any_order_and_with_work_left() {
    block_on(async {
        let mut runtimes = Vec::new();
        for number in 0..6 {
            let mut runtime = engine().runtime().build().await.unwrap();
            runtime
                .eval::<i32>(format!("var me = {number}; setInterval(() => {{}}, 1); new Promise(() => {{}}); 0"))
                .await
                .unwrap();
            runtimes.push(runtime);
        }
        drop(runtimes.remove(3));
        drop(runtimes.remove(0));
        for runtime in runtimes.iter_mut().rev() {
            assert!(runtime.eval::<i32>("me").await.unwrap() > 0);
        }
    });
}

#[test]
fn an_engine_may_go_before_its_runtimes() {
    block_on(async {
        let cache = skerry::Cache::at(crate::support::cache_folder());
        let own = Engine::builder().hot_slots(1).cache(Some(cache)).build().unwrap();
        let mut runtime = own.runtime().build().await.unwrap();
        drop(own);
        assert_eq!(runtime.eval::<i32>("1 + 1").await.unwrap(), 2);
    });
}
