//! Functions of the embedder, called by scripts.

use crate::support::{block_on, engine};
use skerry::{AsyncCaller, Caller, Error, Function, HostError, HostModule, Runtime};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

#[derive(Debug, PartialEq, thiserror::Error)]
#[error("row {0} is locked")]
struct Locked(u32);

/// Counts futures that were dropped.
struct Guard(Arc<AtomicUsize>);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

/// `open` lets the `later` that waits longest go on.
fn kv() -> HostModule {
    let gate = Arc::new(tokio::sync::Notify::new());
    HostModule::new("host:kv")
        .function("get", |_: &Caller, (key,): (String,)| Ok::<_, HostError>(format!("value of {key}")))
        .function("range", |_: &Caller, ()| Err::<(), _>(HostError::range_error("too far")))
        .function("locked", |_: &Caller, (row,): (u32,)| Err::<(), _>(Locked(row)))
        .function("panic", |_: &Caller, ()| -> Result<(), HostError> { panic!("on purpose") })
        .function("tenant", |caller: &Caller, ()| Ok::<_, HostError>(caller.data::<String>().cloned()))
        .function("open", {
            let gate = Arc::clone(&gate);
            move |_: &Caller, ()| {
                gate.notify_one();
                Ok::<_, HostError>(())
            }
        })
        .async_function("later", move |_: AsyncCaller, (text,): (String,)| {
            let gate = Arc::clone(&gate);
            async move {
                gate.notified().await;
                Ok::<_, HostError>(text)
            }
        })
        .async_function("now", |_: AsyncCaller, (text,): (String,)| async move { Ok::<_, HostError>(text) })
        .async_function("async_panic", |_: AsyncCaller, ()| async move {
            tokio::task::yield_now().await;
            if true {
                panic!("later")
            }
            Ok::<(), HostError>(())
        })
        .async_function("map", |caller: AsyncCaller, (function, numbers): (Function, Vec<i32>)| async move {
            let mut mapped = Vec::new();
            for number in numbers {
                mapped.push(
                    caller
                        .call::<i32>(&function, (number,))
                        .await
                        .map_err(|error| HostError::new(error.to_string()))?,
                );
            }
            Ok::<_, HostError>(mapped)
        })
}

async fn runtime() -> Runtime {
    engine().runtime().host_module(kv()).data("tenant 1".to_owned()).build().await.unwrap()
}

/// Runs an async body with the module as `kv`.
async fn run<T: serde::de::DeserializeOwned>(runtime: &mut Runtime, body: &str) -> Result<T, Error> {
    runtime.eval(format!("(async () => {{ const kv = await import('host:kv'); {body} }})()")).await
}

#[test]
fn a_function_takes_arguments_and_gives_a_result() {
    block_on(async {
        let mut runtime = runtime().await;
        assert_eq!(run::<String>(&mut runtime, "return kv.get('a')").await.unwrap(), "value of a");
        assert_eq!(runtime.usage().host_calls, 1);
        assert_eq!(run::<String>(&mut runtime, "return kv.default.get.name").await.unwrap(), "get");
    });
}

#[test]
fn arguments_that_do_not_fit_are_a_type_error_of_the_script() {
    block_on(async {
        let body = "try { kv.get(1) } catch (error) { return [error instanceof TypeError, error.message.length > 0] }";
        assert_eq!(run::<(bool, bool)>(&mut runtime().await, body).await.unwrap(), (true, true));
    });
}

#[test]
fn an_error_has_the_class_that_the_host_says() {
    block_on(async {
        let body = "try { kv.range() } catch (error) { return [error instanceof RangeError, error.message] }";
        assert_eq!(run::<(bool, String)>(&mut runtime().await, body).await.unwrap(), (true, "too far".to_owned()));
    });
}

