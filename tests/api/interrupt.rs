//! An interrupt handle stops a runtime from anywhere.

use crate::support::{block_on, engine};
use skerry::{ConsoleLevel, Error, Limits};
use std::sync::mpsc;

/// Interrupts from another thread once the script has printed something.
fn interrupted(code: &'static str) -> (skerry::Runtime, skerry::Result<()>) {
    let (said, says) = mpsc::channel();
    block_on(async {
        let console = move |_: ConsoleLevel, _: &str| said.send(()).unwrap_or_default();
        let mut runtime = engine().runtime().limits(Limits::unlimited()).console(console).build().await.unwrap();
        let stop = runtime.interrupt_handle();
        let thread = std::thread::spawn(move || {
            says.recv().unwrap();
            stop.interrupt();
        });
        let result = runtime.run(code).await.map(drop);
        thread.join().unwrap();
        (runtime, result)
    })
}

#[test]
fn a_loop_ends_and_says_where_it_was() {
    let (_, result) = interrupted("function spin() { for (;;) Math.abs(1); }\nconsole.log(1); spin()");
    let Err(Error::Interrupted(Some(exception))) = result else { panic!("{result:?}") };
    assert_eq!(exception.frames.first().unwrap().function, "spin");
}

#[test]
fn a_loop_that_catches_everything_ends() {
    let (_, result) = interrupted("console.log(1); for (;;) try { for (;;); } catch {} finally { continue; }");
    assert!(matches!(result, Err(Error::Interrupted(_))), "{result:?}");
}

#[test]
fn a_runtime_that_waits_for_a_timer_ends_and_is_usable() {
    let (mut runtime, result) = interrupted("var seen = 1; setTimeout(() => { seen = 2 }, 60_000); console.log(1)");
    assert!(matches!(result, Err(Error::Interrupted(_))), "{result:?}");
    assert_eq!(block_on(runtime.eval::<i32>("seen")).unwrap(), 1);
}

#[test]
fn a_runtime_that_awaits_a_promise_ends_and_is_usable() {
    let (mut runtime, result) = interrupted("console.log(1); new Promise((resolve) => setTimeout(resolve, 60_000))");
    assert!(matches!(result, Err(Error::Interrupted(_))), "{result:?}");
    assert_eq!(block_on(runtime.eval::<i32>("1 + 1")).unwrap(), 2);
}

#[test]
fn endless_jobs_and_timers_end() {
    for code in [
        "console.log(1); (function again() { queueMicrotask(again) })()",
        "console.log(1); setInterval(() => {}, 0); 0",
        "console.log(1); (async () => { for (;;) await null })()",
    ] {
        let (_, result) = interrupted(code);
        assert!(matches!(result, Err(Error::Interrupted(_))), "{code}: {result:?}");
    }
}

#[test]
fn a_loop_in_native_code_ends_although_it_never_polls() {
    let (_, result) = interrupted("console.log(1); const a = new Array(2e7).fill(0); for (;;) a.indexOf(1)");
    assert!(matches!(result, Err(Error::Interrupted(_))), "{result:?}");
}

#[test]
fn an_interrupt_before_a_call_ends_that_call_only() {
    block_on(async {
        let mut runtime = engine().runtime().build().await.unwrap();
        runtime.interrupt_handle().interrupt();
        let first = runtime.eval::<i32>("for (;;);").await;
        assert!(matches!(first, Err(Error::Interrupted(_))), "{first:?}");
        if !matches!(runtime.eval::<i32>("1 + 1").await, Ok(2) | Err(Error::Poisoned(_))) {
            panic!("the interrupt was not spent");
        }
    });
}

#[test]
fn an_interrupt_before_a_short_call_ends_it_too() {
    block_on(async {
        let mut runtime = engine().runtime().build().await.unwrap();
        runtime.interrupt_handle().interrupt();
        let first = runtime.eval::<i32>("1 + 1").await;
        assert!(matches!(first, Err(Error::Interrupted(_))), "{first:?}");
        assert_eq!(runtime.eval::<i32>("1 + 1").await.unwrap(), 2);
    });
}

#[test]
fn a_handle_stops_its_own_runtime_only_and_outlives_it() {
    block_on(async {
        let one = engine().runtime().build().await.unwrap();
        let mut other = engine().runtime().build().await.unwrap();
        let stop = one.interrupt_handle();
        stop.interrupt();
        assert_eq!(other.eval::<i32>("let n = 0; for (let i = 0; i < 1e5; i++) n++; n").await.unwrap(), 100_000);
        drop(one);
        stop.clone().interrupt();
    });
}
