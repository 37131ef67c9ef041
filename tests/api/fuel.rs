//! Fuel: work counted in units that are the same everywhere.

use crate::support::{block_on, cache_folder, engine};
use skerry::{Cache, Clock, Engine, Error, Limit, Limits, Random};
use std::sync::OnceLock;
use std::time::SystemTime;

pub fn counting() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    let build = || Engine::builder().fuel(true).cache(Some(Cache::at(cache_folder()))).build().unwrap();
    ENGINE.get_or_init(build)
}

const CODE: &str = "const found = new Map(); for (let i = 0; i < 2000; i++) found.set('key ' + i, [i].map((n) => n * 2)); \
                    JSON.stringify([...found].sort()).length";

/// What the code costs in a runtime of its own.
fn cost(code: &str, limits: Limits) -> (skerry::Result<u32>, u64) {
    let builder = counting().runtime().limits(limits).random(Random::Seeded(1));
    let mut runtime = block_on(builder.clock(Clock::Frozen(SystemTime::UNIX_EPOCH)).build()).unwrap();
    let result = block_on(runtime.eval(code));
    (result, runtime.usage().fuel)
}

#[test]
fn the_same_script_costs_the_same_each_time() {
    let (result, first) = cost(CODE, Limits::default());
    assert!(result.unwrap() > 1000 && first > 1_000_000, "{first}");
    for _ in 0..3 {
        assert_eq!(cost(CODE, Limits::default()).1, first);
    }
    let (_, twice) = cost(&format!("for (let n = 0; n < 2; n++) {{ {CODE} }} 1"), Limits::default());
    assert!((first * 3 / 2..first * 5 / 2).contains(&twice), "{first} {twice}");
}

#[test]
fn as_much_fuel_as_a_call_takes_is_enough_and_less_is_not() {
    let (_, needed) = cost(CODE, Limits::default());
    assert!(cost(CODE, Limits::default().fuel(needed + 1)).0.is_ok());
    for fuel in [0, 1, needed / 2, needed - 1_000] {
        let (result, used) = cost(CODE, Limits::default().fuel(fuel));
        assert!(matches!(result, Err(Error::Limit { limit: Limit::Fuel, .. })), "{fuel}: {result:?}");
        assert!(used <= fuel);
    }
}

#[test]
fn endless_scripts_run_out_of_fuel_and_are_poisoned() {
    for code in
        ["for (;;);", "const a = new Array(1e5).fill(0); for (;;) a.indexOf(1)", "for (;;) try { for (;;); } catch {}"]
    {
        let limits = Limits::unlimited().memory(64 << 20).fuel(50_000_000);
        let mut runtime = block_on(counting().runtime().limits(limits).build()).unwrap();
        let result = block_on(runtime.run(code));
        assert!(matches!(result, Err(Error::Limit { limit: Limit::Fuel, .. })), "{code}: {result:?}");
        assert!(matches!(block_on(runtime.run("1")), Err(Error::Poisoned(_))));
        block_on(runtime.reset()).unwrap();
        assert_eq!(block_on(runtime.eval::<u32>("1 + 1")).unwrap(), 2);
    }
}

#[test]
fn fuel_bounds_one_call_and_is_had_anew_by_the_next() {
    let limits = Limits::default().fuel(20_000_000);
    let mut runtime = block_on(counting().runtime().limits(limits).build()).unwrap();
    for _ in 0..10 {
        block_on(runtime.run("for (let i = 0; i < 50_000; i++);")).unwrap();
    }
    assert!(runtime.usage().fuel > 20_000_000, "{}", runtime.usage().fuel);
}

#[test]
fn an_engine_that_does_not_count_fuel_refuses_a_limit_for_it() {
    let built = block_on(engine().runtime().limits(Limits::default().fuel(1_000_000)).build());
    assert!(matches!(built, Err(Error::Setup(text)) if text.contains("fuel(true)")));
    let mut runtime = block_on(engine().runtime().build()).unwrap();
    block_on(runtime.run("1")).unwrap();
    assert_eq!(runtime.usage().fuel, 0);
}
