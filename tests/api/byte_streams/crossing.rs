//! Streams as arguments, results and values of host functions.

use super::{SHOUT, TEXT, function, runtime};
use crate::support::{block_on, engine};
use serde::{Deserialize, Serialize};
use skerry::{AsyncCaller, ByteReader, ByteWriter, Caller, HostError, HostModule, Value, byte_pipe};
use std::io::Cursor;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

#[test]
fn a_reader_is_a_byte_stream_of_the_script() {
    block_on(async {
        let mut runtime = runtime().await;
        let text = function(&mut runtime, TEXT).await;
        let read: String = runtime.call_function(&text, (ByteReader::new(&b"hello"[..]),)).await.unwrap();
        assert_eq!(read, "hello");
        let kind = function(
            &mut runtime,
            "(s) => [s instanceof ReadableStream, s.locked, s.getReader({ mode: 'byob' }).constructor.name].join()",
        )
        .await;
        let kind: String = runtime.call_function(&kind, (ByteReader::new(&b""[..]),)).await.unwrap();
        assert_eq!(kind, "true,false,ReadableStreamBYOBReader");
    });
}

#[test]
fn a_script_reads_into_its_own_buffer() {
    block_on(async {
        let mut runtime = runtime().await;
        let read = function(
            &mut runtime,
            "async (stream) => {
                const reader = stream.getReader({ mode: 'byob' });
                const sizes = [];
                let view = new Uint8Array(4);
                for (;;) {
                    const { done, value } = await reader.read(view);
                    if (done) return sizes.join() + ' ' + value.length;
                    sizes.push(String.fromCharCode(...value));
                    view = new Uint8Array(value.buffer);
                }
            }",
        )
        .await;
        let read: String = runtime.call_function(&read, (ByteReader::new(&b"abcdefghij"[..]),)).await.unwrap();
        assert_eq!(read, "abcd,efgh,ij 0");
    });
}

#[test]
fn bytes_that_end_within_an_element_are_a_type_error() {
    block_on(async {
        let mut runtime = runtime().await;
        let read = function(
            &mut runtime,
            "async (stream) => {
                const reader = stream.getReader({ mode: 'byob' });
                try { await reader.read(new Uint32Array(2), { min: 2 }) } catch (error) { return error.name }
            }",
        )
        .await;
        let read: String = runtime.call_function(&read, (ByteReader::new(&b"abcde"[..]),)).await.unwrap();
        assert_eq!(read, "TypeError");
    });
}

#[test]
fn a_stream_of_the_script_is_read_while_its_runtime_runs() {
    block_on(async {
        let mut runtime = runtime().await;
        let shout = function(&mut runtime, SHOUT).await;
        let (mut writer, reader) = byte_pipe(8);
        let text = runtime
            .concurrent(|calls| async move {
                let mut shouted: ByteReader = calls.call_function(&shout, (reader,)).await.unwrap();
                let mut text = String::new();
                let (written, read) = tokio::join!(
                    async {
                        writer.write_all(b"the quick brown fox jumps over the lazy dog").await?;
                        writer.shutdown().await
                    },
                    shouted.read_to_string(&mut text)
                );
                written.unwrap();
                read.unwrap();
                text
            })
            .await
            .unwrap();
        assert_eq!(text, "THE QUICK BROWN FOX JUMPS OVER THE LAZY DOG");
    });
}

#[test]
fn a_script_writes_bytes_views_buffers_and_strings_to_a_writer() {
    block_on(async {
        let mut runtime = runtime().await;
        let write = function(
            &mut runtime,
            "async (stream) => {
                const writer = stream.getWriter();
                await writer.write(new Uint8Array([97, 98]));
                await writer.write(new DataView(new Uint8Array([99, 100, 101]).buffer, 1, 1));
                await writer.write(new Uint8Array([102]).buffer);
                writer.write(new Uint8Array(0));
                writer.write('');
                writer.write('é\\ud800');
                await writer.close();
            }",
        )
        .await;
        let (writer, mut reader) = byte_pipe(1024);
        runtime.call_function::<()>(&write, (writer,)).await.unwrap();
        let mut text = String::new();
        reader.read_to_string(&mut text).await.unwrap();
        assert_eq!(text, "abdfé\u{fffd}");
    });
}

#[test]
fn a_writer_of_the_script_takes_what_rust_writes() {
    block_on(async {
        let mut runtime = runtime().await;
        let (stream, done): (ByteWriter, skerry::Promise) = runtime
            .eval(
                "globalThis.got = '';
                const { promise, resolve } = Promise.withResolvers();
                const decoder = new TextDecoder();
                [new WritableStream({
                    write(chunk) { got += decoder.decode(chunk, { stream: true }) },
                    close() { resolve(got) },
                }), promise]",
            )
            .await
            .unwrap();
        let got: String = runtime
            .concurrent(|calls| async move {
                let mut stream = stream;
                let (written, got) = tokio::join!(
                    async {
                        stream.write_all(&[b'x'; 100_000]).await?;
                        stream.shutdown().await
                    },
                    calls.settle::<String>(&done)
                );
                written.unwrap();
                got.unwrap()
            })
            .await
            .unwrap();
        assert_eq!(got.len(), 100_000);
    });
}