#[test]
fn the_embedders_own_error_comes_back() {
    block_on(async {
        let mut runtime = runtime().await;
        let error = run::<()>(&mut runtime, "kv.locked(3)").await.unwrap_err();
        assert!(matches!(error, Error::Host(_)));
        assert_eq!(error.to_string(), "Error: row 3 is locked");
        assert_eq!(error.host_error::<Locked>(), Some(&Locked(3)));
        let wrapped =
            run::<()>(&mut runtime, "try { kv.locked(4) } catch (cause) { throw new Error('no', { cause }) }").await;
        let wrapped = wrapped.unwrap_err();
        assert_eq!(wrapped.exception().unwrap().cause.as_ref().unwrap().host_error::<Locked>(), Some(&Locked(4)));
    });
}

#[test]
fn functions_that_answer_later_run_together() {
    block_on(async {
        let mut runtime = runtime().await;
        let body = "const log = [];
            const two = kv.later('two').then((text) => log.push(text));
            const one = kv.later('one').then((text) => log.push(text));
            log.push(await kv.now('now'));
            kv.open();
            await two;
            setTimeout(() => { log.push('timer'); kv.open(); });
            await one;
            return log;";
        let log: Vec<String> = run(&mut runtime, body).await.unwrap();
        assert_eq!(log, ["now", "two", "timer", "one"]);
    });
}

#[test]
fn a_pending_function_keeps_the_loop_alive() {
    block_on(async {
        let mut runtime = runtime().await;
        run::<()>(&mut runtime, "kv.later('x').then((text) => { globalThis.got = text }); setTimeout(kv.open)")
            .await
            .unwrap();
        runtime.run_until_idle().await.unwrap();
        assert_eq!(runtime.eval::<String>("got").await.unwrap(), "x");
    });
}

#[test]
fn a_function_of_the_script_is_called_back() {
    block_on(async {
        let body = "return await kv.map((n) => n * 10, [1, 2, 3])";
        assert_eq!(run::<Vec<i32>>(&mut runtime().await, body).await.unwrap(), [10, 20, 30]);
    });
}

#[test]
fn a_panic_poisons_one_runtime_and_nothing_else() {
    block_on(async {
        for name in ["panic", "async_panic"] {
            let (mut mine, mut other) = (runtime().await, runtime().await);
            let error = run::<()>(&mut mine, &format!("await kv.{name}()")).await.unwrap_err();
            assert!(matches!(&error, Error::Panicked(said) if said.contains(name)), "{error}");
            assert!(matches!(mine.eval::<i32>("1").await, Err(Error::Poisoned(_))));
            assert_eq!(other.eval::<i32>("1").await.unwrap(), 1);
            mine.reset().await.unwrap();
            assert_eq!(run::<String>(&mut mine, "return kv.get('b')").await.unwrap(), "value of b");
        }
    });
}

#[test]
fn each_runtime_has_data_of_its_own() {
    block_on(async {
        let module = Arc::new(kv());
        let mut one = engine().runtime().host_module(Arc::clone(&module)).data("one".to_owned()).build().await.unwrap();
        let mut none = engine().runtime().host_module(module).build().await.unwrap();
        assert_eq!(run::<Option<String>>(&mut one, "return kv.tenant()").await.unwrap(), Some("one".to_owned()));
        assert_eq!(run::<Option<String>>(&mut none, "return kv.tenant()").await.unwrap(), None);
    });
}

#[test]
fn a_pending_function_is_dropped_with_its_runtime() {
    block_on(async {
        let dropped = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&dropped);
        let module = HostModule::new("host:kv").async_function("never", move |_: AsyncCaller, ()| {
            let guard = Guard(Arc::clone(&count));
            async move {
                let _guard = guard;
                std::future::pending::<Result<(), HostError>>().await
            }
        });
        let mut runtime = engine().runtime().host_module(module).build().await.unwrap();
        run::<()>(&mut runtime, "kv.never()").await.unwrap();
        assert_eq!(dropped.load(Ordering::SeqCst), 0);
        drop(runtime);
        assert_eq!(dropped.load(Ordering::SeqCst), 1);
    });
}

