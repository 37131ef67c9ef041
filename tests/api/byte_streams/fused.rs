//! From one host stream to another through native transforms: what flows, what it costs,
//! and that all ends as it does where a script's transform is on the way.

mod endings;
mod leaks;
mod limits;

use super::{function, runtime};
use crate::api::fuel::counting;
use crate::support::block_on;
use skerry::{ByteReader, ByteWriter, Bytes, Runtime, byte_pipe};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _, ReadBuf};

/// A format and bytes: these compressed.
const COMPRESS: &str = "async (format, bytes) => {
    const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream(format));
    return new Uint8Array(await new Response(stream).arrayBuffer());
}";

/// Gives its bytes in small pieces, then fails or ends.
struct Pieces {
    bytes: Vec<u8>,
    at: usize,
    size: usize,
    fails: bool,
}

impl Pieces {
    fn of(bytes: Vec<u8>, size: usize) -> Self {
        Self { bytes, at: 0, size, fails: false }
    }
}

impl AsyncRead for Pieces {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let end = self.bytes.len().min(self.at + self.size.min(into.remaining()));
        if self.at == end && self.fails {
            return Poll::Ready(Err(io::Error::other("the cable is cut")));
        }
        into.put_slice(&self.bytes[self.at..end]);
        self.at = end;
        Poll::Ready(Ok(()))
    }
}

async fn compressed(runtime: &mut Runtime, format: &str, bytes: &[u8]) -> Vec<u8> {
    let compress = function(runtime, COMPRESS).await;
    runtime.call_function::<Bytes>(&compress, (format, Bytes(bytes.to_vec()))).await.unwrap().0
}

/// What a function of both ends says, and what has arrived, with the error at its end.
async fn flow(runtime: &mut Runtime, code: &str, input: impl AsyncRead + Send + 'static) -> (String, Vec<u8>, String) {
    let pipe = function(runtime, code).await;
    let (writer, mut reader) = byte_pipe(1024);
    runtime
        .concurrent(|calls| async move {
            let mut bytes = Vec::new();
            let call = calls.call_function::<String>(&pipe, (ByteReader::new(input), writer));
            let (said, read) = tokio::join!(call, reader.read_to_end(&mut bytes));
            (said.unwrap(), bytes, read.err().map(|error| error.to_string()).unwrap_or_default())
        })
        .await
        .unwrap()
}

fn text() -> Vec<u8> {
    (0..20_000).flat_map(|number: u32| format!("{number} ").into_bytes()).collect()
}

#[test]
fn bytes_come_out_of_each_codec_as_they_went_in() {
    block_on(async {
        let mut runtime = runtime().await;
        for format in ["deflate", "deflate-raw", "gzip", "brotli"] {
            for (before, behind) in [("", ""), (PASS, ""), ("", PASS), (PASS, PASS)] {
                for size in [1_000, 1_000_000] {
                    let code = format!(
                        "async (from, to) => {{
                            await from{before}.pipeThrough(new CompressionStream('{format}')){behind}
                                .pipeThrough(new DecompressionStream('{format}')).pipeTo(to);
                            return 'done';
                        }}"
                    );
                    let (said, bytes, error) = flow(&mut runtime, &code, Pieces::of(text(), size)).await;
                    assert_eq!((said.as_str(), error.as_str()), ("done", ""), "{code}");
                    assert!(bytes == text(), "{code} {size} {}", bytes.len());
                }
            }
        }
    });
}

const PASS: &str = ".pipeThrough(new TransformStream())";

#[test]
fn a_pipe_that_is_made_later_takes_up_what_waits() {
    block_on(async {
        let mut runtime = runtime().await;
        for code in [
            // The first pipe has read and written by then.
            "async (from, to) => {
                const { readable, writable } = new CompressionStream('gzip');
                from.pipeTo(writable);
                await new Promise((resolve) => setTimeout(resolve, 1));
                await readable.pipeThrough(new DecompressionStream('gzip')).pipeTo(to);
                return 'done';
            }",
            // The last one waits for bytes by then.
            "async (from, to) => {
                const { readable, writable } = new TransformStream();
                const piped = readable.pipeTo(to);
                await new Promise((resolve) => setTimeout(resolve, 1));
                await from.pipeTo(writable);
                await piped;
                return 'done';
            }",
            // Somebody has read a chunk, and put it back in front.
            "async (from, to) => {
                const { readable, writable } = new CompressionStream('gzip');
                const reader = from.getReader(), writer = writable.getWriter();
                writer.write((await reader.read()).value);
                reader.releaseLock();
                writer.releaseLock();
                from.pipeTo(writable);
                await readable.pipeThrough(new DecompressionStream('gzip')).pipeTo(to);
                return 'done';
            }",
        ] {
            let (said, bytes, error) = flow(&mut runtime, code, Pieces::of(text(), 1_000)).await;
            assert_eq!((said.as_str(), error.as_str()), ("done", ""), "{code}");
            assert!(bytes == text(), "{code} {}", bytes.len());
        }
    });
}

