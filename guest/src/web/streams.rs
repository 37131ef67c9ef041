//! Streams: <https://streams.spec.whatwg.org>, in JavaScript (`js/streams/`).
//!
//! Everything that a stream holds is a JavaScript value that hangs on another
//! one, so the collector sees all of it. Rust adds what the language lacks: jobs
//! without promises, and promises without functions.

mod fusion;
mod host_ends;
mod jobs;
#[cfg(target_arch = "wasm32")]
mod promises;

pub use host_ends::HostEnd;

use crate::builtins;
use rquickjs::{Ctx, Object, Result, Value};

/// The parts in the order in which they need each other.
const PARTS: [(&str, &[u8]); 26] = [
    builtins::part!("streams/promises"),
    builtins::part!("streams/queue"),
    builtins::part!("streams/strategies"),
    builtins::part!("streams/readable"),
    builtins::part!("streams/readable_default_controller"),
    builtins::part!("streams/views"),
    builtins::part!("streams/pull_into"),
    builtins::part!("streams/readable_byte_operations"),
    builtins::part!("streams/readable_byte_controller"),
    builtins::part!("streams/own_byte_stream"),
    builtins::part!("streams/readable_readers"),
    builtins::part!("streams/async_iterator"),
    builtins::part!("streams/tee"),
    builtins::part!("streams/byte_tee"),
    builtins::part!("streams/from"),
    builtins::part!("streams/writable"),
    builtins::part!("streams/writable_default_controller"),
    builtins::part!("streams/writable_stream"),
    builtins::part!("encoding/buffer_source"),
    builtins::part!("streams/host_ends"),
    builtins::part!("streams/transform"),
    builtins::part!("streams/fusion"),
    builtins::part!("streams/pipe"),
    builtins::part!("streams/readable_stream"),
    builtins::part!("streams/host_streams"),
    builtins::part!("streams/transform_stream"),
];

/// What makes streams of the host's ends, and ends of streams (`js/streams/host_streams.js`).
///
/// # Errors
/// When memory runs out.
pub fn host_streams<'js>(ctx: &Ctx<'js>) -> Result<Object<'js>> {
    builtins::realm(ctx)?.get("hostStreams")
}

/// Defines the thirteen interfaces.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    let native = Object::new(ctx.clone())?;
    native.set_prototype(None)?;
    jobs::add(&native)?;
    host_ends::add(ctx, &native)?;
    fusion::add(ctx, &native)?;
    #[cfg(target_arch = "wasm32")]
    promises::add(&native)?;
    #[cfg(not(target_arch = "wasm32"))]
    builtins::add_part(ctx, "streams/native_promises", builtins::source!("streams/native_promises.js"), &native)?;
    for (name, source) in PARTS {
        builtins::add_part(ctx, name, source, &native)?;
    }
    // For values that cross, `convert/`, and `process`.
    builtins::realm(ctx)?.set("hostStreams", builtins::parts(ctx)?.get::<_, Object>("hostStreams")?)?;
    // Nobody asks for them: they are there to be there (js/streams/promises.js).
    let shapes: Value = builtins::parts(ctx)?.get("shapes")?;
    builtins::realm(ctx)?.set("shapes", shapes)
}
