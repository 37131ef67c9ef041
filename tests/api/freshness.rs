//! Nothing of a runtime is left in its slot: a component fills all memory that it can have
//! with a pattern, and the ones after it read all of theirs.

mod pattern;

use super::enemy::component;
use crate::support::block_on;
use skerry::{Engine, EngineBuilder, Limits, MIB, Runtime};

const MEMORY: u64 = 24 * MIB;

async fn tenant(engine: &Engine, memory: u64) -> Runtime {
    engine.runtime().limits(Limits::default().memory(memory)).build().await.unwrap()
}

fn builder() -> EngineBuilder {
    Engine::builder().cache(None).guest(pattern::component())
}

#[test]
fn no_tenant_of_a_slot_finds_what_the_one_before_has_left_under_any_setting() {
    let settings: [(&str, EngineBuilder); 4] = [
        ("hot", builder().hot_slots(1).wide_slots(0)),
        ("wide", builder().hot_slots(0).wide_slots(1)),
        ("both", builder().hot_slots(1).wide_slots(1)),
        ("on demand", builder().on_demand()),
    ];
    for (name, setting) in settings {
        let engine = setting.build().unwrap();
        // More rounds than a slot takes to give back all that is resident.
        for round in 0..20 {
            block_on(async {
                let memory = if round % 3 == 0 { MEMORY / 2 } else { MEMORY };
                let mut first = tenant(&engine, memory).await;
                assert_eq!(first.eval::<u32>("").await.unwrap(), 0, "{name}, round {round}");
                first.eval_text("").await.unwrap();
                drop(first);
                let mut second = tenant(&engine, MEMORY).await;
                assert_eq!(second.eval::<u32>("").await.unwrap(), 0, "{name}, round {round}");
            });
        }
    }
}

#[test]
fn the_search_finds_a_pattern_that_nobody_has_taken_away() {
    let engine = builder().hot_slots(1).wide_slots(0).build().unwrap();
    block_on(async {
        let mut runtime = tenant(&engine, MEMORY).await;
        runtime.run("").await.unwrap();
        let words = u32::try_from((MEMORY - 65536) / 8).unwrap();
        assert_eq!(runtime.eval::<u32>("").await.unwrap(), words);
        runtime.eval_text("").await.unwrap();
        assert!(runtime.eval::<u32>("").await.is_err(), "the image's bytes were overwritten");
    });
}
