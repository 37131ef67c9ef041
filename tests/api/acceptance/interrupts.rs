//! An interrupt may come at any moment.

use super::held::Counts;
use crate::support::{block_on, engine};
use skerry::{Error, Limits, Runtime};

const CODE: &str = "(async () => {
    let sum = 0;
    for (let i = 0; i < 2000; i++) sum += [i, i].map((n) => n * 2).length;
    const held = await import('host:held');
    for (let i = 0; i < 5; i++) sum += await held.turn(i);
    await new Promise((done) => setTimeout(done, 0));
    return JSON.stringify(Array.from({ length: 500 }, (_, i) => ({ i, sum }))).length;
})()";

async fn runtime(counts: &Counts) -> Runtime {
    engine().runtime().limits(Limits::unlimited()).host_module(counts.module()).build().await.unwrap()
}

#[test]
fn an_interrupt_from_another_thread_at_any_moment_ends_one_call_and_no_other() {
    let counts = Counts::default();
    let mut runtime = block_on(runtime(&counts));
    let (mut ended, mut late) = (0, 0);
    for round in 0..300_u32 {
        let stop = runtime.interrupt_handle();
        let thread = std::thread::spawn(move || {
            for _ in 0..round * 40 {
                std::hint::spin_loop();
            }
            for _ in 0..round % 16 {
                std::thread::yield_now();
            }
            stop.interrupt();
        });
        let first = block_on(runtime.eval::<u32>(CODE));
        thread.join().unwrap();
        let second = block_on(runtime.eval::<u32>("1"));
        match (first, second) {
            // It came too late for the first call.
            (Ok(_), Err(Error::Interrupted(_))) => late += 1,
            (Err(Error::Interrupted(_)), Ok(1)) => ended += 1,
            // It had to be stopped the hard way.
            (Err(Error::Interrupted(_)), Err(Error::Poisoned(_))) => block_on(runtime.reset()).unwrap(),
            other => panic!("round {round}: {other:?}"),
        }
        assert_eq!(block_on(runtime.eval::<i32>("2")).unwrap(), 2, "round {round}");
    }
    assert!(ended > 0, "{ended} ended, {late} late");
}

#[test]
fn interrupts_of_many_threads_at_once_end_one_call() {
    block_on(async {
        let mut runtime = runtime(&Counts::default()).await;
        for _ in 0..20 {
            std::thread::scope(|scope| {
                for _ in 0..8 {
                    let stop = runtime.interrupt_handle();
                    scope.spawn(move || stop.interrupt());
                }
            });
            assert!(matches!(runtime.eval::<()>("for (;;) {}").await, Err(Error::Interrupted(_))));
            assert_eq!(runtime.eval::<i32>("3").await.unwrap(), 3);
        }
    });
}

#[test]
fn a_handle_of_a_runtime_that_is_gone_stops_nobody() {
    block_on(async {
        for _ in 0..50 {
            let old = runtime(&Counts::default()).await;
            let stop = old.interrupt_handle();
            drop(old);
            let mut next = runtime(&Counts::default()).await;
            stop.interrupt();
            assert_eq!(next.eval::<i32>("4").await.unwrap(), 4);
        }
    });
}
