//! Runtimes and threads do not know each other.

use super::held::{Counts, Held, KINDS, holding};
use crate::support::{block_on, cache_folder, engine};
use skerry::{Cache, Caller, Engine, HostError, HostModule};
use std::sync::{Arc, Barrier, Mutex};

fn on_a_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::spawn(work).join().unwrap()
}

#[test]
fn runtimes_that_hold_something_are_made_on_a_evaluated_on_b_and_dropped_on_c() {
    let counts = Counts::default();
    let module = counts.module();
    for number in 0..KINDS * 4 {
        let module = Arc::clone(&module);
        let made = on_a_thread(move || block_on(holding(engine(), &module, number)));
        let used: Held = on_a_thread(move || {
            let mut held = made;
            assert_eq!(block_on(held.runtime.eval::<usize>("me")).unwrap(), number);
            if let Some(function) = &held.function {
                assert_eq!(block_on(held.runtime.call_function::<usize>(function, ())).unwrap(), number);
            }
            held
        });
        on_a_thread(move || drop(used));
    }
    assert_eq!((counts.begun(), counts.pending()), (4, 0));
}

#[test]
fn sixty_four_runtimes_interleave_on_one_thread_across_awaits() {
    const TURNS: usize = 20;
    let log: Arc<Mutex<Vec<usize>>> = Arc::default();
    block_on(async {
        let tasks = (0..64_usize).map(|number| {
            let log = Arc::clone(&log);
            let note = move |_: &Caller, (number,): (usize,)| {
                log.lock().unwrap().push(number);
                Ok::<_, HostError>(())
            };
            let noting = HostModule::new("host:log").function("note", note);
            tokio::spawn(async move {
                let builder = engine().runtime().host_module(noting).host_module(Counts::default().module());
                let mut runtime = builder.build().await.unwrap();
                let code = format!(
                    "(async () => {{
                        const [{{ note }}, {{ turn }}] = await Promise.all([import('host:log'), import('host:held')]);
                        let sum = 0;
                        for (let i = 0; i < {TURNS}; i++) {{ note({number}); sum += await turn({number}) }}
                        return sum;
                    }})()"
                );
                runtime.eval::<usize>(code).await.unwrap()
            })
        });
        for (number, task) in tasks.collect::<Vec<_>>().into_iter().enumerate() {
            assert_eq!(task.await.unwrap(), number * TURNS);
        }
    });
    let log = log.lock().unwrap();
    assert_eq!(log.len(), 64 * TURNS);
    let switches = log.windows(2).filter(|pair| pair[0] != pair[1]).count();
    assert!(switches > 64 * TURNS / 2, "{switches} switches");
}

#[test]
fn a_pool_of_threads_has_a_runtime_per_task_and_moves_them() {
    let executor = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap();
    executor.block_on(async {
        let module = Counts::default().module();
        let tasks = (0..64).map(|number| {
            let module = Arc::clone(&module);
            tokio::spawn(async move {
                let mut held = holding(engine(), &module, number).await;
                let code = "(async () => { const { turn } = await import('host:held'); let sum = 0;
                    for (let i = 0; i < 10; i++) sum += await turn(me); return sum })()";
                assert_eq!(held.runtime.eval::<usize>(code).await.unwrap(), number * 10);
                held
            })
        });
        let mut again = Vec::new();
        for (number, task) in tasks.collect::<Vec<_>>().into_iter().enumerate() {
            let mut held = task.await.unwrap();
            again
                .push(tokio::spawn(async move { assert_eq!(held.runtime.eval::<usize>("me").await.unwrap(), number) }));
        }
        for task in again {
            task.await.unwrap();
        }
    });
}

/// Every thread makes a runtime at the same moment.
fn at_once(engine: &Engine, threads: usize) {
    let barrier = Barrier::new(threads);
    std::thread::scope(|scope| {
        for number in 0..threads {
            let barrier = &barrier;
            scope.spawn(move || {
                barrier.wait();
                block_on(async {
                    let mut runtime = engine.runtime().build().await.unwrap();
                    let code = format!("var me = {number}; [me, setTimeout(() => {{}})]");
                    assert_eq!(runtime.eval::<(usize, u32)>(code).await.unwrap(), (number, 1));
                    barrier.wait();
                    assert_eq!(runtime.eval::<usize>("me").await.unwrap(), number);
                });
            });
        }
    });
}

#[test]
fn a_hundred_threads_make_a_runtime_of_one_engine_at_once() {
    at_once(engine(), 100);
}

#[test]
fn threads_that_come_first_to_a_new_engine_make_its_wide_slots_once() {
    let cache = Cache::at(cache_folder());
    let engine = Engine::builder().hot_slots(2).wide_slots(30).cache(Some(cache)).build().unwrap();
    at_once(&engine, 32);
    assert_eq!((engine.stats().alive, engine.stats().created), (0, 32));
}
