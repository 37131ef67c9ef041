//! Host modules that components serve.

mod streams;

use crate::support::{block_on, engine};
use skerry::{Error, HostModule, Limit, Limits, MIB, Runtime};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// One component for all tests, as one module for any number of runtimes.
fn module() -> Arc<HostModule> {
    static MODULE: OnceLock<Arc<HostModule>> = OnceLock::new();
    let compile = || {
        let component = wat::parse_str(include_str!("component_modules/module.wat")).unwrap();
        Arc::new(HostModule::from_component(engine(), "host:native", component).unwrap())
    };
    Arc::clone(MODULE.get_or_init(compile))
}

async fn runtime(limits: Limits) -> Runtime {
    engine().runtime().host_module(module()).limits(limits).build().await.unwrap()
}

/// What the script gives, the module being `native`.
async fn given(runtime: &mut Runtime, code: &str) -> Result<String, Error> {
    runtime.eval(format!("import('host:native').then(async (native) => String(await ({code})))")).await
}

#[test]
fn arguments_go_in_and_a_result_comes_out() {
    block_on(async {
        let mut runtime = runtime(Limits::default()).await;
        let echo = "native.echo(1, 'two', new Uint8Array([3]), new Map([['k', 4n]]), undefined, null)";
        let code =
            format!("{echo}.then((all) => [all.length, all[1], all[2][0], all[3].get('k'), all[4], all[5]].join())");
        assert_eq!(given(&mut runtime, &code).await.unwrap(), "6,two,3,4,,");
        assert_eq!(
            given(&mut runtime, "Object.keys(native).sort()").await.unwrap(),
            "count,default,echo,fail,grow,handle,lie,spin,trap"
        );
        let large = "native.echo(new Uint8Array(5_000_000).fill(9)).then((all) => all[0].length + all[0][4_999_999])";
        assert_eq!(given(&mut runtime, large).await.unwrap(), "5000009");
    });
}

#[test]
fn what_it_fails_with_the_script_can_catch() {
    block_on(async {
        let mut runtime = runtime(Limits::default()).await;
        let code = "native.fail().catch((error) => [error instanceof RangeError, error.message])";
        assert_eq!(given(&mut runtime, code).await.unwrap(), "true,too far");
    });
}

#[test]
fn a_trap_is_an_exception_and_the_next_call_meets_a_new_instance() {
    block_on(async {
        let mut runtime = runtime(Limits::default()).await;
        let code = "(async () => { const seen = [await native.count(), await native.count()]; \
                    try { await native.trap() } catch (error) { seen.push(error.message) } \
                    return [...seen, await native.count()].join('|') })()";
        let said = given(&mut runtime, code).await.unwrap();
        assert_eq!(
            said,
            "1|2|the component host:native ended in trap: wasm trap: wasm `unreachable` instruction executed|1"
        );
    });
}

#[test]
fn each_runtime_has_an_instance_of_its_own() {
    block_on(async {
        let (mut one, mut two) = (runtime(Limits::default()).await, runtime(Limits::default()).await);
        for count in ["1", "2", "3"] {
            assert_eq!(given(&mut one, "native.count()").await.unwrap(), count);
        }
        assert_eq!(given(&mut two, "native.count()").await.unwrap(), "1");
        one.reset().await.unwrap();
        assert_eq!(given(&mut one, "native.count()").await.unwrap(), "1");
    });
}

#[test]
fn calls_at_the_same_time_are_made_one_after_the_other() {
    block_on(async {
        let mut runtime = runtime(Limits::default()).await;
        let code = "Promise.all(Array.from({ length: 20 }, () => native.count()))";
        let all = (1..=20).map(|count| count.to_string()).collect::<Vec<_>>().join(",");
        assert_eq!(given(&mut runtime, code).await.unwrap(), all);
    });
}

#[test]
fn an_endless_loop_in_it_ends_with_the_call() {
    block_on(async {
        let mut wall = runtime(Limits::default().wall(Duration::from_millis(60))).await;
        let error = given(&mut wall, "native.spin()").await.unwrap_err();
        assert!(matches!(error, Error::Limit { limit: Limit::Wall, .. }), "{error:?}");
        let mut cpu = runtime(Limits::default().cpu(Duration::from_millis(60))).await;
        let error = given(&mut cpu, "native.spin().catch(() => native.spin())").await.unwrap_err();
        assert!(matches!(error, Error::Limit { limit: Limit::Cpu, .. }), "{error:?}");
        let mut other = runtime(Limits::default()).await;
        assert_eq!(given(&mut other, "native.count()").await.unwrap(), "1");
    });
}

#[test]
fn an_interrupt_reaches_it() {
    let mut runtime = block_on(runtime(Limits::default()));
    let stop = runtime.interrupt_handle();
    let interrupted = std::thread::scope(|scope| {
        let called = scope.spawn(|| block_on(given(&mut runtime, "native.spin()")));
        while !called.is_finished() {
            stop.interrupt();
            std::thread::yield_now();
        }
        called.join().unwrap()
    });
    assert!(matches!(interrupted, Err(Error::Interrupted(_))), "{interrupted:?}");
}

#[test]
fn its_memory_is_bounded_as_the_runtimes_is() {
    block_on(async {
        let mut runtime = runtime(Limits::default().memory(16 * MIB)).await;
        let code = "native.grow().catch((error) => error.message)";
        assert_eq!(given(&mut runtime, code).await.unwrap(), "too far");
    });
}

#[test]
fn what_is_no_value_or_holds_a_handle_is_refused() {
    block_on(async {
        let mut runtime = runtime(Limits::default()).await;
        for (code, said) in [
            ("native.echo({ f() {} })", "an argument of a component cannot be a function or a promise"),
            (
                "native.echo([new Map([[1, Promise.resolve()]])])",
                "an argument of a component cannot be a function or a promise",
            ),
            ("native.handle()", "the result of a component cannot be a function or a promise"),
        ] {
            let code = format!("{code}.catch((error) => [error.name, error.message])");
            assert_eq!(given(&mut runtime, &code).await.unwrap(), format!("TypeError,{said}"));
        }
        let lie = given(&mut runtime, "native.lie().catch((error) => error.name)").await.unwrap();
        assert_eq!(lie, "TypeError");
        assert_eq!(given(&mut runtime, "native.count()").await.unwrap(), "1");
    });
}

#[test]
fn components_that_are_no_modules_are_refused() {
    let refusal = |component: &[u8]| match HostModule::from_component(engine(), "host:x", component) {
        Err(Error::Setup(message)) => message,
        other => panic!("{other:?}"),
    };
    assert!(refusal(b"no wasm").starts_with("cannot use the component host:x: "));
    let empty = wat::parse_str("(component)").unwrap();
    assert!(refusal(&empty).contains("skerry:module/functions"), "{}", refusal(&empty));
    let module = wat::parse_str(include_str!("component_modules/module.wat").replace(
        "(func (export \"list\") (result i32) (i32.const 128))",
        "(func (export \"list\") (result i32) (unreachable))",
    ))
    .unwrap();
    assert!(refusal(&module).ends_with("wasm `unreachable` instruction executed"), "{}", refusal(&module));
    let spins = wat::parse_str(
        include_str!("component_modules/module.wat")
            .replace("(result i32) (i32.const 128))", "(result i32) (i32.const -8))"),
    )
    .unwrap();
    assert!(refusal(&spins).starts_with("cannot use the component host:x: "));
}
