//! Runtimes that come and go on several threads at once.

use crate::support::{block_on, cache_folder};
use skerry::{Cache, Engine};

#[test]
fn runtimes_that_come_and_go_on_two_threads_never_run_out_of_slots() {
    let engine = Engine::builder().hot_slots(2).wide_slots(0).cache(Some(Cache::at(cache_folder()))).build().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                block_on(async {
                    for round in 0..2_000 {
                        let mut runtime =
                            engine.runtime().build().await.unwrap_or_else(|error| panic!("{round}: {error}"));
                        assert_eq!(runtime.eval::<i32>("1 + 1").await.unwrap(), 2);
                    }
                });
            });
        }
    });
}

#[test]
fn one_thread_uses_a_single_slot_again_and_again() {
    block_on(async {
        let engine =
            Engine::builder().hot_slots(1).wide_slots(0).cache(Some(Cache::at(cache_folder()))).build().unwrap();
        for round in 0..200 {
            let mut runtime = engine.runtime().build().await.unwrap_or_else(|error| panic!("{round}: {error}"));
            assert_eq!(runtime.eval::<i32>("1 + 1").await.unwrap(), 2);
        }
    });
}
