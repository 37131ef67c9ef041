//! Scripts that abuse streams, and embedders that do.

use super::{function, runtime};
use crate::support::{block_on, engine};
use skerry::{ByteReader, ByteWriter, Error, InterruptHandle, Limit, Limits, byte_pipe};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWriteExt as _, ReadBuf};

#[test]
fn the_limit_on_streams_holds_under_at_and_over_it() {
    block_on(async {
        let limits = Limits::default().streams(4);
        let mut runtime = engine().runtime().limits(limits).build().await.unwrap();
        let keep = function(&mut runtime, "(...streams) => { globalThis.kept = streams; return streams.length }").await;
        let readers = |count| (0..count).map(|_| ByteReader::new(&b"x"[..])).collect::<Vec<_>>();
        assert_eq!(runtime.call_function::<usize>(&keep, readers(4)).await.unwrap(), 4);
        let over = runtime.call_function::<usize>(&keep, readers(1)).await.unwrap_err();
        let said = "more than 4 streams between script and host at a time";
        assert_eq!(over.to_string(), format!("cannot convert: argument 1: {said}"));
        let over = runtime.eval::<ByteReader>("new ReadableStream()").await.unwrap_err();
        assert_eq!(over.to_string(), format!("cannot convert: result: {said}"));
        // What the script has lost is given up when it is collected.
        runtime.eval::<()>("kept = undefined").await.unwrap();
        runtime.collect().await.unwrap();
        assert_eq!(runtime.call_function::<usize>(&keep, readers(4)).await.unwrap(), 4);
    });
}

#[test]
fn a_collected_stream_breaks_the_pipe() {
    block_on(async {
        let mut runtime = runtime().await;
        let lose = function(&mut runtime, "(stream) => {}").await;
        let (mut writer, reader) = byte_pipe(1);
        runtime.call_function::<()>(&lose, (reader,)).await.unwrap();
        runtime.collect().await.unwrap();
        let error = writer.write_all(b"xx").await.unwrap_err();
        assert_eq!(error.to_string(), "Error: the script has lost the stream");
    });
}

#[test]
fn a_reader_that_panics_poisons_its_runtime_only() {
    struct Panics;
    impl AsyncRead for Panics {
        fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
            panic!("on purpose")
        }
    }
    block_on(async {
        let (mut runtime, mut other) = (runtime().await, runtime().await);
        let read = function(&mut runtime, "(stream) => stream.getReader().read()").await;
        let error = runtime.call_function::<()>(&read, (ByteReader::new(Panics),)).await.unwrap_err();
        assert!(matches!(&error, Error::Panicked(said) if said == "a ByteReader panicked: on purpose"), "{error:?}");
        assert!(matches!(runtime.eval::<()>("0").await, Err(Error::Poisoned(_))));
        assert_eq!(other.eval::<i32>("1").await.unwrap(), 1);
    });
}

#[test]
fn streams_that_are_never_ended_do_not_keep_a_runtime_from_being_dropped() {
    block_on(async {
        for code in [
            "(from, to) => { globalThis.r = from.getReader(); r.read(); globalThis.w = to.getWriter(); w.write('x'.repeat(1e6)); }",
            "(from, to) => { from.pipeTo(to); }",
            "(from, to) => { from.pipeThrough(new TransformStream()).pipeTo(to); }",
            "(from, to) => { globalThis.t = from.tee(); t[0].getReader().read(); }",
            "(from, to) => { const i = from[Symbol.asyncIterator](); i.next(); globalThis.i = i; }",
        ] {
            let mut runtime = runtime().await;
            let begin = function(&mut runtime, code).await;
            let ((mut input, from), (to, output)) = (byte_pipe(16), byte_pipe(16));
            input.write_all(b"some").await.unwrap();
            runtime.call_function::<()>(&begin, (from, to)).await.unwrap();
            drop(runtime);
            let gone = input.write_all(&[0; 100]).await.unwrap_err();
            assert_eq!(gone.kind(), io::ErrorKind::BrokenPipe, "{code}");
            drop(output);
        }
    });
}

