//! Snapshots: evaluated code that runtimes start from.

use crate::support::{block_on, cache_folder, engine, folder};
use skerry::loader::MapLoader;
use skerry::{Cache, ConsoleLevel, ConsoleSink, Engine, Error, Limit, Limits, MIB, Runtime, Snapshot, Source};
use std::fs;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A function that uses names, strings, symbols and objects of the image.
const KEPT: &str = include_str!("snapshots/kept.js");

async fn snapshot(text: &str) -> Snapshot {
    engine().snapshot([Source::auto(text).url("app.js")]).await.unwrap()
}

async fn refused(text: &str) -> Error {
    engine().snapshot([Source::auto(text).url("app.js")]).await.unwrap_err()
}

async fn started(snapshot: &Snapshot) -> Runtime {
    engine().runtime().snapshot(snapshot).build().await.unwrap()
}

#[test]
fn an_engine_counts_the_snapshots_that_somebody_holds() {
    block_on(async {
        let cache = skerry::Cache::at(crate::support::cache_folder());
        let own = || skerry::Engine::builder().hot_slots(1).wide_slots(2).cache(Some(cache.clone())).build().unwrap();
        let (engine, other) = (own(), own());
        assert_eq!(engine.stats().images, 1);
        let snapshot = engine.snapshot(["var a = 1"]).await.unwrap();
        let clone = snapshot.clone();
        let second = engine.snapshot(["var b = 2"]).await.unwrap();
        assert_eq!((engine.stats().images, other.stats().images), (3, 1));
        let mut held = Vec::new();
        for _ in 0..2 {
            held.push(other.runtime().snapshot(&clone).build().await.unwrap());
        }
        assert_eq!(other.stats().images, 2);
        drop((snapshot, second));
        assert_eq!((engine.stats().images, other.stats().images), (2, 2));
        drop((clone, held));
        assert_eq!((engine.stats().images, other.stats().images), (1, 1));
    });
}

#[test]
fn state_is_there_and_is_not_shared_between_runtimes() {
    block_on(async {
        let snapshot =
            snapshot("var count = 10; class Counter { static n = 1; #x = 5; next() { return ++this.#x } }").await;
        let (mut a, mut b) = (started(&snapshot).await, started(&snapshot).await);
        assert_eq!(a.eval::<i32>("globalThis.own = 1; count += 5").await.unwrap(), 15);
        assert_eq!(a.eval::<i32>("Counter.n = 7; new Counter().next()").await.unwrap(), 6);
        assert_eq!(b.eval::<(i32, String)>("[count + Counter.n, typeof own]").await.unwrap(), (11, "undefined".into()));
        drop(a);
        assert_eq!(started(&snapshot).await.eval::<i32>("count").await.unwrap(), 10);
    });
}