#[test]
fn a_function_that_never_answers_ends_with_the_limit_and_the_runtime_goes_on() {
    block_on(async {
        let mut runtime = runtime().await;
        let call = runtime.eval::<()>("import('host:kv').then((kv) => kv.later('x'))");
        let error = call.timeout(Duration::from_millis(10)).await.unwrap_err();
        assert!(matches!(error, Error::Limit { .. }), "{error}");
        assert_eq!(run::<String>(&mut runtime, "return kv.get('c')").await.unwrap(), "value of c");
    });
}

#[test]
fn a_module_that_was_not_given_is_not_found() {
    block_on(async {
        let mut runtime = engine().runtime().build().await.unwrap();
        let error = run::<()>(&mut runtime, "").await.unwrap_err();
        assert_eq!(error.to_string(), "Error: cannot find module 'host:kv'");
        assert!(error.exception().unwrap().hint.is_some());
    });
}

#[test]
fn names_that_cannot_be_are_refused() {
    block_on(async {
        let twice = HostModule::new("host:a")
            .function("f", |_: &Caller, ()| Ok::<_, HostError>(()))
            .function("f", |_: &Caller, ()| Ok::<_, HostError>(()));
        for module in [HostModule::new("kv"), HostModule::new("host:"), twice] {
            assert!(matches!(engine().runtime().host_module(module).build().await, Err(Error::Setup(_))));
        }
    });
}

#[test]
fn an_abort_signal_among_the_arguments_drops_the_future() {
    block_on(async {
        let (dropped, started) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (count, begun) = (Arc::clone(&dropped), Arc::clone(&started));
        let slow = HostModule::new("host:slow").async_function(
            "wait",
            move |_: AsyncCaller, (_, name): (serde::de::IgnoredAny, Option<String>)| {
                begun.fetch_add(1, Ordering::SeqCst);
                let guard = Guard(Arc::clone(&count));
                async move {
                    if name.as_deref() != Some("ready") {
                        std::future::pending::<()>().await;
                    }
                    drop(guard);
                    Ok::<_, HostError>("done")
                }
            },
        );
        let mut runtime = engine().runtime().host_module(slow).build().await.unwrap();
        let setup = "const of = (promise) => promise.then(String, (error) => error.name + ': ' + error.message); \
                     let slow; import('host:slow').then((module) => { slow = module })";
        runtime.eval::<skerry::Value>(setup).await.unwrap();
        for (number, (code, said)) in [
            ("const c = new AbortController(); setTimeout(() => c.abort(), 1); of(slow.wait(c.signal))", "AbortError: the operation was aborted"),
            ("const d = new AbortController(); setTimeout(() => d.abort(new RangeError('enough')), 1); of(slow.wait({ signal: d.signal }))", "RangeError: enough"),
            ("of(slow.wait(AbortSignal.timeout(5), 'x'))", "TimeoutError: the operation timed out"),
        ]
        .iter()
        .enumerate()
        {
            assert_eq!(runtime.eval::<String>(*code).await.unwrap(), *said);
            assert_eq!(dropped.load(Ordering::SeqCst), number + 1, "{code}");
        }
        let never = "of(slow.wait(AbortSignal.abort('before')))";
        assert_eq!(runtime.eval::<String>(never).await.unwrap(), "undefined: undefined");
        assert_eq!(started.load(Ordering::SeqCst), 3, "a signal that is aborted starts nothing");
        let ready = "const e = new AbortController(); of(slow.wait(e.signal, 'ready')).then((end) => { e.abort(); return end })";
        assert_eq!(runtime.eval::<String>(ready).await.unwrap(), "done");
        // What was dropped does not count as under way.
        let many = "(async () => { for (let i = 0; i < 2000; i++) { const f = new AbortController(); \
                    const waiting = of(slow.wait(f.signal)); f.abort(); await waiting } })()";
        runtime.run(many).await.unwrap();
        assert_eq!(dropped.load(Ordering::SeqCst), 2004);
    });
}
