//! More runtimes than slots, and slots that are used again.

use crate::support::{block_on, cache_folder, engine};
use skerry::{Cache, Engine, EngineBuilder, Error};

fn own() -> EngineBuilder {
    Engine::builder().cache(Some(Cache::at(cache_folder())))
}

#[test]
fn more_runtimes_than_hot_slots_live_at_a_time() {
    block_on(async {
        let engine = own().hot_slots(2).wide_slots(20).build().unwrap();
        let mut runtimes = Vec::new();
        for number in 0..12 {
            let mut runtime = engine.runtime().build().await.unwrap();
            runtime.run(format!("var me = {number}")).await.unwrap();
            runtimes.push(runtime);
        }
        for (number, runtime) in runtimes.iter_mut().enumerate() {
            assert_eq!(runtime.eval::<usize>("me").await.unwrap(), number);
        }
    });
}

#[test]
fn when_all_slots_are_taken_the_next_is_refused_until_one_is_free() {
    block_on(async {
        let engine = own().hot_slots(1).wide_slots(1).build().unwrap();
        let first = engine.runtime().build().await.unwrap();
        let second = engine.runtime().build().await.unwrap();
        let third = engine.runtime().build().await;
        assert!(matches!(third, Err(Error::Setup(_))));
        drop(first);
        let mut fourth = engine.runtime().build().await.unwrap();
        assert_eq!(fourth.eval::<i32>("1").await.unwrap(), 1);
        drop(second);
        engine.runtime().build().await.unwrap();
    });
}

#[test]
fn an_engine_without_wide_slots_says_that_all_are_taken() {
    block_on(async {
        let engine = own().hot_slots(1).wide_slots(0).build().unwrap();
        let _first = engine.runtime().build().await.unwrap();
        let Err(Error::Setup(text)) = engine.runtime().build().await else { panic!("a second runtime") };
        assert!(text.starts_with("all 1 slots are taken: drop a runtime"), "{text}");
    });
}

#[test]
fn an_engine_without_slots_makes_runtimes_on_demand() {
    block_on(async {
        for builder in [own().on_demand(), own().hot_slots(0).wide_slots(0)] {
            let engine = builder.build().unwrap();
            let mut runtimes = Vec::new();
            for _ in 0..4 {
                runtimes.push(engine.runtime().build().await.unwrap());
            }
            assert_eq!(runtimes[3].eval::<i32>("2").await.unwrap(), 2);
        }
    });
}

#[test]
fn a_runtime_after_two_hundred_others_is_as_fresh_as_the_first() {
    block_on(async {
        let code = "Object.getOwnPropertyNames(globalThis).sort().join()";
        let first: String = engine().runtime().build().await.unwrap().eval(code).await.unwrap();
        for number in 0..200 {
            let mut runtime = engine().runtime().build().await.unwrap();
            runtime.run(format!("globalThis.left{number} = new Array(1000).fill('x'); function dive() {{ dive() }} try {{ dive() }} catch {{}}")).await.unwrap();
        }
        let mut last = engine().runtime().build().await.unwrap();
        assert_eq!(last.eval::<String>(code).await.unwrap(), first);
        assert_eq!(last.eval::<u32>("setTimeout(() => {})").await.unwrap(), 1);
        assert!(last.usage().peak_memory < 8 * skerry::MIB);
    });
}
