//! Bytes between Rust and scripts: 64 KiB chunks, against copying as many bytes in
//! memory in the same minute.
//!
//! `cargo bench --bench bytes`

#[path = "support/results.rs"]
mod results;

use results::{Aim, Finding, note};
use skerry::{ByteReader, ByteWriter, Engine, Function};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

const CHUNK: usize = 64 * 1024;
const TOTAL: u32 = 256 * 1024 * 1024;
const ROUNDS: usize = 7;

/// Programs, and the GB/s that are aimed at.
const PROGRAMS: [(&str, &str, f64); 6] = [
    ("a script's transform", "(from, to) => from.pipeThrough(new TransformStream({ start() {} })).pipeTo(to)", 1.0),
    ("identity transform", "(from, to) => from.pipeThrough(new TransformStream()).pipeTo(to)", 3.0),
    (
        "with a signal",
        "(from, to) => from.pipeThrough(new TransformStream()).pipeTo(to, { signal: new AbortController().signal })",
        1.0,
    ),
    (
        "read and write",
        "async (from, to) => {
        const writer = to.getWriter();
        for await (const chunk of from) await writer.write(chunk);
        await writer.close();
    }",
        1.0,
    ),
    (
        "read into a buffer",
        "async (from) => {
        const reader = from.getReader({ mode: 'byob' });
        let view = new Uint8Array(65536);
        for (;;) {
            const { done, value } = await reader.read(view);
            if (done) return;
            view = new Uint8Array(value.buffer);
        }
    }",
        1.0,
    ),
    ("host to host pipe", "(from, to) => from.pipeTo(to)", 3.0),
];

/// Gives the same bytes again and again.
struct Source {
    chunk: Vec<u8>,
    left: u32,
}

impl AsyncRead for Source {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let count = into.remaining().min(CHUNK).min(usize::try_from(self.left).unwrap_or(CHUNK));
        into.put_slice(&self.chunk[..count]);
        self.left -= u32::try_from(count).unwrap_or(0);
        Poll::Ready(Ok(()))
    }
}

/// Copies what it is given over what it was given before.
struct Sink {
    chunk: Vec<u8>,
}

impl AsyncWrite for Sink {
    fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let count = bytes.len().min(CHUNK);
        self.chunk[..count].copy_from_slice(&bytes[..count]);
        Poll::Ready(Ok(count))
    }
    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

fn main() {
    let tokio = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    tokio.block_on(async {
        let engine = Engine::builder().build().unwrap();
        println!("{:<20} {:>12} {:>14}", "program", "GB/s", "copies of it");
        for (name, code, aim) in PROGRAMS {
            let (mut flows, mut copies) = (Vec::new(), Vec::new());
            for _ in 0..ROUNDS {
                flows.push(flow(&engine, code).await);
                copies.push(copy());
            }
            let (flow, copy) = (median(flows), median(copies));
            let speed = f64::from(TOTAL) / flow.as_secs_f64() / 1e9;
            let ratio = flow.as_secs_f64() / copy.as_secs_f64();
            println!("{name:<20} {speed:>7.2} GB/s {ratio:>10.1}   (at least {aim} GB/s)");
            let against = Some(("a copy in memory", f64::from(TOTAL) / copy.as_secs_f64() / 1e9));
            note(&Finding {
                group: "bytes from Rust to Rust",
                name: name.to_owned(),
                ours: speed,
                unit: "GB/s",
                against,
                aim: Aim::Value(aim),
            });
        }
    });
}

async fn flow(engine: &Engine, code: &str) -> Duration {
    let mut runtime = engine.runtime().build().await.unwrap();
    let pipe: Function = runtime.eval(format!("({code})")).await.unwrap();
    let from = ByteReader::new(Source { chunk: vec![7; CHUNK], left: TOTAL });
    let to = ByteWriter::new(Sink { chunk: vec![0; CHUNK] });
    let start = Instant::now();
    runtime.call_function::<()>(&pipe, (from, to)).await.unwrap();
    start.elapsed()
}

/// As many bytes, copied once.
fn copy() -> Duration {
    let (from, mut to) = (vec![7_u8; CHUNK], vec![0_u8; CHUNK]);
    let start = Instant::now();
    for _ in 0..TOTAL as usize / CHUNK {
        to.copy_from_slice(std::hint::black_box(&from));
        std::hint::black_box(&to);
    }
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
