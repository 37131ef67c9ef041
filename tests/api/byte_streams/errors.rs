//! Errors and cancellation, in both directions.

use super::{TEXT, function, runtime};
use crate::support::block_on;
use skerry::{ByteReader, ByteWriter, Error, byte_pipe};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _, ReadBuf};

#[derive(Debug, PartialEq, thiserror::Error)]
#[error("the disk is on fire")]
struct OnFire;

/// Gives some bytes, then fails.
struct Failing(bool);

impl AsyncRead for Failing {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if std::mem::replace(&mut self.0, true) {
            return Poll::Ready(Err(io::Error::other(OnFire)));
        }
        into.put_slice(b"some");
        Poll::Ready(Ok(()))
    }
}

#[test]
fn a_reader_that_fails_in_the_middle_errors_the_script_s_stream() {
    block_on(async {
        let mut runtime = runtime().await;
        let read = function(
            &mut runtime,
            "async (stream) => {
                const reader = stream.getReader();
                const chunks = [(await reader.read()).value.length];
                try { await reader.read() } catch (error) { chunks.push(String(error)) }
                return chunks.join();
            }",
        )
        .await;
        let read: String = runtime.call_function(&read, (ByteReader::new(Failing(false)),)).await.unwrap();
        assert_eq!(read, "4,Error: the disk is on fire");
    });
}

#[test]
fn the_embedder_s_own_error_comes_back_through_the_script() {
    block_on(async {
        let mut runtime = runtime().await;
        let text = function(&mut runtime, TEXT).await;
        let error = runtime.call_function::<String>(&text, (ByteReader::new(Failing(false)),)).await.unwrap_err();
        let inner = error.host_error::<io::Error>().unwrap_or_else(|| panic!("{error:?}"));
        assert_eq!(inner.get_ref().and_then(|inner| inner.downcast_ref()), Some(&OnFire));
    });
}

#[test]
fn a_writer_that_is_dropped_too_early_is_an_error() {
    block_on(async {
        let mut runtime = runtime().await;
        let text = function(&mut runtime, TEXT).await;
        let (mut writer, reader) = byte_pipe(64);
        writer.write_all(b"half of").await.unwrap();
        drop(writer);
        let error = runtime.call_function::<String>(&text, (reader,)).await.unwrap_err();
        assert_eq!(error.to_string(), "Error: the writer was dropped before it was shut down");
    });
}

#[test]
fn a_stream_that_the_script_errors_fails_in_rust_with_its_exception() {
    block_on(async {
        let mut runtime = runtime().await;
        let (read, error) = runtime
            .concurrent(|calls| async move {
                let mut stream: ByteReader = calls
                    .eval(
                        "let n = 0;
                        new ReadableStream({ pull(c) {
                            if (n++ === 0) c.enqueue(new Uint8Array(3)); else throw new RangeError('no more');
                        } }, { highWaterMark: 0 })",
                    )
                    .await
                    .unwrap();
                let mut bytes = Vec::new();
                let error = stream.read_to_end(&mut bytes).await.unwrap_err();
                (bytes.len(), error)
            })
            .await
            .unwrap();
        assert_eq!(read, 3);
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>());
        let Some(Error::Exception(exception)) = inner else { panic!("{error:?}") };
        assert_eq!(exception.to_string(), "RangeError: no more");
    });
}

#[test]
fn a_chunk_that_is_no_bytes_is_an_error_on_both_sides() {
    block_on(async {
        let mut runtime = runtime().await;
        let error = runtime
            .concurrent(|calls| async move {
                let code =
                    "new ReadableStream({ start(c) { c.enqueue(1) }, cancel(e) { globalThis.why = String(e) } })";
                let mut stream: ByteReader = calls.eval(code).await.unwrap();
                stream.read(&mut [0; 8]).await.unwrap_err()
            })
            .await
            .unwrap();
        let said = "TypeError: a chunk for the host that is no string is neither an ArrayBuffer nor a view of one";
        assert_eq!(error.to_string(), said);
        assert_eq!(runtime.eval::<String>("why").await.unwrap(), said);
    });
}

