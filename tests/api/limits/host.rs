//! What the host holds for a script: handles, and calls of host functions under way.

use crate::support::{block_on, engine};
use skerry::{AsyncCaller, Error, Function, HostError, HostModule, Limits, Promise, Runtime};
use std::future::pending;

fn with(limits: Limits) -> Runtime {
    let waits = HostModule::new("host:waits")
        .async_function("forever", |_: AsyncCaller, ()| pending::<Result<(), HostError>>())
        .async_function("now", |_: AsyncCaller, ()| async { Ok::<_, HostError>(1) });
    block_on(engine().runtime().limits(limits).host_module(waits).build()).unwrap()
}

fn functions(runtime: &mut Runtime, count: u32) -> skerry::Result<Vec<Function>> {
    block_on(runtime.eval(format!("Array.from({{ length: {count} }}, (_, i) => () => i)")))
}

#[test]
fn as_many_handles_as_the_limit_allows_are_held_and_one_more_does_not_cross() {
    let mut runtime = with(Limits::default().handles(3));
    drop(functions(&mut runtime, 2).unwrap());
    let held = functions(&mut runtime, 3).unwrap();
    let over = functions(&mut runtime, 1);
    assert!(matches!(&over, Err(Error::Convert(text)) if text.contains("more than 3 ")), "{over:?}");
    let promise = block_on(runtime.eval::<Vec<Promise>>("[new Promise(() => {})]"));
    assert!(matches!(promise, Err(Error::Convert(_))), "{promise:?}");
    assert_eq!(block_on(runtime.call_function::<u32>(&held[2], ())).unwrap(), 2);
    drop(held);
    assert_eq!(functions(&mut runtime, 3).unwrap().len(), 3);
}

#[test]
fn a_value_with_one_handle_too_many_leaves_none_behind() {
    let mut runtime = with(Limits::default().handles(10));
    for _ in 0..20 {
        assert!(functions(&mut runtime, 11).is_err());
    }
    assert_eq!(functions(&mut runtime, 10).unwrap().len(), 10);
    assert_eq!(block_on(runtime.collect()).unwrap().handles, 0);
}

#[test]
fn no_handle_at_all_is_a_limit_too_and_plain_values_cross() {
    let mut runtime = with(Limits::default().handles(0));
    assert!(functions(&mut runtime, 1).is_err());
    assert_eq!(block_on(runtime.eval::<u32>("1 + 1")).unwrap(), 2);
}

/// Begins host functions that never end; what became of the last and of the runtime.
fn begun(runtime: &mut Runtime, count: usize) -> (String, u32) {
    let code = format!(
        "(async () => {{
            const {{ forever, now }} = await import('host:waits');
            const all = [];
            for (let i = 0; i < {count}; i++) all.push(forever().catch((error) => error.name));
            const open = new Promise((resolve) => setTimeout(resolve, 0, 'under way'));
            const last = await Promise.race([all.at(-1), open]);
            return [last, await now().catch(() => 0)];
        }})()"
    );
    block_on(runtime.eval(code)).unwrap()
}

#[test]
fn as_many_host_functions_as_the_limit_allows_are_under_way_and_one_more_is_a_range_error() {
    for (count, expected) in [(2, ("under way", 1)), (3, ("under way", 0)), (4, ("RangeError", 0))] {
        let found = begun(&mut with(Limits::default().host_calls_in_flight(3)), count);
        assert_eq!((found.0.as_str(), found.1), expected, "{count}");
    }
}

#[test]
fn a_script_that_begins_host_functions_without_end_is_refused_and_goes_on() {
    let mut runtime = with(Limits::default());
    assert_eq!(begun(&mut runtime, 1_024), ("under way".to_owned(), 0));
    assert_eq!(begun(&mut runtime, 20_000), ("RangeError".to_owned(), 0));
    assert_eq!(block_on(runtime.eval::<u32>("1 + 1")).unwrap(), 2);
}