#[test]
fn what_the_image_keeps_stays_whole() {
    block_on(async {
        let mut runtime = started(&snapshot(KEPT).await).await;
        for _ in 0..3 {
            let found: String = runtime.eval("use()").await.unwrap();
            assert_eq!(found, r#"[2,3,2,true,"kept",1,"own",10000,[1,2,3]]"#);
        }
        runtime.collect().await.unwrap();
        assert_eq!(runtime.eval::<i32>("list.length").await.unwrap(), 3);
    });
}

#[test]
fn sources_are_evaluated_in_order_and_share_the_global_scope() {
    block_on(async {
        let sources = ["let words = ['a'];", "words.push('b'); const joined = words.join('-')"];
        let snapshot = engine().snapshot(sources).await.unwrap();
        assert_eq!(started(&snapshot).await.eval::<String>("joined").await.unwrap(), "a-b");
    });
}

#[test]
fn a_runtime_without_the_snapshot_sees_nothing_of_it() {
    block_on(async {
        let snapshot = snapshot("globalThis.secret = 'x'.repeat(1e6); Object.prototype.leak = 1").await;
        for _ in 0..40 {
            assert_eq!(started(&snapshot).await.eval::<i32>("secret.length + ({}).leak").await.unwrap(), 1_000_001);
            let mut plain = engine().runtime().build().await.unwrap();
            assert_eq!(plain.eval::<String>("typeof secret + typeof ({}).leak").await.unwrap(), "undefinedundefined");
        }
    });
}

#[test]
fn what_waits_is_refused_by_name_and_place() {
    block_on(async {
        for (text, expected) in [
            ("let x;\nsetTimeout(() => {}, 1000)", "a timer (setTimeout at app.js:2:1)"),
            ("setInterval(() => {}, 5)", "(setInterval at app.js:1:1)"),
            ("setImmediate(() => {})", "an immediate"),
            ("export {}; await new Promise(() => {})", "a promise that app.js awaits"),
            ("export {}; await new Promise((done) => setTimeout(done, 1))", "a timer (setTimeout at app.js:1:51)"),
        ] {
            let error = refused(text).await;
            assert!(matches!(&error, Error::Setup(message) if message.contains(expected)), "{error}");
        }
    });
}

#[test]
fn top_level_await_that_jobs_settle_is_awaited() {
    block_on(async {
        let snapshot = snapshot("globalThis.x = await Promise.resolve(20).then((n) => n + 1); export {}").await;
        assert_eq!(started(&snapshot).await.eval::<i32>("x").await.unwrap(), 21);
    });
}

#[test]
fn randomness_is_each_runtime_s_own_and_refused_in_the_snapshot() {
    block_on(async {
        let error = refused("Math.random()").await;
        assert!(error.to_string().contains("Math.random is not available while a snapshot is made"), "{error}");
        let snapshot = snapshot("const draw = () => Math.random()").await;
        let (mut a, mut b) = (started(&snapshot).await, started(&snapshot).await);
        assert_ne!(a.eval::<f64>("draw()").await.unwrap(), b.eval::<f64>("draw()").await.unwrap());
    });
}

#[test]
fn crypto_is_each_runtime_s_own_and_refused_in_the_snapshot() {
    block_on(async {
        for code in ["crypto.randomUUID()", "crypto.getRandomValues(new Uint8Array(1))", "new Response(new FormData())"]
        {
            let error = refused(code).await;
            assert!(error.to_string().contains("crypto is not available while a snapshot is made"), "{error}");
        }
        let snapshot = snapshot("const draw = () => crypto.randomUUID(); const url = new URL('http://a/?b')").await;
        let (mut a, mut b) = (started(&snapshot).await, started(&snapshot).await);
        assert_ne!(a.eval::<String>("draw()").await.unwrap(), b.eval::<String>("draw()").await.unwrap());
        assert_eq!(a.eval::<String>("url.searchParams.set('b', 1); url.href").await.unwrap(), "http://a/?b=1");
    });
}

#[test]
fn clocks_are_each_runtime_s_own_and_stand_still_in_the_snapshot() {
    block_on(async {
        let snapshot = snapshot("const then = Date.now(); const year = new Date().getUTCFullYear()").await;
        let mut runtime = started(&snapshot).await;
        assert_eq!(runtime.eval::<(f64, i32)>("[then, year]").await.unwrap(), (946_684_800_000.0, 2000));
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs_f64() * 1000.0;
        for clock in ["Date.now()", "performance.timeOrigin + performance.now()"] {
            let seen: f64 = runtime.eval(clock).await.unwrap();
            assert!((now - 60_000.0..now + 60_000.0).contains(&seen), "{clock}: {seen} {now}");
        }
        assert!(refused("performance.now()").await.to_string().contains("performance.now is not available"));
    });
}

#[test]
fn arguments_are_each_runtime_s_own() {
    block_on(async {
        let snapshot = snapshot("const first = () => process.argv[0]").await;
        for argument in ["a", "b"] {
            let built = engine().runtime().snapshot(&snapshot).arguments([argument]).build().await;
            assert_eq!(built.unwrap().eval::<String>("first()").await.unwrap(), argument);
        }
        assert!(refused("process.argv").await.to_string().contains("process.argv is not available"));
    });
}

#[test]
fn what_a_source_throws_comes_with_its_frames() {
    block_on(async {
        let error = refused("function f() {\n  null.x;\n}\nf()").await;
        let Error::Exception(exception) = &error else { panic!("{error:?}") };
        assert_eq!((exception.name.as_str(), exception.frames.len()), ("TypeError", 2));
        assert_eq!((exception.frames[0].url.as_str(), exception.frames[0].line), ("app.js", Some(2)));
        assert!(matches!(refused("(").await, Error::Exception(_)));
        assert!(matches!(refused("Promise.reject(new Error('no')); 0").await, Error::UnhandledRejection(_)));
        assert!(matches!(refused("process.exit(3)").await, Error::Exited(3)));
    });
}

#[test]
fn frames_of_code_in_a_snapshot_have_their_text() {
    block_on(async {
        let snapshot = snapshot("function f() {\n  null.x;\n}").await;
        let mut runtime = started(&snapshot).await;
        let error = runtime.eval::<()>("f()").await.unwrap_err();
        assert_eq!(error.exception().unwrap().frames[0].line, Some(2));
        assert!(runtime.source_text("app.js").unwrap().contains("null.x"));
    });
}

#[test]
fn code_that_does_not_end_or_takes_too_much_is_a_limit() {
    block_on(async {
        let short = Limits::default().wall(Duration::from_millis(50));
        let small = Limits::default().memory(16 * MIB);
        for (text, limits, expected) in [
            ("for (;;);", short, Limit::Wall),
            ("export {}; for (;;) await 0", short, Limit::Wall),
            ("new Array(5e7).fill(0).map((_, i) => [i])", small, Limit::Memory),
        ] {
            let error = engine().snapshot([Source::auto(text)]).limits(limits).await.unwrap_err();
            assert!(matches!(error, Error::Limit { limit, .. } if limit == expected), "{text}: {error:?}");
        }
        // Nothing is left behind.
        assert_eq!(started(&snapshot("var x = 1").await).await.eval::<i32>("x").await.unwrap(), 1);
    });
}

#[test]
fn modules_are_there_without_a_loader() {
    block_on(async {
        let loader = MapLoader::new().module("lib", "export let loads = 1; export const late = () => import('extra')");
        let loader = loader.module("extra", "export default 'extra'");
        let app = "import { late } from 'lib'; globalThis.late = late; await late(); export const name = 'app'";
        let snapshot = engine().snapshot([Source::module(app).url("app.mjs")]).loader(loader).await.unwrap();
        let mut runtime = started(&snapshot).await;
        assert_eq!(runtime.eval::<String>("late().then((extra) => extra.default)").await.unwrap(), "extra");
        assert_eq!(runtime.eval::<String>("import('app.mjs').then((app) => app.name)").await.unwrap(), "app");
        runtime.import("app.mjs").await.unwrap();
        assert_eq!(runtime.usage().modules, 2, "two evaluated texts and no module");
        assert!(matches!(runtime.eval::<()>("import('other')").await, Err(Error::Exception(_))));
    });
}

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<String>>);

