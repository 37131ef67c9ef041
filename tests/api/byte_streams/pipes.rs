//! From one host stream to another.

use super::{function, runtime};
use crate::support::block_on;
use skerry::{ByteReader, ByteWriter, byte_pipe};
use std::io::Cursor;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

async fn piped(code: &str, input: ByteReader) -> (String, String) {
    let mut runtime = runtime().await;
    let pipe = function(&mut runtime, code).await;
    let (writer, mut reader) = byte_pipe(64);
    runtime
        .concurrent(|calls| async move {
            let mut bytes = Vec::new();
            let (said, read) =
                tokio::join!(calls.call_function::<String>(&pipe, (input, writer)), reader.read_to_end(&mut bytes));
            let text = String::from_utf8(bytes).unwrap();
            let end = match read {
                Ok(_) => text,
                Err(error) => format!("{text}!{error}"),
            };
            (said.unwrap(), end)
        })
        .await
        .unwrap()
}

const TELL: &str = "async (from, to) => {
    try { await from.pipeTo(to); return [from.locked, to.locked].join() } catch (error) { return String(error) }
}";

#[test]
fn a_host_stream_flows_to_another() {
    block_on(async {
        let long = "0123456789".repeat(50_000);
        let (said, text) = piped(TELL, ByteReader::new(Cursor::new(long.clone().into_bytes()))).await;
        assert_eq!((said.as_str(), text), ("false,false", long));
    });
}

#[test]
fn the_bytes_pass_the_script_by() {
    block_on(async {
        let mut runtime = runtime().await;
        let pipe = function(&mut runtime, "(from, to) => from.pipeTo(to)").await;
        let (writer, reader) = byte_pipe(64 * 1024);
        let input = tokio::io::repeat(7).take(64 * 1024 * 1024);
        let read = runtime
            .concurrent(|calls| async move {
                let count = async {
                    let (mut reader, mut chunk, mut count) = (reader, vec![0; 64 * 1024], 0);
                    loop {
                        match reader.read(&mut chunk).await.unwrap() {
                            0 => return count,
                            read => count += read,
                        }
                    }
                };
                let call = calls.call_function::<()>(&pipe, (ByteReader::new(input), writer));
                let (done, read) = tokio::join!(call, count);
                done.unwrap();
                read
            })
            .await
            .unwrap();
        assert_eq!(read, 64 * 1024 * 1024);
        // One chunk of them would make it grow.
        let before = crate::support::engine().runtime().build().await.unwrap().usage().peak_memory;
        assert!(runtime.usage().peak_memory <= before, "{} {before}", runtime.usage().peak_memory);
    });
}

#[test]
fn what_was_read_before_is_not_lost_and_not_repeated() {
    block_on(async {
        let code = "async (from, to) => {
            const reader = from.getReader({ mode: 'byob' });
            const { value } = await reader.read(new Uint8Array(2));
            reader.releaseLock();
            await from.pipeTo(to);
            return String.fromCharCode(...value);
        }";
        let (said, text) = piped(code, ByteReader::new(&b"abcdef"[..])).await;
        assert_eq!((said.as_str(), text.as_str()), ("ab", "cdef"));
    });
}

#[test]
fn prevent_close_leaves_the_destination_to_the_script() {
    block_on(async {
        let code = "async (from, to) => {
            await from.pipeTo(to, { preventClose: true });
            const writer = to.getWriter();
            await writer.write(' and more');
            await writer.close();
            return 'done';
        }";
        let (said, text) = piped(code, ByteReader::new(&b"all"[..])).await;
        assert_eq!((said.as_str(), text.as_str()), ("done", "all and more"));
    });
}

#[test]
fn an_error_of_the_source_aborts_the_destination() {
    block_on(async {
        let (mut writer, reader) = byte_pipe(64);
        writer.write_all(b"part").await.unwrap();
        drop(writer);
        let (said, text) = piped(TELL, reader).await;
        let why = "Error: the writer was dropped before it was shut down";
        assert_eq!((said.as_str(), text), (why, format!("part!{why}")));
    });
}

#[test]
fn an_error_of_the_destination_cancels_the_source() {
    block_on(async {
        let mut runtime = runtime().await;
        let pipe = function(&mut runtime, TELL).await;
        let (mut writer, reader) = byte_pipe(4);
        let (broken, gone) = byte_pipe(4);
        drop(gone);
        writer.write_all(b"abcd").await.unwrap();
        let said: String = runtime.call_function(&pipe, (reader, broken)).await.unwrap();
        assert_eq!(said, "Error: the reader was dropped");
        assert_eq!(writer.write(b"x").await.unwrap_err().to_string(), "Error: the reader was dropped");
    });
}

#[test]
fn a_signal_ends_a_pipe_of_host_streams() {
    block_on(async {
        let mut runtime = runtime().await;
        let code = "async (from, to) => {
            const controller = new AbortController();
            const piped = from.pipeTo(to, { signal: controller.signal }).catch((error) => error);
            setTimeout(() => controller.abort('stop'), 1);
            return piped;
        }";
        let pipe = function(&mut runtime, code).await;
        let ((mut input, from), (to, mut output)) = (byte_pipe(8), byte_pipe(8));
        input.write_all(b"first").await.unwrap();
        let said: String = runtime.call_function(&pipe, (from, to)).await.unwrap();
        assert_eq!(said, "stop");
        assert_eq!(input.write(b"x").await.unwrap_err().to_string(), "'stop'");
        let mut text = String::new();
        assert_eq!(output.read_to_string(&mut text).await.unwrap_err().to_string(), "'stop'");
    });
}

#[test]
fn streams_of_one_runtime_flow_into_another() {
    block_on(async {
        let (mut one, mut two) = (runtime().await, runtime().await);
        let code = "new ReadableStream({ start(c) { c.enqueue(new Uint8Array([104, 105])); c.close() } })";
        let stream: ByteReader = one.eval(code).await.unwrap();
        let text = function(&mut two, super::TEXT).await;
        let (idle, text) = tokio::join!(one.run_until_idle(), two.call_function::<String>(&text, (stream,)));
        idle.unwrap();
        assert_eq!(text.unwrap(), "hi");
    });
}

#[test]
fn a_writer_is_closed_by_the_pipe() {
    block_on(async {
        let mut runtime = runtime().await;
        let pipe = function(&mut runtime, "(from, to) => from.pipeThrough(new TransformStream()).pipeTo(to)").await;
        let (to, mut output) = byte_pipe(64);
        let to: ByteWriter = to;
        runtime.call_function::<()>(&pipe, (ByteReader::new(&b"bytes"[..]), to)).await.unwrap();
        let mut text = String::new();
        output.read_to_string(&mut text).await.unwrap();
        assert_eq!(text, "bytes");
    });
}
