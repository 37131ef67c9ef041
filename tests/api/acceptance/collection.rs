//! Garbage inside a runtime is really collected, and not just dropped with it.

use super::held::Counts;
use crate::support::{block_on, engine};
use skerry::{Function, Limits, Promise, Runtime};
use std::time::Duration;

pub async fn runtime() -> Runtime {
    // `just soak` takes longer than the default allows.
    let hour = Duration::from_secs(3600);
    let limits = Limits::default().wall(hour).cpu(hour);
    engine().runtime().limits(limits).host_module(Counts::default().module()).build().await.unwrap()
}

/// Objects after a script has run once, and after it has run once more.
async fn objects(runtime: &mut Runtime, code: &str) -> (u64, u64) {
    let mut levels = Vec::new();
    for _ in 0..2 {
        runtime.eval::<()>(code).await.unwrap();
        runtime.run_until_idle().await.unwrap();
        levels.push(runtime.collect().await.unwrap().objects);
    }
    (levels[0], levels[1])
}

pub fn nothing_is_left_of(code: &str) {
    block_on(async {
        let mut runtime = runtime().await;
        let (first, second) = objects(&mut runtime, code).await;
        assert_eq!(first, second, "{code}");
    });
}

#[test]
fn the_count_sees_what_is_held() {
    block_on(async {
        let mut runtime = runtime().await;
        runtime.eval::<()>("var all = []; void 0").await.unwrap();
        let before = runtime.collect().await.unwrap().objects;
        runtime.eval::<()>("for (let i = 0; i < 1000; i++) all.push({ i, all }); void 0").await.unwrap();
        let held = runtime.collect().await.unwrap().objects;
        assert!((before + 1000..before + 1010).contains(&held), "{before} {held}");
        runtime.eval::<()>("all.length = 0; void 0").await.unwrap();
        assert!(runtime.collect().await.unwrap().objects < before + 10);
    });
}

#[test]
fn ten_thousand_cycles_are_collected() {
    nothing_is_left_of(
        "for (let i = 0; i < 10_000; i++) { const one = { i }; one.one = one; one.next = { one, get: () => one } } void 0",
    );
}

#[test]
fn cycles_through_maps_weak_maps_and_registries_are_collected() {
    nothing_is_left_of(
        "globalThis.weak ??= new WeakMap(); for (let i = 0; i < 2_000; i++) {
            const one = new Map(); one.set(one, new Set([one])); weak.set(one, { one }); new WeakRef(one)
        } void 0",
    );
}

#[test]
fn timers_that_fired_are_collected() {
    nothing_is_left_of(
        "for (let i = 0; i < 1_000; i++) { const one = { i }; one.id = setTimeout(() => one, 0) } void 0",
    );
}

#[test]
fn timers_that_were_cleared_are_collected() {
    nothing_is_left_of(
        "for (let i = 0; i < 1_000; i++) { const one = {}; one.id = setInterval(() => one, 60_000); clearInterval(one.id) }",
    );
}

#[test]
fn settled_host_calls_are_collected() {
    nothing_is_left_of(
        "(async () => { const { turn, fail } = await import('host:held'); for (let i = 0; i < 500; i++) {
            await turn(i); await fail().catch((error) => error)
        } })()",
    );
}

#[test]
fn suspended_async_generators_that_nobody_holds_are_collected() {
    nothing_is_left_of(
        "(async () => { for (let i = 0; i < 1_000; i++) {
            const items = (async function* () { try { yield items } finally { } })(); await items.next()
        } })()",
    );
}

#[test]
fn promises_that_never_settle_and_nobody_holds_are_collected() {
    nothing_is_left_of(
        "for (let i = 0; i < 5_000; i++) { const one = {}; one.p = new Promise(() => {}).then(() => one) } void 0",
    );
}

#[test]
fn exceptions_that_were_caught_are_collected() {
    nothing_is_left_of(
        "for (let i = 0; i < 2_000; i++) try { throw Object.assign(new Error('x'), { i }) } catch {} void 0",
    );
}

#[test]
fn functions_and_promises_that_rust_let_go_are_collected() {
    block_on(async {
        let mut runtime = runtime().await;
        let mut levels = Vec::new();
        for _ in 0..3 {
            let code = "Array.from({ length: 500 }, () => { const f = () => f; return f })";
            let functions: Vec<Function> = runtime.eval(code).await.unwrap();
            let promises: Vec<Promise> =
                runtime.eval("Array.from({ length: 500 }, () => new Promise(() => {}))").await.unwrap();
            let held = runtime.collect().await.unwrap();
            assert_eq!(held.handles, 1_000);
            drop((functions, promises));
            let left = runtime.collect().await.unwrap();
            assert_eq!(left.handles, 0);
            assert!(left.objects + 1_000 <= held.objects);
            levels.push(left.objects);
        }
        assert_eq!(levels[1], levels[2], "{levels:?}");
    });
}

#[test]
fn thousands_of_calls_leave_nothing() {
    block_on(async {
        let mut runtime = runtime().await;
        let module = runtime.load("export const echo = async (value) => value").await.unwrap();
        let mut levels = Vec::new();
        for _ in 0..2 {
            for number in 0..1_000_u32 {
                let text: Vec<String> = runtime.call(&module, "echo", (vec![number.to_string()],)).await.unwrap();
                assert_eq!(text, [number.to_string()]);
                assert!(runtime.eval::<()>("throw new Error('x')").await.is_err());
            }
            levels.push(runtime.collect().await.unwrap().objects);
        }
        assert_eq!(levels[0], levels[1]);
    });
}

#[test]
fn event_targets_and_signals_in_cycles_are_collected() {
    nothing_is_left_of(
        "for (let i = 0; i < 1_000; i++) {
            const target = new EventTarget(); target.addEventListener('x', () => target); target.dispatchEvent(new Event('x'));
            const one = new AbortController(); one.signal.onabort = () => one;
            const both = AbortSignal.any([one.signal]); both.addEventListener('abort', () => both);
            if (i % 2 === 0) one.abort(one)
        } void 0",
    );
}

#[test]
fn listeners_that_were_removed_leave_nothing_in_a_signal_that_lives_long() {
    nothing_is_left_of(
        "globalThis.root ??= new AbortController(); for (let i = 0; i < 1_000; i++) {
            const target = new EventTarget(), listener = () => target;
            target.addEventListener('x', listener, { signal: root.signal }); target.removeEventListener('x', listener);
            target.addEventListener('x', listener, { signal: root.signal, once: true }); target.dispatchEvent(new Event('x'))
        } void 0",
    );
}

#[test]
fn signals_that_follow_one_that_lives_long_are_collected() {
    block_on(async {
        let mut runtime = runtime().await;
        let code = "globalThis.root ??= new AbortController(); for (let i = 0; i < 10_000; i++) {
            const signal = AbortSignal.any([root.signal]); const again = AbortSignal.any([signal, AbortSignal.any([signal])]);
            again.onabort = () => {}; again.onabort = null
        } void 0";
        let (first, second) = objects(&mut runtime, code).await;
        // A handful of dead entries may wait for the next sweep.
        assert!(second <= first + 64, "{first} {second}");
    });
}
