//! Whatever state a runtime is dropped in, the next one in its slot works.

use super::held::{Counts, KINDS, holding};
use crate::support::{block_on, cache_folder};
use skerry::{Cache, ConsoleLevel, Engine, Error, Limits, MIB};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// An engine with one slot: each runtime is where the one before was.
pub fn one_slot() -> Engine {
    Engine::builder().hot_slots(1).wide_slots(0).cache(Some(Cache::at(cache_folder()))).build().unwrap()
}

/// Does what a runtime does with leftovers of none.
pub async fn next_works(engine: &Engine) {
    let mut next = engine.runtime().host_module(Counts::default().module()).build().await.unwrap();
    assert_eq!(
        next.eval::<String>("[typeof me, typeof items, typeof one].join()").await.unwrap(),
        "undefined,undefined,undefined"
    );
    let code = "(async () => { const { turn } = await import('host:held');
        const id = setTimeout(() => {}); await new Promise((done) => setTimeout(done, 1));
        return [id, await turn(5)] })()";
    assert_eq!(next.eval::<(u32, u32)>(code).await.unwrap(), (1, 5));
    assert_eq!(next.collect().await.unwrap().handles, 0);
}

#[test]
fn a_runtime_is_dropped_with_a_timer_a_host_call_a_generator_a_cycle_or_a_function() {
    block_on(async {
        let (engine, counts) = (one_slot(), Counts::default());
        for number in 0..KINDS * 3 {
            drop(holding(&engine, &counts.module(), number).await);
            next_works(&engine).await;
        }
        assert_eq!((counts.begun(), counts.pending()), (3, 0));
    });
}

#[test]
fn a_runtime_is_dropped_after_it_ran_out_of_memory() {
    block_on(async {
        let engine = one_slot();
        for code in [
            "var all = []; for (;;) all.push(new Array(1e5).fill(all))",
            "var text = 'x'; for (;;) text += text + all; var all",
            "var all = []; for (;;) all.push(new ArrayBuffer(1e6))",
            "setTimeout(() => { for (var all = [];;) all.push([all]) }); new Promise(() => {})",
        ] {
            let limits = Limits::default().memory(16 * MIB);
            let mut runtime = engine.runtime().limits(limits).build().await.unwrap();
            assert!(runtime.eval::<()>(code).await.is_err(), "{code}");
            drop(runtime);
            next_works(&engine).await;
        }
    });
}

#[test]
fn a_runtime_is_dropped_after_a_hard_stop() {
    block_on(async {
        let engine = one_slot();
        for _ in 0..3 {
            let limits = Limits::default().wall(Duration::from_millis(30));
            let mut runtime = engine.runtime().limits(limits).build().await.unwrap();
            let stopped =
                runtime.eval::<()>("const a = new Array(4e6).fill(0); for (;;) [a, a].map((b) => b.indexOf(1))");
            assert!(matches!(stopped.await, Err(Error::Limit { .. })));
            drop(runtime);
            next_works(&engine).await;
        }
    });
}

#[test]
fn a_runtime_is_dropped_after_its_stack_overflowed() {
    block_on(async {
        let engine = one_slot();
        for code in [
            "function dive() { return dive() + 1 } try { dive() } catch (error) { error.name }",
            "let deep = []; for (let i = 0; i < 1e5; i++) deep = [deep]; try { JSON.stringify(deep) } catch (e) { e.name }",
        ] {
            let mut runtime = engine.runtime().build().await.unwrap();
            assert!(!runtime.eval::<String>(code).await.unwrap().is_empty());
            drop(runtime);
            next_works(&engine).await;
        }
    });
}

#[test]
fn a_runtime_where_one_was_freed_with_a_pending_timer_fires_its_own_timers() {
    block_on(async {
        let engine = one_slot();
        let said: Arc<Mutex<Vec<String>>> = Arc::default();
        for round in 0..50 {
            let heard = Arc::clone(&said);
            let console = move |_: ConsoleLevel, text: &str| heard.lock().unwrap().push(text.trim().to_owned());
            let mut old = engine.runtime().console(console).build().await.unwrap();
            let pending = "setTimeout(() => console.log('old'), 0); setTimeout(() => console.log('old'), 1); setInterval(() => {}, 1)";
            assert_eq!(old.eval::<u32>(pending).await.unwrap(), 3);
            drop(old);
            let mut next = engine.runtime().build().await.unwrap();
            let own = format!("var fired = []; setTimeout(() => fired.push('next {round}'), 1)");
            assert_eq!(next.eval::<u32>(own).await.unwrap(), 1);
            next.run_until_idle().await.unwrap();
            assert_eq!(next.eval::<Vec<String>>("fired").await.unwrap(), [format!("next {round}")]);
        }
        assert!(said.lock().unwrap().iter().all(|text| text == "old"));
    });
}
