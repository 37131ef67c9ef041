//! Streams are garbage once nobody holds them, and hold up no teardown.

use super::collection::{nothing_is_left_of, runtime};
use crate::support::{block_on, engine};

/// How often a scenario runs; `just soak` multiplies it.
fn times(count: u32) -> u32 {
    let factor = std::env::var("SKERRY_SOAK").ok().and_then(|factor| factor.parse().ok()).unwrap_or(1);
    count * factor
}

/// `scenario` in a loop, after which no object may be left. Jobs hold what they are about until
/// they have had their turn, so they get one now and then.
fn nothing_is_left_after(count: u32, scenario: &str) {
    let (count, turn) = (times(count), "if (i % 100 === 99) await new Promise((resolve) => setTimeout(resolve, 0));");
    nothing_is_left_of(&format!("(async () => {{ for (let i = 0; i < {count}; i++) {{ {scenario}; {turn} }} }})()"));
}

#[test]
fn streams_that_nobody_reads_are_collected() {
    nothing_is_left_after(
        2_000,
        "new ReadableStream({ pull(c) { c.enqueue({ i }) } }); new WritableStream({ write() {} });
         new TransformStream(); new ReadableStream({ type: 'bytes', autoAllocateChunkSize: 16 })",
    );
}

#[test]
fn a_source_that_points_at_its_own_stream_is_collected() {
    nothing_is_left_after(
        1_000,
        "const source = { start(c) { this.controller = c }, pull() { return this.stream }, cancel() { return this.stream } };
         source.stream = new ReadableStream(source, { highWaterMark: 0 });
         source.reader = source.stream.getReader(); source.pending = source.reader.read(); source.closed = source.reader.closed",
    );
}

#[test]
fn sinks_and_transformers_that_point_at_their_streams_are_collected() {
    nothing_is_left_after(
        1_000,
        "const sink = { start(c) { this.controller = c; this.signal = c.signal }, write() { return new Promise(() => sink.stream) } };
         sink.stream = new WritableStream(sink); sink.writer = sink.stream.getWriter();
         sink.written = [sink.writer.write(sink), sink.writer.write(sink), sink.writer.ready, sink.writer.closed];
         const transformer = { start(c) { this.controller = c }, transform() { return new Promise(() => transformer.stream) } };
         transformer.stream = new TransformStream(transformer); transformer.stream.writable.getWriter().write(transformer)",
    );
}

#[test]
fn abandoned_pipes_tees_and_iterators_are_collected() {
    nothing_is_left_after(
        500,
        "const endless = () => new ReadableStream({ pull(c) { c.enqueue({ i }) } });
         endless().pipeTo(new WritableStream({ write() { return new Promise(() => {}) } }));
         endless().pipeThrough(new TransformStream()); new ReadableStream().pipeTo(new WritableStream());
         const [one, two] = endless().tee(); await one.getReader().read(); two.getReader().read();
         new ReadableStream({ type: 'bytes' }).tee()[0].getReader({ mode: 'byob' }).read(new Uint8Array(8));
         const iterator = endless().values(); await iterator.next(); iterator.next();
         ReadableStream.from((async function* () { yield iterator; await new Promise(() => {}) })()).getReader().read()",
    );
}

#[test]
fn pipes_with_a_signal_that_lives_on_are_collected() {
    nothing_is_left_after(
        500,
        "globalThis.controller ??= new AbortController();
         await new ReadableStream({ start(c) { c.enqueue(1); c.close() } }).pipeTo(new WritableStream(), { signal: controller.signal });
         const own = new AbortController(); new ReadableStream().pipeTo(new WritableStream(), { signal: own.signal })",
    );
}

#[test]
fn streams_that_ended_are_collected() {
    nothing_is_left_after(
        500,
        "const two = () => new ReadableStream({ start(c) { c.enqueue(1); c.enqueue(2); c.close() } });
         for await (const chunk of two()) ; for await (const chunk of two()) break;
         await two().pipeThrough(new TransformStream()).pipeTo(new WritableStream());
         await two().tee()[0].pipeTo(new WritableStream({ write() { throw 1 } }), { preventCancel: true }).catch(() => {});
         await two().pipeTo(new WritableStream({ start(c) { c.error(1) } })).catch(() => {});
         await new ReadableStream({ pull() { throw 1 } }).getReader().read().catch(() => {})",
    );
}

#[test]
fn a_million_chunks_leave_the_heap_flat() {
    block_on(async {
        let mut runtime = runtime().await;
        let chunks = times(20_000);
        let code = format!(
            "(async () => {{ let next = 0;
                const source = new ReadableStream({{ pull(c) {{ next++ < {chunks} ? c.enqueue({{ next }}) : c.close() }} }});
                await source.pipeThrough(new TransformStream()).pipeTo(new WritableStream()) }})()"
        );
        let mut levels = Vec::new();
        for _ in 0..3 {
            runtime.eval::<()>(code.as_str()).await.unwrap();
            let heap = runtime.collect().await.unwrap();
            levels.push((heap.objects, heap.bytes));
        }
        assert_eq!(levels[1].0, levels[2].0, "{levels:?}");
        assert!(levels[2].1 <= levels[1].1 + 4096, "{levels:?}");
        let usage = runtime.usage();
        assert!(usage.peak_memory < 8 << 20, "{usage:?}");
    });
}

#[test]
fn runtimes_with_streams_in_every_state_are_dropped_and_the_next_one_works() {
    let scenarios = [
        "var reader = new ReadableStream().getReader(); reader.read(); void 0",
        "var [one, two] = new ReadableStream({ start(c) { c.enqueue(1) } }).tee(); one.getReader().read().then(() => {})",
        "new ReadableStream({ pull(c) { c.enqueue(1) } }).pipeTo(new WritableStream({ write: () => new Promise(() => {}) })); void 0",
        "var abort = new AbortController(); new ReadableStream().pipeTo(new WritableStream(), { signal: abort.signal }); void 0",
        "var iterator = new ReadableStream({ start(c) { c.enqueue(1) } }).values(); iterator.next().then(() => { iterator.next() })",
        "var source = { start(c) { source.c = c } }; source.stream = new ReadableStream(source); source.byob =
            new ReadableStream({ type: 'bytes' }).getReader({ mode: 'byob' }).read(new Uint8Array(4)); void 0",
    ];
    block_on(async {
        for scenario in scenarios {
            let mut runtime = engine().runtime().build().await.unwrap();
            runtime.eval::<()>(scenario).await.unwrap();
            drop(runtime);
        }
        let mut runtime = engine().runtime().build().await.unwrap();
        let code =
            "(async () => { let all = 0; for await (const n of ReadableStream.from([1, 2])) all += n; return all })()";
        assert_eq!(runtime.eval::<i32>(code).await.unwrap(), 3);
    });
}
