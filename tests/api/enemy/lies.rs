//! Components that lie, flood and never return.

use super::component::{BYTES, Enemy};
use super::others_never_notice;
use crate::support::block_on;
use skerry::{AsyncCaller, Caller, Engine, Error, HostError, HostModule, Limit, Limits, MIB, Runtime, Value};
use std::future::pending;
use std::time::Duration;

const LOOP: &str = "(loop $again BODY br $again) unreachable";

fn limits() -> Limits {
    let limits = Limits::default().memory(4 * MIB).wall(Duration::from_secs(2)).output(100_000).host_bytes(MIB);
    limits.host_calls(10_000).host_calls_in_flight(16).streams(8)
}

async fn tenant(engine: &Engine) -> Runtime {
    let module = HostModule::new("host:x")
        .function("echo", |_: &Caller, (value,): (Value,)| Ok::<_, HostError>(value))
        .async_function("forever", |_: AsyncCaller, (_,): (Value,)| pending::<Result<(), HostError>>());
    engine.runtime().limits(limits()).host_module(module).console(|_, _: &str| {}).build().await.unwrap()
}

/// How a call of `eval` ends with this in the guest's place.
fn met(enemy: &Enemy) -> skerry::Result<Value> {
    let engine = Engine::builder().hot_slots(1).wide_slots(1).cache(None).guest(enemy.component()).build().unwrap();
    let result = block_on(async {
        let mut runtime = tenant(&engine).await;
        let result = runtime.eval::<Value>("1").await;
        // Whatever came of it, the rest can be tried and dropped.
        let _next = runtime.eval_text("2").await;
        let _module = runtime.import("x").await;
        let _idle = runtime.run_until_idle().await;
        let _heap = runtime.collect().await;
        assert!(runtime.usage().peak_memory <= 4 * MIB);
        drop(runtime);
        // The slot is free and clean.
        drop(tenant(&engine).await);
        result
    });
    others_never_notice();
    result
}

fn is_fault(enemy: &Enemy, what: &str) {
    let result = met(enemy);
    assert!(matches!(result, Err(Error::Fault(_))), "{what}: {result:?}");
}

fn is_limit(enemy: &Enemy, expected: Limit) {
    let result = met(enemy);
    assert!(matches!(result, Err(Error::Limit { limit, .. }) if limit == expected), "{expected}: {result:?}");
}

fn repeats(body: &str) -> Enemy {
    Enemy::does(&LOOP.replace("BODY", body))
}

#[test]
fn an_honest_component_in_its_place_is_served() {
    assert_eq!(met(&Enemy::answers(&[0x18, 42])).unwrap(), Value::Int(42));
}

#[test]
fn places_and_lengths_outside_of_memory_are_faults() {
    is_fault(&Enemy::does("i32.const -16"), "a result outside");
    is_fault(&Enemy::does("i32.const 17"), "a result that is not aligned");
    is_fault(&Enemy::does("i32.const 262140"), "a result half outside");
    is_fault(&Enemy::claims(&[0], u32::MAX), "a length of four gibibytes");
    is_fault(&Enemy::claims(&[0], 262_144), "a list half outside");
    is_fault(&Enemy::fails(200, [0, 0], &[]), "a case that is none");
    is_fault(&Enemy::fails(5, [BYTES, u32::MAX], &[]), "a text of four gibibytes");
    is_fault(&Enemy::fails(5, [BYTES, 4], &[0xff; 4]), "a text that is not UTF-8");
    is_fault(&Enemy::fails(0, [BYTES, 0x0fff_ffff], &[]), "very many links");
    is_fault(&Enemy::does("i32.const 0 i32.const -8 i32.const 64 call $console_write i32.const 16"), "output outside");
    is_fault(&Enemy::does("unreachable"), "a trap");
}

