//! How a flow ends: each time as where a script's transform is on the way.

use super::{Pieces, compressed, flow, function, runtime, text};
use crate::support::block_on;
use skerry::{ByteReader, Runtime, byte_pipe};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

/// Three pipes: what becomes of each, and of the streams. With `start` the passage in the
/// middle is a script's, so the chunks go through JavaScript.
fn program(start: &str, transform: &str, options: [&str; 3], then: &str) -> String {
    let [first, second, third] = options;
    format!(
        "async (from, to) => {{
            const controller = new AbortController(), {{ signal }} = controller;
            const codec = {transform}, pass = new TransformStream({{ {start} }});
            const tell = (piped) => piped.then(() => 'done', String);
            const pipes = [
                from.pipeTo(codec.writable, {{ {first} }}), codec.readable.pipeTo(pass.writable, {{ {second} }}),
                pass.readable.pipeTo(to, {{ {third} }}),
            ].map(tell);
            const streams = [from, codec.writable, codec.readable, pass.writable, pass.readable, to];
            const said = [streams.every((stream) => stream.locked)];
            {then}
            return said.concat(await Promise.all(pipes), streams.map((stream) => stream.locked)).join(', ');
        }}"
    )
}

const FREE: &str = "false, false, false, false, false, false";

/// What both ways come to, which is the same.
async fn same(
    runtime: &mut Runtime,
    parts: (&str, [&str; 3], &str),
    input: impl Fn() -> Pieces,
) -> (String, Vec<u8>, String) {
    let (transform, options, then) = parts;
    let native = flow(runtime, &program("", transform, options, then), input()).await;
    let touched = flow(runtime, &program("start() {}", transform, options, then), input()).await;
    assert!(
        native == touched,
        "{parts:?}: {:?} {:?}",
        (&native.0, native.1.len(), &native.2),
        (&touched.0, touched.1.len(), &touched.2)
    );
    native
}

const UNPACK: &str = "new DecompressionStream('gzip')";
const PACK: &str = "new CompressionStream('gzip')";
const NONE: [&str; 3] = ["", "", ""];

#[test]
fn bytes_that_are_corrupt_in_the_middle_error_what_follows_and_cancel_what_came() {
    block_on(async {
        let mut runtime = runtime().await;
        let packed = compressed(&mut runtime, "gzip", &text()).await;
        let mut corrupt = packed.clone();
        corrupt[packed.len() - 6] ^= 1;
        let cases = [
            (corrupt, "the bytes are not valid in this format"),
            (packed[..packed.len() - 3].to_vec(), "the compressed bytes end too early"),
            ([packed.as_slice(), b"more"].concat(), "something follows the compressed bytes"),
        ];
        for (bytes, why) in cases {
            let (said, _, error) = same(&mut runtime, (UNPACK, NONE, ""), || Pieces::of(bytes.clone(), 700)).await;
            let why = format!("TypeError: {why}");
            assert_eq!((said, error), (format!("true, {why}, {why}, {why}, {FREE}"), why));
        }
        // A stored block and one of a kind that there is not; what was valid comes first.
        let stored = [&[0, 3, 0, 0xFC, 0xFF][..], b"abc", &[7; 50]].concat();
        let unpack = "new DecompressionStream('deflate-raw')";
        let (_, bytes, error) = same(&mut runtime, (unpack, NONE, ""), || Pieces::of(stored.clone(), 8)).await;
        assert_eq!((&*bytes, &*error), (&b"abc"[..], "TypeError: the bytes are not valid in this format"));
        let (_, bytes, _) =
            same(&mut runtime, (UNPACK, NONE, ""), || Pieces::of([packed.as_slice(), b"more"].concat(), 1_000_000))
                .await;
        assert!(bytes == text(), "{}", bytes.len());
    });
}

#[test]
fn an_error_of_the_source_goes_through_all_pipes() {
    block_on(async {
        let mut runtime = runtime().await;
        let why = "Error: the cable is cut";
        for transform in [PACK, "new TransformStream()"] {
            let input = || Pieces { fails: true, ..Pieces::of(text(), 1_000) };
            let (said, _, error) = same(&mut runtime, (transform, NONE, ""), input).await;
            assert_eq!((said.as_str(), error.as_str()), (&*format!("true, {why}, {why}, {why}, {FREE}"), why));
        }
    });
}

#[test]
fn what_the_options_prevent_is_left_to_the_script() {
    block_on(async {
        let mut runtime = runtime().await;
        // The script goes on where the pipe has stopped.
        let close = (
            "new TransformStream()",
            ["preventClose: true", "", ""],
            "await pipes[0];
            const writer = codec.writable.getWriter();
            await writer.write(new Uint8Array([33]));
            await writer.close();
            writer.releaseLock();",
        );
        let (said, bytes, _) = same(&mut runtime, close, || Pieces::of(text(), 1_000)).await;
        assert_eq!(said, format!("true, done, done, done, {FREE}"));
        assert!(bytes == [text().as_slice(), b"!"].concat());
        let abort = (
            "new TransformStream()",
            ["preventAbort: true", "", ""],
            "await pipes[0];
            const writer = codec.writable.getWriter();
            await writer.write(new Uint8Array([33]));
            await writer.close();
            writer.releaseLock();",
        );
        let (said, bytes, _) = same(&mut runtime, abort, || Pieces { fails: true, ..Pieces::of(text(), 1_000) }).await;
        assert_eq!(said, format!("true, Error: the cable is cut, done, done, {FREE}"));
        assert!(bytes == [text().as_slice(), b"!"].concat());
        // What was not read yet can still be.
        let cancel = (
            "new DecompressionStream('gzip')",
            ["preventCancel: true", "", ""],
            "await pipes[0];
            let rest = 0;
            for await (const chunk of from) rest += chunk.length;
            said.push(rest > 0);",
        );
        let (said, _, _) = same(&mut runtime, cancel, || Pieces::of(vec![0; 5_000], 1_000)).await;
        let why = "TypeError: the bytes are not valid in this format";
        assert_eq!(said, format!("true, true, {why}, {why}, {why}, {FREE}"));
    });
}