impl ConsoleSink for Lines {
    fn write(&mut self, _level: ConsoleLevel, text: &str) -> std::io::Result<()> {
        self.0.lock().unwrap().push_str(text);
        Ok(())
    }
}

#[test]
fn the_console_writes_to_the_sink_of_the_snapshot_and_then_of_each_runtime() {
    block_on(async {
        let (making, running) = (Lines::default(), Lines::default());
        let sources = ["console.log('made'); const say = () => console.log('ran')"];
        let snapshot = engine().snapshot(sources).console(making.clone()).await.unwrap();
        let mut runtime = engine().runtime().snapshot(&snapshot).console(running.clone()).build().await.unwrap();
        runtime.eval::<()>("say()").await.unwrap();
        assert_eq!((&**making.0.lock().unwrap(), &**running.0.lock().unwrap()), ("made\n", "ran\n"));
    });
}

#[test]
fn the_same_sources_give_the_same_bytes() {
    block_on(async {
        let folder = folder();
        let text =
            "const at = Date.now(); const map = new Map([[{}, 1], ['k', Symbol('s')]]); class A { #x = map }; new A()";
        let mut files = Vec::new();
        for name in ["a", "b", "c"] {
            // Whatever a slot held before leaves no trace.
            engine()
                .runtime()
                .build()
                .await
                .unwrap()
                .eval::<i32>(&*format!("'{name}'.repeat(3e6).length"))
                .await
                .unwrap();
            snapshot(text).await.save(folder.path().join(name)).unwrap();
            files.push(fs::read(folder.path().join(name)).unwrap());
        }
        assert!(files[0] == files[1] && files[1] == files[2]);
        snapshot("1").await.save(folder.path().join("other")).unwrap();
        assert!(files[0] != fs::read(folder.path().join("other")).unwrap());
    });
}

#[test]
fn a_saved_snapshot_is_loaded_by_another_engine() {
    block_on(async {
        let folder = folder();
        let file = folder.path().join("app.snapshot");
        snapshot("var list = Array.from({ length: 1e5 }, (_, i) => ({ i })); function f() { null.x }")
            .await
            .save(&file)
            .unwrap();
        let other = Engine::builder().cache(Some(Cache::at(cache_folder()))).hot_slots(1).build().unwrap();
        let snapshot = other.load_snapshot(&file).unwrap();
        // The second one takes a wide slot.
        let mut runtimes = Vec::new();
        for _ in 0..2 {
            let mut runtime = other.runtime().snapshot(&snapshot).build().await.unwrap();
            assert_eq!(runtime.eval::<i32>("list[99999].i").await.unwrap(), 99_999);
            assert!(runtime.source_text("app.js").is_some());
            runtimes.push(runtime);
        }
        let on_demand = Engine::builder().cache(Some(Cache::at(cache_folder()))).on_demand().build().unwrap();
        let mut runtime = on_demand.runtime().snapshot(&snapshot).build().await.unwrap();
        assert_eq!(runtime.eval::<i32>("list.length").await.unwrap(), 100_000);
    });
}