#[derive(Serialize, Deserialize)]
struct Request {
    path: String,
    body: ByteReader,
}

#[test]
fn streams_cross_within_values_and_in_both_directions() {
    block_on(async {
        let mut runtime = runtime().await;
        let answer =
            function(&mut runtime, &format!("({{ path, body }}) => ({{ path, body: ({SHOUT})(body) }})")).await;
        let text = runtime
            .concurrent(|calls| async move {
                let request = Request { path: "/".to_owned(), body: ByteReader::new(Cursor::new(b"body".to_vec())) };
                let mut answer: Request = calls.call_function(&answer, (request,)).await.unwrap();
                let mut text = String::new();
                answer.body.read_to_string(&mut text).await.unwrap();
                answer.path + &text
            })
            .await
            .unwrap();
        assert_eq!(text, "/BODY");
        let value: Value = runtime.eval("[new ReadableStream(), new WritableStream()]").await.unwrap();
        let Value::Array(streams) = value else { panic!("{value:?}") };
        assert!(matches!(&streams[..], [Value::ReadableStream(_), Value::WritableStream(_)]));
    });
}

#[test]
fn host_functions_take_and_give_streams() {
    block_on(async {
        let module = HostModule::new("host:io")
            .function("open", |_: &Caller, (text,): (String,)| {
                Ok::<_, HostError>(ByteReader::new(Cursor::new(text.into_bytes())))
            })
            .async_function("length", |_: AsyncCaller, (mut stream,): (ByteReader,)| async move {
                let mut bytes = Vec::new();
                stream.read_to_end(&mut bytes).await?;
                Ok::<_, HostError>(bytes.len())
            });
        let mut runtime = engine().runtime().host_module(module).build().await.unwrap();
        let lengths: Vec<usize> = runtime
            .eval(
                "import('host:io').then(({ length, open }) => Promise.all([
                    length(open('hello').pipeThrough(new TransformStream())),
                    length(open('untouched')),
                    length(new Blobless(300000)),
                ]));
                function Blobless(size) {
                    return new ReadableStream({ pull(c) {
                        if (size > 0) c.enqueue(new Uint8Array(Math.min(size, 1000)));
                        if ((size -= 1000) <= 0) c.close();
                    } });
                }",
            )
            .await
            .unwrap();
        assert_eq!(lengths, [5, 9, 300_000]);
    });
}

#[test]
fn a_stream_that_nobody_used_comes_back_as_itself() {
    block_on(async {
        let mut runtime = runtime().await;
        let same = function(&mut runtime, "(stream) => { globalThis.kept = stream; return stream }").await;
        let (mut writer, reader) = byte_pipe(64);
        let mut back: ByteReader = runtime.call_function(&same, (reader,)).await.unwrap();
        // No call is under way: the bytes do not pass the runtime.
        writer.write_all(b"direct").await.unwrap();
        writer.shutdown().await.unwrap();
        let mut text = String::new();
        back.read_to_string(&mut text).await.unwrap();
        assert_eq!(text, "direct");
        let locked: bool = runtime.eval("kept.locked").await.unwrap();
        assert!(locked);
    });
}

#[test]
fn a_stream_crosses_once() {
    block_on(async {
        let mut runtime = runtime().await;
        let first = function(&mut runtime, "(stream) => 1").await;
        let reader = ByteReader::new(&b"x"[..]);
        runtime.call_function::<i32>(&first, (reader.clone(),)).await.unwrap();
        let again = runtime.call_function::<i32>(&first, (reader,)).await.unwrap_err();
        assert_eq!(again.to_string(), "cannot convert: argument 1: a stream that was given to a runtime already");
        for (code, why) in [
            (
                "const s = new ReadableStream(); s.getReader(); ({ s })",
                "result.s: a stream that is locked cannot cross",
            ),
            ("const t = new ReadableStream(); [t, t]", "result[1]: a stream cannot cross twice"),
        ] {
            let refused = runtime.eval::<Value>(format!("{{{code}}}")).await.unwrap_err();
            assert_eq!(refused.to_string(), format!("cannot convert: {why}"));
        }
    });
}

#[test]
fn what_does_not_cross_leaves_the_streams_beside_it_as_they_were() {
    block_on(async {
        let mut runtime = runtime().await;
        let refused = runtime.eval::<Value>("globalThis.s = new ReadableStream(); [s, Symbol()]").await.unwrap_err();
        assert_eq!(refused.to_string(), "cannot convert: result[1]: a symbol cannot cross");
        assert!(!runtime.eval::<bool>("s.locked").await.unwrap());
        let none = function(&mut runtime, "() => 0").await;
        let mut reader = ByteReader::new(&b"still here"[..]);
        let mut deep = Value::Null;
        for _ in 0..200 {
            deep = Value::Array(vec![deep]);
        }
        runtime.call_function::<i32>(&none, (reader.clone(), deep)).await.unwrap_err();
        let mut text = String::new();
        reader.read_to_string(&mut text).await.unwrap();
        assert_eq!(text, "still here");
    });
}

#[test]
fn a_stream_is_no_value_of_another_format() {
    let error = serde_json::to_string(&ByteReader::new(&b""[..])).unwrap_err();
    assert_eq!(error.to_string(), "a ReadableStream can be given to its runtime only");
}
