//! Streams: <https://streams.spec.whatwg.org>, in JavaScript (`js/streams/`).
//!
//! Everything that a stream holds is a JavaScript value that hangs on another
//! one, so the collector sees all of it. Rust adds what the language lacks: jobs
//! without promises, and promises without functions.

mod host_ends;
mod jobs;
#[cfg(target_arch = "wasm32")]
mod promises;

pub use host_ends::HostEnd;

use crate::builtins;
use rquickjs::{Ctx, Object, Result, Value};

/// The parts in the order in which they need each other.
const PARTS: [(&str, &str); 25] = [
    ("streams/promises", include_str!("../../js/streams/promises.js")),
    ("streams/queue", include_str!("../../js/streams/queue.js")),
    ("streams/strategies", include_str!("../../js/streams/strategies.js")),
    ("streams/readable", include_str!("../../js/streams/readable.js")),
    ("streams/readable_default_controller", include_str!("../../js/streams/readable_default_controller.js")),
    ("streams/views", include_str!("../../js/streams/views.js")),
    ("streams/pull_into", include_str!("../../js/streams/pull_into.js")),
    ("streams/readable_byte_operations", include_str!("../../js/streams/readable_byte_operations.js")),
    ("streams/readable_byte_controller", include_str!("../../js/streams/readable_byte_controller.js")),
    ("streams/own_byte_stream", include_str!("../../js/streams/own_byte_stream.js")),
    ("streams/readable_readers", include_str!("../../js/streams/readable_readers.js")),
    ("streams/async_iterator", include_str!("../../js/streams/async_iterator.js")),
    ("streams/tee", include_str!("../../js/streams/tee.js")),
    ("streams/byte_tee", include_str!("../../js/streams/byte_tee.js")),
    ("streams/from", include_str!("../../js/streams/from.js")),
    ("streams/writable", include_str!("../../js/streams/writable.js")),
    ("streams/writable_default_controller", include_str!("../../js/streams/writable_default_controller.js")),
    ("streams/writable_stream", include_str!("../../js/streams/writable_stream.js")),
    ("encoding/buffer_source", include_str!("../../js/encoding/buffer_source.js")),
    ("streams/host_ends", include_str!("../../js/streams/host_ends.js")),
    ("streams/pipe", include_str!("../../js/streams/pipe.js")),
    ("streams/readable_stream", include_str!("../../js/streams/readable_stream.js")),
    ("streams/host_streams", include_str!("../../js/streams/host_streams.js")),
    ("streams/transform", include_str!("../../js/streams/transform.js")),
    ("streams/transform_stream", include_str!("../../js/streams/transform_stream.js")),
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
    #[cfg(target_arch = "wasm32")]
    promises::add(&native)?;
    #[cfg(not(target_arch = "wasm32"))]
    builtins::add_part(ctx, "streams/native_promises", include_str!("../../js/streams/native_promises.js"), &native)?;
    for (name, source) in PARTS {
        builtins::add_part(ctx, name, source, &native)?;
    }
    // For values that cross, `convert/`, and `process`.
    builtins::realm(ctx)?.set("hostStreams", builtins::parts(ctx)?.get::<_, Object>("hostStreams")?)?;
    // Nobody asks for them: they are there to be there (js/streams/promises.js).
    let shapes: Value = builtins::parts(ctx)?.get("shapes")?;
    builtins::realm(ctx)?.set("shapes", shapes)
}