#[test]
fn a_file_that_is_damaged_or_of_another_build_is_refused() {
    block_on(async {
        let folder = folder();
        let file = folder.path().join("app.snapshot");
        snapshot("var x = 1").await.save(&file).unwrap();
        let whole = fs::read(&file).unwrap();
        let changed = |at: usize| {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            bytes
        };
        let cases = [
            (changed(0), "is no snapshot"),
            (b"no".to_vec(), "is no snapshot"),
            (changed(16), "another build"),
            (changed(20), "another build"),
            (changed(90), "is damaged"),
            (changed(whole.len() - 1), "is damaged"),
            (whole[..whole.len() - 1].to_vec(), "is damaged"),
            ([&*whole, b"x"].concat(), "is damaged"),
        ];
        for (bytes, expected) in cases {
            fs::write(&file, bytes).unwrap();
            let error = engine().load_snapshot(&file).unwrap_err();
            assert!(matches!(&error, Error::Setup(message) if message.contains(expected)), "{expected}: {error}");
        }
        assert!(engine().load_snapshot(folder.path().join("none")).unwrap_err().to_string().contains("cannot be read"));
        fs::write(&file, &whole).unwrap();
        engine().load_snapshot(&file).unwrap();
    });
}

#[test]
fn many_runtimes_start_from_one_snapshot_on_several_threads() {
    let snapshot = block_on(snapshot("let n = 0; const next = () => ++n"));
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let snapshot = snapshot.clone();
            scope.spawn(move || {
                block_on(async {
                    let mut runtimes = Vec::new();
                    for _ in 0..16 {
                        runtimes.push(started(&snapshot).await);
                    }
                    for (index, runtime) in runtimes.iter_mut().enumerate() {
                        let code = format!("for (let i = 0; i < {index}; i++) next(); next()");
                        assert_eq!(runtime.eval::<usize>(&*code).await.unwrap(), index + 1, "thread {thread}");
                    }
                });
            });
        }
    });
}

#[test]
fn recursion_and_memory_are_bounded_as_without_a_snapshot() {
    block_on(async {
        let snapshot =
            snapshot("const deep = () => 1 + deep(); var list = Array.from({ length: 1e5 }, () => ({}))").await;
        let mut runtime =
            engine().runtime().snapshot(&snapshot).limits(Limits::default().memory(32 * MIB)).build().await.unwrap();
        let thrown: String = runtime.eval("try { deep() } catch (error) { error.name }").await.unwrap();
        assert_eq!(thrown, "RangeError");
        let error = runtime.eval::<()>("for (;;) list.push('x'.repeat(1e5) + list.length)").await.unwrap_err();
        assert!(matches!(error, Error::Limit { limit: Limit::Memory, .. }), "{error:?}");
    });
}

#[test]
fn a_memory_limit_below_the_snapshot_is_refused() {
    block_on(async {
        let snapshot = snapshot("var list = Array.from({ length: 2e5 }, () => ({}))").await;
        assert!(snapshot.memory() > 8 * MIB);
        let built = engine().runtime().snapshot(&snapshot).limits(Limits::default().memory(8 * MIB)).build().await;
        assert!(matches!(built, Err(Error::Setup(message)) if message.contains("the snapshot takes")));
    });
}

#[test]
fn garbage_of_the_snapshot_is_not_in_it() {
    block_on(async {
        let text = "(() => { for (let i = 0; i < 200; i++) { const a = { i }; a.a = a } })(); var done = true";
        let (plain, littered) = (snapshot("var done = true").await, snapshot(text).await);
        assert!(littered.memory() <= plain.memory() + 128 * 1024);
    });
}

#[test]
fn snapshots_and_what_makes_them_can_be_sent() {
    fn send<T: Send + 'static>(value: T) -> T {
        value
    }
    fn sync<T: Sync>(_: &T) {}
    block_on(async {
        let made = send(engine().snapshot(["1"]).build()).await.unwrap();
        sync(&made);
    });
}

#[test]
fn variables_that_a_snapshot_is_made_with_stay_in_it() {
    block_on(async {
        let text = "var { MODE: mode, ...others } = process.env; var keys = Object.keys(others)";
        let refused = refused(text).await.to_string();
        assert!(refused.contains("process.env is not available"), "{refused}");
        let source = Source::auto(text).url("app.js");
        let snapshot = engine().snapshot([source]).env("MODE", "a").env("MODE", "b").await.unwrap();
        let mut runtime = started(&snapshot).await;
        assert_eq!(runtime.eval::<String>("[mode, keys.length, process.env.MODE].join()").await.unwrap(), "b,0,b");
    });
}
