//! Every limit: under, at and over it.

mod amounts;
mod host;

use crate::support::{block_on, engine};
use skerry::{Error, Limit, Limits, MIB, Runtime};
use std::time::{Duration, Instant};

fn with(limits: Limits) -> Runtime {
    block_on(engine().runtime().limits(limits).console(|_, _: &str| {}).build()).unwrap()
}

fn run(limits: Limits, code: &str) -> skerry::Result<()> {
    let mut runtime = with(limits);
    block_on(runtime.run(code)).map(drop)
}

fn is_limit<T>(result: &skerry::Result<T>, expected: Limit) -> bool {
    matches!(result, Err(Error::Limit { limit, .. }) if *limit == expected)
}

const SOON: Duration = Duration::from_millis(30);

#[test]
fn wall_time_stops_computing_and_waiting() {
    for code in
        ["for (;;);", "setTimeout(() => {}, 60_000); 0", "new Promise((resolve) => setTimeout(resolve, 60_000))"]
    {
        let start = Instant::now();
        let result = run(Limits::default().wall(SOON), code);
        assert!(is_limit(&result, Limit::Wall), "{code}: {result:?}");
        assert!(start.elapsed() >= SOON && start.elapsed() < Duration::from_secs(5), "{code}: {:?}", start.elapsed());
    }
}

#[test]
fn wall_time_bounds_one_call_and_starts_anew() {
    let mut runtime = with(Limits::default().wall(Duration::from_millis(250)));
    block_on(async {
        for _ in 0..4 {
            runtime.eval::<()>("new Promise((resolve) => setTimeout(resolve, 80))").await.unwrap();
        }
    });
    assert!(runtime.usage().wall >= Duration::from_millis(320));
}

#[test]
fn a_runtime_that_was_stopped_while_it_waited_is_usable() {
    let mut runtime = with(Limits::default().wall(SOON));
    let result = block_on(runtime.run("new Promise((resolve) => setTimeout(resolve, 60_000))"));
    assert!(is_limit(&result, Limit::Wall), "{result:?}");
    assert_eq!(block_on(runtime.eval::<i32>("1 + 1")).unwrap(), 2);
}

#[test]
fn promises_that_the_end_of_a_call_has_rejected_end_no_other() {
    for code in [
        "Promise.resolve().then(() => { for (;;); }).then(() => {}).then(() => {}); 0",
        "(async () => { await null; await (async () => { await null; for (;;); })(); })(); 0",
        "const again = () => new Promise((resolve) => { for (let i = 0; i < 1e4; i++); resolve(); }).then(again); again(); 0",
    ] {
        let mut runtime = with(Limits::default().wall(SOON));
        let result = block_on(runtime.run(code));
        assert!(is_limit(&result, Limit::Wall), "{code}: {result:?}");
        for _ in 0..3 {
            let result = block_on(runtime.eval::<i32>("1 + 1"));
            assert!(matches!(result, Ok(2) | Err(Error::Limit { .. })), "{code}: {result:?}");
        }
    }
}

#[test]
fn cpu_time_stops_computing_and_not_waiting() {
    assert!(is_limit(&run(Limits::default().cpu(SOON), "for (;;);"), Limit::Cpu));
    run(Limits::default().cpu(Duration::from_millis(200)), "new Promise((r) => setTimeout(r, 300))").unwrap();
}

#[test]
fn cpu_time_counts_jobs_and_timers_of_one_call() {
    let limits = Limits::default().cpu(SOON);
    assert!(is_limit(&run(limits, "(function again() { setTimeout(again, 0) })()"), Limit::Cpu));
    assert!(is_limit(&run(limits, "(function again() { queueMicrotask(again) })()"), Limit::Cpu));
}

#[test]
fn a_limit_says_what_was_allowed_and_where_the_script_was() {
    let result = run(Limits::default().wall(SOON), "function spin() { for (;;) Math.abs(1) }\nspin()");
    let Err(error @ Error::Limit { .. }) = result else { panic!("{result:?}") };
    assert_eq!(error.to_string(), "wall time limit exceeded: 30ms allowed");
    assert_eq!(error.exception().unwrap().frames.first().unwrap().function, "spin");
}

