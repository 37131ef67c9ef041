//! Streams between scripts and components.

use super::given;
use crate::support::{block_on, engine};
use skerry::{HostModule, Limits, Runtime};
use std::sync::{Arc, OnceLock};

/// A component that streams.
fn streaming() -> Arc<HostModule> {
    static MODULE: OnceLock<Arc<HostModule>> = OnceLock::new();
    let compile = || {
        let component =
            wat::parse_file(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/api/component_modules/streams.wat"))
                .unwrap();
        Arc::new(HostModule::from_component(engine(), "host:native", component).unwrap())
    };
    Arc::clone(MODULE.get_or_init(compile))
}

async fn runtime(limits: Limits) -> Runtime {
    engine().runtime().host_module(streaming()).limits(limits).build().await.unwrap()
}

/// A stream of so many chunks of 1,000 bytes, in JavaScript.
fn chunks(count: u32) -> String {
    format!(
        "new ReadableStream({{ type: 'bytes', n: 0, pull(controller) {{ \
         if (this.n++ === {count}) controller.close(); else controller.enqueue(new Uint8Array(1000)); \
         if (this.n > {count}) controller.byobRequest?.respond(0) }} }})"
    )
}

#[test]
fn it_reads_a_stream_of_the_script_to_its_end() {
    block_on(async {
        let mut runtime = runtime(Limits::default()).await;
        for count in [0, 1, 500] {
            let code = format!("native.sum({})", chunks(count));
            assert_eq!(given(&mut runtime, &code).await.unwrap(), (count * 1000).to_string());
        }
    });
}

#[test]
fn a_script_reads_what_it_streams_after_the_call() {
    block_on(async {
        let mut runtime = runtime(Limits::default()).await;
        let code = "native.make().then(async (stream) => { let n = 0; \
                    for await (const chunk of stream) n += chunk.length; return n })";
        assert_eq!(given(&mut runtime, code).await.unwrap(), "200000");
        let twice = format!("Promise.all([{code}, {code}])");
        assert_eq!(given(&mut runtime, &twice).await.unwrap(), "200000,200000");
    });
}

#[test]
fn a_stream_goes_through_it_and_from_one_call_to_the_next() {
    block_on(async {
        let mut runtime = runtime(Limits::default()).await;
        let code = format!("native.echo('a', {}).then(([a, stream]) => native.sum(stream))", chunks(300));
        assert_eq!(given(&mut runtime, &code).await.unwrap(), "300000");
        assert_eq!(given(&mut runtime, "native.make().then(native.sum)").await.unwrap(), "200000");
        let both = format!(
            "native.echo({{ a: {}, b: [{}] }}).then(([{{ a, b }}]) => Promise.all([native.sum(b[0]), native.sum(a)]))",
            chunks(1),
            chunks(2)
        );
        assert_eq!(given(&mut runtime, &both).await.unwrap(), "2000,1000");
    });
}

#[test]
fn why_a_stream_ended_early_crosses_in_both_directions() {
    block_on(async {
        let mut runtime = runtime(Limits::default()).await;
        let read = "(async (stream) => { let n = 0; try { for await (const chunk of stream) n += chunk.length } \
                    catch (error) { return [n, error.name, error.message].join('|') } return n })";
        let cut = format!("native.cut().then({read})");
        assert_eq!(given(&mut runtime, &cut).await.unwrap(), "3|RangeError|too far");
        let trap = format!("native.trap().then({read})");
        assert_eq!(given(&mut runtime, &trap).await.unwrap(), "3|Error|the component ended before its stream did");
        let failing = "native.sum(new ReadableStream({ pull() { throw new SyntaxError('no more') } }))\
                       .catch((error) => [error.name, error.message])";
        assert_eq!(given(&mut runtime, failing).await.unwrap(), "SyntaxError,no more");
    });
}

#[test]
fn a_stream_that_nobody_reads_holds_up_no_other_call() {
    block_on(async {
        let mut runtime = runtime(Limits::default()).await;
        let code = format!("native.make().then((stream) => native.sum({}).then((n) => n + String(stream)))", chunks(2));
        assert_eq!(given(&mut runtime, &code).await.unwrap(), "2000[object ReadableStream]");
        let cancelled =
            format!("native.make().then((stream) => stream.cancel('enough')).then(() => native.sum({}))", chunks(3));
        assert_eq!(given(&mut runtime, &cancelled).await.unwrap(), "3000");
    });
}

#[test]
fn streams_beyond_the_limit_are_an_exception_and_the_next_call_works() {
    block_on(async {
        let mut runtime = runtime(Limits::default().streams(2)).await;
        let code = "(async () => { const kept = []; try { for (;;) kept.push(await native.make()) } \
                    catch (error) { for (const stream of kept) await stream.cancel(); \
                    return [kept.length, error.name, error.message].join('|') } })()";
        let said = given(&mut runtime, code).await.unwrap();
        assert!(said.starts_with("2|") && said.contains("more than 2 streams"), "{said}");
        assert_eq!(given(&mut runtime, "native.make().then(native.sum)").await.unwrap(), "200000");
    });
}

#[test]
fn writable_streams_are_refused() {
    block_on(async {
        let mut runtime = runtime(Limits::default()).await;
        let code = "native.echo([new WritableStream()]).catch((error) => [error.name, error.message])";
        assert_eq!(
            given(&mut runtime, code).await.unwrap(),
            "TypeError,an argument of a component cannot be a writable stream"
        );
    });
}

#[test]
fn a_runtime_can_be_dropped_while_it_streams() {
    block_on(async {
        for code in ["native.make()", "native.sum(new ReadableStream({ type: 'bytes' }))"] {
            let mut runtime = runtime(Limits::default()).await;
            let started = format!("import('host:native').then((native) => {{ globalThis.kept = {code}; return 1 }})");
            assert_eq!(runtime.eval::<u32>(started).await.unwrap(), 1);
            drop(runtime);
        }
        let mut other = runtime(Limits::default()).await;
        assert_eq!(given(&mut other, "native.make().then(native.sum)").await.unwrap(), "200000");
    });
}