#[test]
fn dropping_a_reader_cancels_the_script_s_stream() {
    block_on(async {
        let mut runtime = runtime().await;
        let why: String = runtime
            .concurrent(|calls| async move {
                let stream: ByteReader = calls
                    .eval(
                        "globalThis.cancelled = Promise.withResolvers();
                        new ReadableStream({
                            pull(c) { c.enqueue(new Uint8Array(50000)) },
                            cancel(reason) { cancelled.resolve(`${reason} ${reason.code}`) },
                        })",
                    )
                    .await
                    .unwrap();
                drop(stream);
                calls.eval("cancelled.promise").await.unwrap()
            })
            .await
            .unwrap();
        assert_eq!(why, "Error: the reader was dropped EPIPE");
    });
}

#[test]
fn a_script_that_cancels_breaks_the_pipe() {
    block_on(async {
        let mut runtime = runtime().await;
        let cancel = function(&mut runtime, "(stream) => stream.cancel(new RangeError('enough'))").await;
        let (mut writer, reader) = byte_pipe(4);
        runtime.call_function::<()>(&cancel, (reader,)).await.unwrap();
        let error = writer.write_all(b"too late").await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
        assert_eq!(error.to_string(), "RangeError: enough");
    });
}

#[test]
fn a_script_cancels_while_it_waits_for_bytes() {
    block_on(async {
        let mut runtime = runtime().await;
        let cancel = function(
            &mut runtime,
            "async (stream) => {
                const reader = stream.getReader();
                const read = reader.read();
                await 0;
                await reader.cancel('enough');
                return JSON.stringify(await read);
            }",
        )
        .await;
        let (mut writer, reader) = byte_pipe(4);
        let read: String = runtime.call_function(&cancel, (reader,)).await.unwrap();
        assert_eq!(read, r#"{"done":true}"#);
        assert_eq!(writer.write(b"x").await.unwrap_err().to_string(), "'enough'");
    });
}

#[test]
fn a_script_that_aborts_fails_what_rust_reads() {
    block_on(async {
        let mut runtime = runtime().await;
        let abort = function(
            &mut runtime,
            "async (stream) => {
                const writer = stream.getWriter();
                await writer.write('ab');
                const stuck = writer.write('cdef').catch((error) => error.name);
                await 0;
                await writer.abort(new TypeError('never mind'));
                return stuck;
            }",
        )
        .await;
        let (writer, mut reader) = byte_pipe(4);
        let stuck: String = runtime.call_function(&abort, (writer,)).await.unwrap();
        assert_eq!(stuck, "TypeError");
        let mut bytes = Vec::new();
        let error = reader.read_to_end(&mut bytes).await.unwrap_err();
        assert_eq!((bytes.as_slice(), error.to_string()), (&b"abcd"[..], "TypeError: never mind".to_owned()));
    });
}

#[test]
fn a_reader_that_is_dropped_fails_the_script_s_writes() {
    block_on(async {
        let mut runtime = runtime().await;
        let write = function(
            &mut runtime,
            "async (stream) => {
                const writer = stream.getWriter();
                try { await writer.write('ab'); await writer.write('cd') } catch (error) { return `${error} ${error.code}` }
            }",
        )
        .await;
        let (writer, reader) = byte_pipe(2);
        drop(reader);
        let error: String = runtime.call_function(&write, (writer,)).await.unwrap();
        assert_eq!(error, "Error: the reader was dropped EPIPE");
    });
}

#[test]
fn closing_waits_for_the_writer_and_gives_its_error() {
    struct Full;
    impl tokio::io::AsyncWrite for Full {
        fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
            Poll::Ready(Ok(bytes.len()))
        }
        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Err(io::ErrorKind::StorageFull.into()))
        }
    }
    block_on(async {
        let mut runtime = runtime().await;
        let close = "async (stream) => {
            const writer = stream.getWriter();
            await writer.write('x');
            return writer.close().catch((error) => error.code);
        }";
        let close = function(&mut runtime, close).await;
        let code: String = runtime.call_function(&close, (ByteWriter::new(Full),)).await.unwrap();
        assert_eq!(code, "ENOSPC");
    });
}

#[test]
fn aborting_a_pipe_tells_why() {
    block_on(async {
        let mut runtime = runtime().await;
        let text = function(&mut runtime, TEXT).await;
        let (writer, reader) = byte_pipe(8);
        writer.abort(OnFire);
        let error = runtime.call_function::<String>(&text, (reader,)).await.unwrap_err();
        assert_eq!(error.to_string(), "Error: the disk is on fire");
    });
}