#[test]
fn a_script_cannot_break_the_way_by_patching() {
    block_on(async {
        let mut runtime = runtime().await;
        runtime
            .eval::<()>(
                "for (const [object, name] of [
                    [Promise.prototype, 'then'], [ReadableStream.prototype, 'getReader'], [ReadableStream.prototype, 'pipeTo'],
                    [WritableStream.prototype, 'getWriter'], [AbortSignal.prototype, 'addEventListener'],
                ]) object[name] = () => { throw new Error('patched') };
                Object.defineProperty(Object.prototype, 'signal', { get() { throw new Error('patched') } });
                Object.prototype.then = 1; undefined",
            )
            .await
            .unwrap();
        let code = "async (stream) => {
            const reader = new ReadableStreamDefaultReader(stream);
            return (await reader.read()).value.length;
        }";
        let read = function(&mut runtime, code).await;
        assert_eq!(runtime.call_function::<u32>(&read, (ByteReader::new(&b"abc"[..]),)).await.unwrap(), 3);
        let mut text = String::new();
        runtime
            .concurrent(|calls| async move {
                use tokio::io::AsyncReadExt as _;
                let code = "new ReadableStream({ start(c) { c.enqueue(new Uint8Array([104, 105])); c.close() } })";
                let mut stream: ByteReader = calls.eval(code).await.unwrap();
                stream.read_to_string(&mut text).await.unwrap();
                assert_eq!(text, "hi");
            })
            .await
            .unwrap();
    });
}

/// Gives bytes for ever, and interrupts when some have flowed.
struct Pressing {
    stop: InterruptHandle,
    reads: u32,
}

impl AsyncRead for Pressing {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.reads += 1;
        if self.reads == 1_000 {
            self.stop.interrupt();
        }
        into.initialize_unfilled();
        into.advance(into.remaining());
        Poll::Ready(Ok(()))
    }
}

#[test]
fn an_endless_pipe_of_host_streams_is_stopped_by_each_limit_and_by_hand() {
    block_on(async {
        let endless = || (ByteReader::new(tokio::io::repeat(7)), ByteWriter::new(tokio::io::sink()));
        let tick = Duration::from_millis(50);
        for (limits, limit) in
            [(Limits::unlimited().cpu(tick), Limit::Cpu), (Limits::unlimited().wall(tick), Limit::Wall)]
        {
            let mut runtime = engine().runtime().limits(limits).build().await.unwrap();
            let pipe = function(&mut runtime, "(from, to) => from.pipeTo(to)").await;
            let ended = runtime.call_function::<()>(&pipe, endless()).await.unwrap_err();
            assert!(matches!(&ended, Error::Limit { limit: hit, .. } if *hit == limit), "{limit}: {ended:?}");
        }
        let mut runtime = engine().runtime().limits(Limits::unlimited()).build().await.unwrap();
        let pipe =
            function(&mut runtime, "(from, to) => { from.pipeTo(to).catch(() => {}); return new Promise(() => {}) }")
                .await;
        let source = ByteReader::new(Pressing { stop: runtime.interrupt_handle(), reads: 0 });
        let ended = runtime.call_function::<()>(&pipe, (source, endless().1)).await;
        assert!(matches!(ended, Err(Error::Interrupted(_))), "{ended:?}");
        assert_eq!(runtime.eval::<i32>("1").await.unwrap(), 1);
    });
}

#[test]
fn a_view_of_any_size_costs_no_more_than_what_comes() {
    block_on(async {
        let limits = Limits::default().memory(24 * skerry::MIB);
        let mut runtime = engine().runtime().limits(limits).build().await.unwrap();
        let code = "async (stream) => {
            const reader = stream.getReader({ mode: 'byob' });
            const { value } = await reader.read(new Uint8Array(12 * 1024 * 1024));
            return value.length;
        }";
        let read = function(&mut runtime, code).await;
        assert_eq!(runtime.call_function::<u32>(&read, (ByteReader::new(&b"abc"[..]),)).await.unwrap(), 3);
    });
}
