//! Bytes that flow between Rust and scripts.

mod backpressure;
mod crossing;
mod errors;
mod fused;
mod hostile;
mod pipes;
mod standard;

use crate::support::engine;
use skerry::{Function, Runtime};

async fn runtime() -> Runtime {
    engine().runtime().build().await.unwrap()
}

async fn function(runtime: &mut Runtime, code: &str) -> Function {
    runtime.eval(format!("({code})")).await.unwrap()
}

/// Reads all of a stream as a string.
const TEXT: &str = "async (stream) => {
    let text = '';
    for await (const chunk of stream.pipeThrough(new TextDecoderStream())) text += chunk;
    return text;
}";

/// Upper case, chunk by chunk.
const SHOUT: &str = "(stream) => stream
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new TransformStream({ transform(chunk, controller) { controller.enqueue(chunk.toUpperCase()) } }))
    .pipeThrough(new TextEncoderStream())";
