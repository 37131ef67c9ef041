//! What a script asks of its host in its life, and what the host holds for it at a time.

use super::{is_limit, run, with};
use crate::support::{block_on, engine};
use skerry::loader::MapLoader;
use skerry::{AsyncCaller, Bytes, Caller, Error, HostError, HostModule, Limit, Limits, MIB, Runtime, Value};
use std::future::pending;

const KIB: u64 = 1024;

fn calling(limits: Limits) -> Runtime {
    let module = HostModule::new("host:calls")
        .function("take", |_: &Caller, (_,): (Value,)| Ok::<_, HostError>(()))
        .function("give", |_: &Caller, (count,): (u32,)| Ok::<_, HostError>(Bytes::from(vec![1; count as usize])))
        .async_function("later", |_: AsyncCaller, (_,): (Value,)| async { Ok::<_, HostError>(1) })
        .async_function("keep", |_: AsyncCaller, (_,): (Value,)| pending::<Result<(), HostError>>());
    block_on(engine().runtime().limits(limits).host_module(module).build()).unwrap()
}

fn calls(limits: Limits, body: &str) -> skerry::Result<Value> {
    let mut runtime = calling(limits);
    let code = format!("(async () => {{ const host = await import('host:calls'); {body} }})()");
    block_on(runtime.eval(code))
}

#[test]
fn as_many_timers_as_the_limit_allows_wait_and_one_more_is_a_range_error() {
    for set in ["setTimeout(() => {}, 1e9)", "setInterval(() => {}, 1e9)", "setImmediate(() => {})"] {
        let code = |count: u32| {
            format!(
                "let thrown; try {{ for (let i = 0; i < {count}; i++) {set} }} catch (e) {{ thrown = e.name }} thrown"
            )
        };
        for (count, expected) in [(2, None), (3, None), (4, Some("RangeError"))] {
            let thrown: Option<String> = block_on(with(Limits::default().timers(3)).eval(code(count))).unwrap();
            assert_eq!(thrown.as_deref(), expected, "{set} {count}");
        }
    }
}

#[test]
fn a_timer_that_has_fired_or_was_cleared_makes_room_for_another() {
    let code = "(async () => {
        for (let i = 0; i < 50; i++) {
            const ids = [setTimeout(() => {}, 1e9), setInterval(() => {}, 1e9)];
            await new Promise((resolve) => setTimeout(resolve, 0));
            ids.forEach(clearTimeout);
        }
        return 'done';
    })()";
    assert_eq!(block_on(with(Limits::default().timers(3)).eval::<String>(code)).unwrap(), "done");
    assert!(run(Limits::default().timers(0), "setTimeout(() => {})").is_err());
}

#[test]
fn signals_with_a_timeout_are_timers_too() {
    let code = "for (;;) AbortSignal.timeout(1e9)";
    let result = run(Limits::default().timers(100), code);
    assert!(matches!(&result, Err(Error::Exception(error)) if error.name == "RangeError"), "{result:?}");
}

#[test]
fn a_snapshot_does_not_keep_the_limit_that_it_was_made_under() {
    let code = "let n = 0; try { for (; n < 10; n++) setTimeout(() => {}, 1e9) } catch {} n";
    let source = "clearTimeout(setTimeout(() => {}, 1e9))";
    let snapshot = block_on(engine().snapshot([source])).unwrap();
    for count in [2, 5] {
        let builder = engine().runtime().snapshot(&snapshot).limits(Limits::default().timers(count));
        let mut runtime = block_on(builder.build()).unwrap();
        assert_eq!(block_on(runtime.eval::<u32>(code)).unwrap(), count);
    }
}

#[test]
fn host_calls_are_counted_over_the_life_of_a_runtime() {
    let limits = Limits::default().host_calls(10);
    let body = |count: u32| format!("for (let i = 0; i < {count}; i++) i % 2 ? host.take(i) : await host.later(i)");
    calls(limits, &body(9)).unwrap();
    calls(limits, &body(10)).unwrap();
    assert!(is_limit(&calls(limits, &body(11)), Limit::HostCalls));
    assert!(is_limit(&calls(limits, "for (;;) try { host.take(1) } catch {}"), Limit::HostCalls));
    let mut runtime = calling(limits);
    let code = format!("(async () => {{ const host = await import('host:calls'); {} }})()", body(6));
    block_on(runtime.run(code.clone())).unwrap();
    assert!(is_limit(&block_on(runtime.run(code)), Limit::HostCalls));
}

#[test]
fn bytes_of_arguments_and_results_are_counted_over_the_life_of_a_runtime() {
    let limits = Limits::default().host_call_bytes(100 * KIB);
    for (count, works) in [(90, true), (110, false)] {
        let taken = calls(limits, &format!("host.take('x'.repeat({count} * 1024))"));
        let given = calls(limits, &format!("host.give({count} * 1024)"));
        let both = calls(limits, &format!("for (let i = 0; i < {count}; i++) await host.later('x'.repeat(1000))"));
        for result in [taken, given, both] {
            assert_eq!(result.is_ok(), works, "{count}: {result:?}");
            assert!(works || is_limit(&result, Limit::HostCallBytes), "{result:?}");
        }
    }
}

#[test]
fn arguments_of_functions_under_way_are_held_up_to_the_limit() {
    let limits = Limits::default().host_bytes(100 * KIB);
    let body = |count: u32| {
        format!(
            "const all = [];
            for (let i = 0; i < {count}; i++) all.push(host.keep(new Uint8Array(10_000)).catch((e) => e.name));
            return Promise.race([...all, new Promise((resolve) => setTimeout(resolve, 0, 'under way'))])"
        )
    };
    for (count, expected) in [(9, "under way"), (10, "under way"), (11, "RangeError")] {
        let found = calls(limits, &body(count)).unwrap();
        assert_eq!(found, Value::String(expected.to_owned()), "{count}");
    }
}