#[test]
fn a_writer_that_fails_cancels_back_to_the_source() {
    block_on(async {
        for start in ["", "start() {}"] {
            for transform in [PACK, "new TransformStream()"] {
                let mut runtime = runtime().await;
                let pipe = function(&mut runtime, &program(start, transform, NONE, "")).await;
                let ((mut input, from), (to, output)) = (byte_pipe(4), byte_pipe(4));
                drop(output);
                input.write_all(b"abcd").await.unwrap();
                let said = runtime.call_function::<String>(&pipe, (from, to)).await.unwrap();
                let why = "Error: the reader was dropped";
                assert_eq!(said, format!("true, {why}, {why}, {why}, {FREE}"), "{start} {transform}");
                assert_eq!(input.write(b"x").await.unwrap_err().to_string(), why);
            }
        }
    });
}

#[test]
fn each_signal_ends_the_flow_in_the_middle() {
    block_on(async {
        for start in ["", "start() {}"] {
            for options in [["signal", "", ""], ["", "signal", ""], ["", "", "signal"], ["signal", "signal", "signal"]]
            {
                for transform in [PACK, "new TransformStream()"] {
                    let code = program(start, transform, options, "globalThis.stop = () => controller.abort('stop');");
                    let mut runtime = runtime().await;
                    let pipe = function(&mut runtime, &code).await;
                    let ((mut input, from), (to, mut output)) = (byte_pipe(8), byte_pipe(1024));
                    let is_packed = transform == PACK;
                    let (said, mut input, mut output, mut bytes) = runtime
                        .concurrent(|calls| async move {
                            let middle = async {
                                let mut bytes = Vec::new();
                                input.write_all(b"first").await.unwrap();
                                if is_packed {
                                    // There is room for these once the first ones were taken.
                                    input.write_all(b"second").await.unwrap();
                                } else {
                                    bytes.resize(5, 0);
                                    output.read_exact(&mut bytes).await.unwrap();
                                }
                                calls.eval::<()>("stop()").await.unwrap();
                                (input, output, bytes)
                            };
                            let (said, (input, output, bytes)) =
                                tokio::join!(calls.call_function::<String>(&pipe, (from, to)), middle);
                            (said.unwrap(), input, output, bytes)
                        })
                        .await
                        .unwrap();
                    assert_eq!(said, format!("true, stop, stop, stop, {FREE}"), "{code}");
                    assert_eq!(input.write(b"x").await.unwrap_err().to_string(), "'stop'", "{code}");
                    assert_eq!(output.read_to_end(&mut bytes).await.unwrap_err().to_string(), "'stop'", "{code}");
                    assert!(if is_packed { bytes.len() <= 10 } else { bytes == b"first" }, "{code} {bytes:?}");
                }
            }
        }
    });
}

#[test]
fn a_signal_and_options_that_keep_a_stream_lose_no_byte() {
    block_on(async {
        let mut runtime = runtime().await;
        let code = "async (from, to) => {
            const controller = new AbortController(), { signal } = controller;
            const options = { signal, preventCancel: true, preventAbort: true };
            const { readable, writable } = new CompressionStream('gzip');
            const rest = readable.pipeThrough(new DecompressionStream('gzip')).pipeTo(to);
            setTimeout(() => controller.abort('stop'), 2);
            const first = await from.pipeTo(writable, options).catch(String);
            await from.pipeTo(writable);
            await rest;
            return first;
        }";
        let (said, bytes, error) = flow(&mut runtime, code, Pieces::of(text(), 16)).await;
        assert_eq!((said.as_str(), error.as_str()), ("stop", ""));
        assert!(bytes == text(), "{}", bytes.len());
    });
}

#[test]
fn the_embedder_s_error_comes_back_through_codecs() {
    block_on(async {
        let mut runtime = runtime().await;
        let code = format!("(from, to) => from.pipeThrough({PACK}).pipeTo(to)");
        let pipe = function(&mut runtime, &code).await;
        let input = Pieces { fails: true, ..Pieces::of(text(), 1_000) };
        let (to, _output) = byte_pipe(1 << 20);
        let error = runtime.call_function::<()>(&pipe, (ByteReader::new(input), to)).await.unwrap_err();
        let inner = error.host_error::<std::io::Error>().unwrap_or_else(|| panic!("{error:?}"));
        assert_eq!(inner.to_string(), "the cable is cut");
    });
}
