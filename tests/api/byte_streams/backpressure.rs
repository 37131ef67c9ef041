//! Nobody is ahead by more than a pipe holds.

use super::{function, runtime};
use crate::support::block_on;
use skerry::{ByteReader, Error, Limits, byte_pipe};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

#[test]
fn a_script_that_does_not_read_asks_for_nothing() {
    block_on(async {
        let mut runtime = runtime().await;
        let asked = Arc::new(AtomicUsize::new(0));
        let counter = Counter(Arc::clone(&asked));
        let ignore = function(&mut runtime, "(stream) => { globalThis.stream = stream }").await;
        runtime.call_function::<()>(&ignore, (ByteReader::new(counter),)).await.unwrap();
        runtime.run_until_idle().await.unwrap();
        assert_eq!(asked.load(Ordering::SeqCst), 0);
        runtime.eval::<()>("stream.getReader().read().then(() => {})").await.unwrap();
        assert_eq!(asked.load(Ordering::SeqCst), 1);
    });
}

struct Counter(Arc<AtomicUsize>);

impl tokio::io::AsyncRead for Counter {
    fn poll_read(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
        into: &mut tokio::io::ReadBuf<'_>,
    ) -> std::task::Poll<std::io::Result<()>> {
        self.0.fetch_add(1, Ordering::SeqCst);
        into.put_slice(b"x");
        std::task::Poll::Ready(Ok(()))
    }
}

#[test]
fn a_script_that_writes_waits_for_rust() {
    block_on(async {
        let mut runtime = runtime().await;
        let (writer, mut reader) = byte_pipe(10);
        let write = "async (stream) => {
            const writer = stream.getWriter();
            globalThis.written = 0;
            for (let i = 0; i < 10; i++) { await writer.ready; writer.write('12345').then(() => { written++ }) }
            await writer.close();
        }";
        let write = function(&mut runtime, write).await;
        let (early, late, all) = runtime
            .concurrent(|calls| async move {
                let reading = async {
                    tokio::task::yield_now().await;
                    let early: usize = calls.eval("new Promise((r) => setTimeout(() => r(written), 5))").await.unwrap();
                    let mut bytes = [0; 10];
                    reader.read_exact(&mut bytes).await.unwrap();
                    let late: usize = calls.eval("new Promise((r) => setTimeout(() => r(written), 5))").await.unwrap();
                    let mut rest = Vec::new();
                    reader.read_to_end(&mut rest).await.unwrap();
                    (early, late, rest.len())
                };
                let (done, seen) = tokio::join!(calls.call_function::<()>(&write, (writer,)), reading);
                done.unwrap();
                seen
            })
            .await
            .unwrap();
        assert_eq!((early, late, all), (2, 4, 40));
    });
}

#[test]
fn a_stream_of_the_script_is_pulled_no_further_than_a_pipe() {
    block_on(async {
        let mut runtime = runtime().await;
        let endless = "globalThis.pulls = 0;
            new ReadableStream({ pull(c) { pulls++; c.enqueue(new Uint8Array(1024)) } }, { highWaterMark: 0 })";
        let stream: ByteReader = runtime.eval(endless).await.unwrap();
        let waits = runtime.run_until_idle().timeout(Duration::from_millis(100)).await.unwrap_err();
        assert!(matches!(waits, Error::Limit { .. }), "{waits:?}");
        drop(stream);
        let pulls: u32 = runtime.eval("pulls").await.unwrap();
        assert!((64..=66).contains(&pulls), "{pulls}");
    });
}

#[test]
fn memory_stays_flat_however_much_flows() {
    block_on(async {
        let limits = Limits::default().memory(12 * skerry::MIB);
        let mut runtime = crate::support::engine().runtime().limits(limits).build().await.unwrap();
        let through = function(&mut runtime, "(stream) => stream.pipeThrough(new TransformStream())").await;
        let count = runtime
            .concurrent(|calls| async move {
                let (mut writer, reader) = byte_pipe(64 * 1024);
                let mut through: ByteReader = calls.call_function(&through, (reader,)).await.unwrap();
                let write = async {
                    let chunk = vec![7; 64 * 1024];
                    for _ in 0..1024 {
                        writer.write_all(&chunk).await.unwrap();
                    }
                    writer.shutdown().await.unwrap();
                };
                let read = async {
                    let mut chunk = vec![0; 64 * 1024];
                    let mut count = 0;
                    loop {
                        match through.read(&mut chunk).await.unwrap() {
                            0 => return count,
                            read => count += read,
                        }
                    }
                };
                tokio::join!(write, read).1
            })
            .await
            .unwrap();
        assert_eq!(count, 64 * 1024 * 1024);
    });
}