#[test]
fn memory_under_the_limit_is_had_and_over_it_is_not() {
    let limits = Limits::default().memory(32 * MIB);
    run(limits, "new Uint8Array(16 * 2 ** 20).fill(1); 0").unwrap();
    assert!(is_limit(&run(limits, "new Uint8Array(40 * 2 ** 20); 0"), Limit::Memory));
}

#[test]
fn an_exception_after_memory_was_refused_and_caught_is_that_exception() {
    let code = "try { new Uint8Array(64 * 2 ** 20) } catch {} throw new TypeError('mine')";
    let result = run(Limits::default().memory(32 * MIB), code);
    assert!(matches!(&result, Err(Error::Exception(exception)) if exception.message == "mine"), "{result:?}");
}

#[test]
fn memory_that_was_refused_leaves_the_runtime_usable() {
    let mut runtime = with(Limits::default().memory(16 * MIB));
    let code = "let message; try { new Uint8Array(64 * 2 ** 20) } catch (error) { message = `${error.name}: ${error.message}` } message";
    let message: String = block_on(runtime.eval(code)).unwrap();
    assert!(message.contains("memory"), "{message}");
    assert_eq!(block_on(runtime.eval::<usize>("new Uint8Array(4 * 2 ** 20).length")).unwrap(), 4 << 20);
    assert!(runtime.usage().peak_memory <= 16 * MIB);
}

#[test]
fn a_trap_that_has_nothing_to_do_with_memory_is_not_called_a_memory_limit() {
    let mut runtime = with(Limits::default().memory(16 * MIB).wall(Duration::from_millis(200)));
    block_on(runtime.run("try { new Uint8Array(64 * 2 ** 20) } catch {} 0")).unwrap();
    let result = block_on(runtime.run("for (;;) [1, 2, 3].indexOf(4)"));
    assert!(is_limit(&result, Limit::Wall), "{result:?}");
}

#[test]
fn a_script_that_loses_each_exception_of_memory_is_stopped() {
    let limits = Limits::unlimited().memory(16 * MIB);
    for code in [
        "(function go() { Promise.resolve().then(go); Promise.resolve().then(go) })()",
        "const kept = []; for (;;) try { for (;;) kept.push(new Array(1000).fill(0)) } catch {}",
        "const kept = []; (async function go() { go(); kept.push(go()); await null; go() })()",
    ] {
        let result = run(limits, code);
        assert!(is_limit(&result, Limit::Memory), "{code}: {result:?}");
    }
}

#[test]
fn a_few_exceptions_of_memory_are_no_limit() {
    let code =
        "let caught = 0; for (let i = 0; i < 20; i++) try { new Uint8Array(64 * 2 ** 20) } catch { caught++ } caught";
    assert_eq!(block_on(with(Limits::default().memory(16 * MIB)).eval::<u32>(code)).unwrap(), 20);
}

#[test]
fn memory_out_of_range_is_refused_when_the_runtime_is_built() {
    for (bytes, works) in [
        (0, false),
        (Limits::LEAST_MEMORY - 1, false),
        (Limits::LEAST_MEMORY, true),
        (Limits::MOST_MEMORY, true),
        (Limits::MOST_MEMORY + 1, false),
        (u64::MAX, false),
    ] {
        let built = block_on(engine().runtime().limits(Limits::default().memory(bytes)).build());
        assert_eq!(built.is_ok(), works, "{bytes}");
        assert!(matches!(built, Ok(_) | Err(Error::Setup(_))));
    }
}

#[test]
fn the_least_memory_is_enough_for_a_short_script() {
    let mut runtime = with(Limits::default().memory(Limits::LEAST_MEMORY));
    assert_eq!(block_on(runtime.eval::<i32>("[1, 2].map((x) => x * 2)[1]")).unwrap(), 4);
}

#[test]
fn output_at_the_limit_is_allowed_and_over_it_is_not() {
    let limits = Limits::default().output(8);
    run(limits, "console.log('1234567')").unwrap();
    run(limits, "console.log('123'); console.error('567')").unwrap();
    assert!(is_limit(&run(limits, "console.log('12345678')"), Limit::Output));
    assert!(is_limit(&run(limits, "for (;;) console.log('x')"), Limit::Output));
}