#[test]
fn values_that_lie_are_faults_or_cannot_cross() {
    let deep = [0x81; 5000];
    let wide = [&[0x9a, 0x00, 0x10, 0x00, 0x00][..], &[0; 100]].concat();
    let cases: [(&str, &[u8]); 15] = [
        ("nothing", &[]),
        ("an array of 2^64 - 1", &[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
        ("a map of 2^32", &[0xbb, 0, 0, 0, 1, 0, 0, 0, 0]),
        ("a million items in a hundred bytes", &wide),
        ("a text longer than all", &[0x7a, 0x00, 0xff, 0xff, 0xff, b'x']),
        ("bytes longer than all", &[0x5b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
        ("a text that is not UTF-8", &[0x62, 0xff, 0xfe]),
        ("five thousand levels", &deep),
        ("an unknown tag", &[0xda, 0x53, 0x4b, 0x45, 0xff, 0x00]),
        ("a list without an end", &[0x9f, 0x01]),
        ("a break alone", &[0xff]),
        ("a stream that it was never given", &[0xda, 0x53, 0x4b, 0x45, 0x10, 0x18, 99]),
        ("a date that is a list", &[0xc1, 0x80]),
        ("a Map that is a number", &[0xd9, 0x01, 0x03, 0x01]),
        ("two values", &[0x01, 0x02]),
    ];
    for (what, bytes) in cases {
        let result = met(&Enemy::answers(bytes));
        assert!(matches!(result, Err(Error::Fault(_) | Error::Convert(_))), "{what}: {result:?}");
    }
    let function = met(&Enemy::answers(&[0xda, 0x53, 0x4b, 0x45, 0x00, 0x18, 99]));
    assert!(matches!(function, Ok(Value::Function(_))), "{function:?}");
}

#[test]
fn exceptions_that_lie_are_read_as_far_as_they_make_sense() {
    // A link: relation, parent, name, message, frames, hint, number of a host error.
    let link = |relation: u32, parent: u32| {
        let words = [relation, parent, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 12345];
        words.into_iter().flat_map(u32::to_le_bytes).collect::<Vec<u8>>()
    };
    for links in
        [vec![], vec![(1, 0)], vec![(0, 0), (1, 1), (1, 7), (2, u32::MAX)], vec![(0, 0), (0, 0), (1, 0), (1, 1)]]
    {
        let bytes: Vec<u8> = links.iter().flat_map(|(relation, parent)| link(*relation, *parent)).collect();
        let count = u32::try_from(links.len()).unwrap();
        for case in [0, 1, 2] {
            let result = met(&Enemy::fails(case, [BYTES, count], &bytes));
            assert!(result.is_err(), "{links:?}: {result:?}");
            assert!(format!("{result:?}").len() < 10_000);
        }
    }
}

#[test]
fn what_never_returns_is_stopped_by_time() {
    is_limit(&repeats(""), Limit::Wall);
    is_limit(&repeats("call $interrupted drop"), Limit::Wall);
    is_limit(&repeats("i64.const -1 call $sleep"), Limit::Wall);
}

#[test]
fn memory_and_stacks_are_bounded() {
    is_limit(&repeats("i32.const 1 memory.grow drop"), Limit::Memory);
    let recursion = "(func $dive (param i64 i64 i64) (result i64)
        (i64.add (local.get 0) (call $dive (local.get 1) (local.get 2) (local.get 0))))";
    let dive = Enemy::does("i64.const 1 i64.const 2 i64.const 3 call $dive drop i32.const 16");
    is_limit(&Enemy { more: recursion.to_owned(), ..dive }, Limit::Stack);
    let result = met(&Enemy::does("i32.const 40000 memory.grow drop i32.const 16"));
    assert!(matches!(result, Err(_) | Ok(_)));
}

#[test]
fn imports_that_are_flooded_run_into_limits() {
    is_limit(&repeats("i32.const 1 i32.const 4096 i32.const 1000 call $console_write"), Limit::Output);
    is_limit(
        &repeats("i32.const 0 i32.const 0 i32.const 4096 i32.const 1 i32.const 512 call $call_host"),
        Limit::HostCalls,
    );
    for flood in [
        "i32.const 4096 i32.const 8 i32.const 512 call $host_module",
        "i32.const 512 call $new_pipe",
        "i32.const 4096 i32.const 100 call $report_fault",
        "i32.const 0 i32.const 4096 i32.const 65536 call $memory_part",
    ] {
        is_limit(&repeats(flood), Limit::Wall);
    }
    let result = met(&repeats("i32.const 4096 i32.const 8 i32.const 512 call $load"));
    assert!(matches!(&result, Err(Error::Limit { limit: Limit::Modules | Limit::Wall, .. })), "{result:?}");
}

#[test]
fn more_than_the_host_takes_at_once_is_a_limit() {
    let grown = |call: &str| Enemy::does(&format!("i32.const 30 memory.grow drop {call} i32.const 16"));
    is_limit(&grown("i32.const 1 i32.const 0 i32.const 2000000 call $console_write"), Limit::HostBytes);
    is_limit(
        &grown("i32.const 0 i32.const 0 i32.const 0 i32.const 2000000 i32.const 512 call $call_host"),
        Limit::HostBytes,
    );
    is_limit(&grown("i32.const 0 i32.const 2000000 call $report_fault"), Limit::HostBytes);
}

#[test]
fn calls_that_are_begun_and_never_waited_for_are_bounded() {
    for begun in [
        "i64.const -1 call $sleep_async drop",
        "i32.const 0 i32.const 1 i32.const 4096 i32.const 2 i32.const 512 call $call_host_async drop",
    ] {
        let enemy = Enemy { data: vec![(4096, vec![0x81, 0x01])], ..repeats(begun) };
        let result = met(&enemy);
        assert!(matches!(result, Err(Error::Fault(_) | Error::Limit { .. })), "{begun}: {result:?}");
    }
}

#[test]
fn ends_of_streams_that_it_does_not_have_are_faults() {
    for lie in [
        "i32.const 99 call $open_reader drop",
        "i32.const 99 i32.const 512 call $end_reader",
        "i32.const 99 i32.const 0 i32.const 0 call $cancel_reader",
        "i32.const 99 i32.const 0 call $open_writer",
        "i32.const 99 i32.const 512 call $close_writer",
        "i32.const 98 i32.const 99 i32.const 512 call $splice",
        "i32.const 7 i32.const 4096 i32.const 100 call $stream_read drop",
        "i32.const 7 call $stream_drop",
        "i32.const 7 call $subtask_drop",
        "i32.const 7 i32.const 8 call $waitable_join",
        // The same end, opened twice.
        "i32.const 512 call $new_pipe i32.const 516 i32.load call $open_reader drop
         i32.const 520 i32.load call $open_reader drop i32.const 520 i32.load call $open_reader drop",
        // A read into memory that it does not have.
        "i32.const 512 call $new_pipe i32.const 520 i32.load call $open_reader i32.const -16 i32.const 100
         call $stream_read drop",
    ] {
        is_fault(&Enemy::does(&format!("{lie} i32.const 16")), lie);
    }
}

#[test]
fn room_that_is_looked_for_for_ever_is_not_waited_for() {
    let looks = |realloc: &str, more: &str| Enemy {
        realloc: realloc.to_owned(),
        more: more.to_owned(),
        ..Enemy::answers(&[0])
    };
    is_limit(&looks("(loop (br 0)) unreachable", ""), Limit::Wall);
    // Here ticks are counted, and there are too many of them for an allocation.
    is_fault(&looks("(loop (loop) (br 0)) unreachable", ""), "loops");
    let tree = "(func $tree (param i32) local.get 0 if local.get 0 i32.const 1 i32.sub call $tree
        local.get 0 i32.const 1 i32.sub call $tree end)";
    is_fault(&looks("i32.const 50 call $tree i32.const 2048", tree), "calls");
}

#[test]
fn room_that_is_none_is_a_fault() {
    for realloc in ["i32.const -1", "i32.const 262143", "unreachable"] {
        is_fault(&Enemy { realloc: realloc.to_owned(), ..Enemy::answers(&[0]) }, realloc);
    }
    let calls = "i32.const 1 i32.const 4096 i32.const 10 call $console_write i32.const 2048";
    let result = met(&Enemy { realloc: calls.to_owned(), ..Enemy::answers(&[0]) });
    assert!(matches!(result, Err(Error::Fault(_))), "{result:?}");
}