#[test]
fn a_transform_that_wants_no_chunk_gets_none() {
    block_on(async {
        let mut runtime = runtime().await;
        // Its writable side is never ready: a pipe into it waits for ever.
        let code = "async (from, to) => {
            const passage = new TransformStream({}, { highWaterMark: 0 });
            const piped = from.pipeThrough(passage).pipeTo(to).then(() => 'done');
            return Promise.race([piped, new Promise((resolve) => setTimeout(resolve, 20, 'waits'))]);
        }";
        let pipe = function(&mut runtime, code).await;
        let ends = (ByteReader::new(Pieces::of(text(), 1_000)), ByteWriter::new(tokio::io::sink()));
        assert_eq!(runtime.call_function::<String>(&pipe, ends).await.unwrap(), "waits");
    });
}

/// Fuel for as many pieces of 16 bytes through these pipes.
async fn cost(pieces: usize, code: &str) -> u64 {
    let mut runtime = counting().runtime().build().await.unwrap();
    let pipe = function(&mut runtime, code).await;
    let before = runtime.usage().fuel;
    let input = ByteReader::new(Pieces::of(vec![7; pieces * 16], 16));
    runtime.call_function::<()>(&pipe, (input, ByteWriter::new(tokio::io::sink()))).await.unwrap();
    runtime.usage().fuel - before
}

/// What one more piece costs.
async fn each(code: &str) -> u64 {
    const MORE: usize = 1_000;
    (cost(100 + MORE, code).await - cost(100, code).await) / MORE as u64
}

#[test]
fn a_chunk_through_native_transforms_costs_no_javascript() {
    block_on(async {
        let plain = each("(from, to) => from.pipeTo(to)").await;
        let passed =
            each("(from, to) => from.pipeThrough(new TransformStream()).pipeThrough(new TransformStream()).pipeTo(to)")
                .await;
        assert!(plain == 0 && passed == 0, "{plain} {passed}");
        let signal = each("(from, to) => from.pipeTo(to, { signal: new AbortController().signal })").await;
        let touched = each("(from, to) => from.pipeThrough(new TransformStream({ start() {} })).pipeTo(to)").await;
        // Most of it is the compressor's.
        let packed = each("(from, to) => from.pipeThrough(new CompressionStream('gzip')).pipeTo(to)").await;
        let late = each(
            "(from, to) => {
                const packed = from.pipeThrough(new CompressionStream('gzip'));
                return new Promise((resolve) => setTimeout(resolve, 1)).then(() => packed.pipeTo(to));
            }",
        )
        .await;
        let both = each(
            "(from, to) => from.pipeThrough(new CompressionStream('gzip'))
                .pipeThrough(new TransformStream({ start() {} })).pipeTo(to)",
        )
        .await;
        assert!(signal * 5 < touched, "{signal} {touched}");
        assert!(packed + touched / 2 < both && late < packed * 11 / 10, "{packed} {late} {both} {touched}");
    });
}

#[test]
fn timers_and_other_calls_have_their_turn_while_bytes_flow() {
    block_on(async {
        let mut runtime = runtime().await;
        let code = "(from, to) => {
            globalThis.beats = 0;
            setInterval(() => { if (++beats === 20) controller.abort('enough') }, 1);
            const controller = new AbortController();
            const { signal } = controller;
            return from.pipeThrough(new CompressionStream('gzip'), { signal }).pipeTo(to, { signal }).catch(String);
        }";
        let pipe = function(&mut runtime, code).await;
        let endless = (ByteReader::new(tokio::io::repeat(7)), ByteWriter::new(tokio::io::sink()));
        let said: String = runtime.call_function(&pipe, endless).await.unwrap();
        assert_eq!(said, "enough");
    });
}

#[test]
fn a_runtime_is_dropped_in_the_middle_of_a_flow() {
    block_on(async {
        for stage in ["new CompressionStream('gzip')", "new TransformStream()", "new DecompressionStream('deflate')"] {
            let mut runtime = runtime().await;
            let code = format!("(from, to) => {{ from.pipeThrough({stage}).pipeTo(to) }}");
            let begin = function(&mut runtime, &code).await;
            let ((mut input, from), (to, mut output)) = (byte_pipe(16), byte_pipe(16));
            input.write_all(b"\x78\x9c").await.unwrap();
            runtime.call_function::<()>(&begin, (from, to)).await.unwrap();
            drop(runtime);
            assert_eq!(input.write_all(&[0; 100]).await.unwrap_err().kind(), io::ErrorKind::BrokenPipe, "{code}");
            assert!(output.read_to_end(&mut Vec::new()).await.is_err(), "{code}");
        }
    });
}