#[test]
fn output_bounds_the_life_of_a_runtime() {
    let mut runtime = with(Limits::default().output(8));
    block_on(runtime.run("console.log('1234567')")).unwrap();
    let result = block_on(runtime.run("console.log('x'); for (;;);"));
    assert!(is_limit(&result, Limit::Output), "{result:?}");
    assert_eq!(runtime.usage().output.min(8), 8);
}

#[test]
fn a_limit_of_no_time_stops_at_once() {
    assert!(is_limit(&run(Limits::default().wall(Duration::ZERO), "for (;;);"), Limit::Wall));
    assert!(is_limit(&run(Limits::default().cpu(Duration::ZERO), "for (;;);"), Limit::Cpu));
}

#[test]
fn the_largest_durations_are_no_limit() {
    run(Limits::default().wall(Duration::MAX).cpu(Duration::MAX).output(u64::MAX), "setTimeout(() => {}, 1); 0")
        .unwrap();
}

#[test]
fn recursion_of_native_functions_is_a_range_error_and_the_runtime_is_usable() {
    let mut runtime = with(Limits::default());
    let bind = "f = Object.defineProperty(f.bind(null), 'name', { value: '' })";
    for code in [
        format!("{{ let f = function () {{}}; for (let i = 0; i < 300_000; i++) {bind}; new f(); }}"),
        "{ let it = [1].values(); for (let i = 0; i < 300_000; i++) it = it.map((x) => x); [...it]; }".to_owned(),
    ] {
        let result = block_on(runtime.run(code.as_str()));
        assert!(matches!(&result, Err(Error::Exception(error)) if error.name == "RangeError"), "{code}: {result:?}");
        assert_eq!(block_on(runtime.eval::<i32>("1 + 1")).unwrap(), 2);
    }
}

fn depth(limits: Limits) -> u32 {
    let code = "let depth = 0; try { (function dive() { depth++; dive() })() } catch {} depth";
    block_on(with(limits).eval(code)).unwrap()
}

#[test]
fn a_smaller_stack_allows_less_recursion() {
    let most = depth(Limits::default());
    assert_eq!(depth(Limits::default().stack(Limits::MOST_STACK)), most);
    assert_eq!(depth(Limits::unlimited()), most);
    let half = depth(Limits::default().stack(Limits::MOST_STACK / 2));
    assert!((most * 2 / 5..most * 3 / 5).contains(&half), "{half} of {most}");
}

#[test]
fn recursion_under_the_stack_limit_is_allowed_and_over_it_is_a_range_error() {
    let limits = Limits::default().stack(256 * 1024);
    let most = depth(limits);
    let dive = |calls: u32| format!("const dive = (n) => n && 1 + dive(n - 1); dive({calls})");
    assert_eq!(block_on(with(limits).eval::<u32>(dive(most / 2).as_str())).unwrap(), most / 2);
    let over = run(limits, &dive(most * 2));
    assert!(matches!(&over, Err(Error::Exception(error)) if error.name == "RangeError"), "{over:?}");
    assert_eq!(block_on(with(Limits::default()).eval::<u32>(dive(most * 2).as_str())).unwrap(), most * 2);
}

#[test]
fn a_stack_out_of_range_is_refused_when_the_runtime_is_built() {
    for (bytes, works) in [
        (0, false),
        (Limits::LEAST_STACK - 1, false),
        (Limits::LEAST_STACK, true),
        (Limits::MOST_STACK, true),
        (Limits::MOST_STACK + 1, false),
        (u64::MAX, false),
    ] {
        let built = block_on(engine().runtime().limits(Limits::default().stack(bytes)).build());
        assert_eq!(built.is_ok(), works, "{bytes}");
        assert!(matches!(built, Ok(_) | Err(Error::Setup(_))));
    }
}

#[test]
fn the_least_stack_is_enough_for_the_built_ins() {
    let mut runtime = with(Limits::default().stack(Limits::LEAST_STACK));
    let code = "console.log({ a: [new Map([[1, { b: [{}] }]]), new Error('x')] }); console.table([{ a: 1 }]); \
                JSON.stringify(JSON.parse('[[[[1]]]]')).length + [3, 1, 2].sort().length";
    assert_eq!(block_on(runtime.eval::<u32>(code)).unwrap(), 12);
    let thrown = block_on(runtime.run("(function dive() { dive() })()"));
    assert!(matches!(&thrown, Err(Error::Exception(error)) if error.name == "RangeError"), "{thrown:?}");
}