#[test]
fn a_value_that_is_larger_than_what_the_host_holds_ends_the_call() {
    let limits = Limits::default().host_bytes(MIB);
    for code in ["'x'.repeat(1_000_000)", "new Uint8Array(1_000_000)"] {
        assert!(block_on(with(limits).eval::<Value>(code)).is_ok(), "{code}");
    }
    for code in ["'x'.repeat(1_200_000)", "new Uint8Array(2_000_000)", "'x'.repeat(30_000_000)"] {
        let mut runtime = with(limits);
        let result = block_on(runtime.eval::<Value>(code));
        assert!(is_limit(&result, Limit::HostBytes), "{code}: {result:?}");
        assert!(matches!(block_on(runtime.eval::<u32>("1")), Err(Error::Poisoned(_))));
        block_on(runtime.reset()).unwrap();
        assert_eq!(block_on(runtime.eval::<u32>("1")).unwrap(), 1);
    }
    assert!(is_limit(&calls(limits, "host.take('x'.repeat(2_000_000))"), Limit::HostBytes));
}

#[test]
fn a_value_of_many_parts_counts_as_more_than_its_bytes() {
    let limits = Limits::default().host_bytes(MIB);
    let list = |count: u32| format!("new Array({count}).fill(0)");
    assert!(block_on(with(limits).eval::<Value>(list(60_000))).is_ok());
    let result = block_on(with(limits).eval::<Value>(list(70_000)));
    assert!(matches!(&result, Err(Error::Convert(text)) if text.contains("values")), "{result:?}");
}

#[test]
fn less_than_the_host_needs_is_refused_when_the_runtime_is_built() {
    for (bytes, works) in [(0, false), (Limits::LEAST_HOST_BYTES - 1, false), (Limits::LEAST_HOST_BYTES, true)] {
        let built = block_on(engine().runtime().limits(Limits::default().host_bytes(bytes)).build());
        assert_eq!(built.is_ok(), works, "{bytes}");
        assert!(matches!(built, Ok(_) | Err(Error::Setup(_))));
    }
    let mut least = with(Limits::default().host_bytes(Limits::LEAST_HOST_BYTES));
    assert_eq!(block_on(least.eval::<String>("'x'.repeat(1000)")).unwrap().len(), 1000);
}

#[test]
fn pipes_of_streams_are_held_up_to_the_limit() {
    let code = |count: u32| format!("Array.from({{ length: {count} }}, () => new ReadableStream())");
    for limits in [Limits::default().stream_bytes(192 * KIB), Limits::default().host_bytes(200 * KIB)] {
        for (count, works) in [(2, true), (3, true), (4, false)] {
            let result = block_on(with(limits).eval::<Value>(code(count)));
            assert_eq!(result.is_ok(), works, "{count}: {result:?}");
            assert!(matches!(result, Ok(_) | Err(Error::Convert(_))));
        }
    }
}

fn importing(limits: Limits, count: u32, length: usize) -> skerry::Result<u32> {
    let loader = MapLoader::new().module("map:///m", format!("// {}", "x".repeat(length - 3)));
    let mut runtime = block_on(engine().runtime().limits(limits).loader(loader).build()).unwrap();
    let code =
        format!("(async () => {{ for (let i = 0; i < {count}; i++) await import('map:///m?' + i); return 1 }})()");
    block_on(runtime.eval(code))
}

#[test]
fn modules_are_counted_over_the_life_of_a_runtime() {
    let limits = Limits::default().modules(5);
    assert!(importing(limits, 4, 10).is_ok());
    assert!(importing(limits, 5, 10).is_ok());
    assert!(is_limit(&importing(limits, 6, 10), Limit::Modules));
}

#[test]
fn the_text_of_modules_is_counted_over_the_life_of_a_runtime() {
    let limits = Limits::default().source(10_000);
    assert!(importing(limits, 9, 1_000).is_ok());
    assert!(importing(limits, 10, 1_000).is_ok());
    assert!(is_limit(&importing(limits, 11, 1_000), Limit::Source));
    assert!(is_limit(&importing(limits, 1, 20_000), Limit::Source));
}

#[test]
fn what_the_embedder_hands_in_is_no_module_of_the_script() {
    let mut runtime = with(Limits::default().modules(0).source(0));
    for _ in 0..3 {
        assert_eq!(block_on(runtime.eval::<u32>("1 + 1")).unwrap(), 2);
    }
}

#[test]
fn a_limit_that_is_hit_while_an_error_is_read_is_that_limit() {
    let code = "throw Object.defineProperty(new Error('x'), 'message', { get() { for (;;); } })";
    assert!(is_limit(&run(Limits::default().wall(super::SOON), code), Limit::Wall));
}

#[test]
fn a_function_that_was_moved_into_the_arguments_is_alive_until_the_call_is_made() {
    let mut runtime = with(Limits::default());
    block_on(async {
        let call: skerry::Function = runtime.eval("(f, x) => f(x)").await.unwrap();
        for _ in 0..3 {
            let twice: skerry::Function = runtime.eval("(x) => x * 2").await.unwrap();
            assert_eq!(runtime.call_function::<u32>(&call, (twice, 2)).await.unwrap(), 4);
        }
        drop(call);
        assert_eq!(runtime.collect().await.unwrap().handles, 0);
    });
}
