//! Values in both directions: JavaScript to CBOR (RFC 8949) and back. "Values"
//! in ARCHITECTURE.md has the table.

mod bigint;
mod buffer;
mod decode;
mod encode;
mod intrinsics;
mod raw;
mod refusal;
pub mod tags;
#[cfg(test)]
mod tests;

pub use intrinsics::install;

use crate::web::host_streams;
use decode::Builder;
use encode::Walk;
use rquickjs::{Ctx, Value};

/// Deeper values are refused: the host decodes on its own stack.
const MOST_DEPTH: usize = 128;
/// A value of more values is refused: each takes the host many times the byte
/// that it takes here.
const MOST_VALUES: usize = 4 * 1024 * 1024;

/// Encodes a value.
///
/// Getters and proxies run. Where one throws, its exception is left pending.
///
/// # Errors
/// The path to what cannot cross, and why; handles made on the way are gone.
pub fn encode(value: &Value<'_>) -> Result<Vec<u8>, String> {
    let mut walk = Walk::new(value.ctx());
    match walk.value(value) {
        Ok(()) => walk.finish().map_err(|refusal| refusal.text("result")),
        Err(refusal) => {
            walk.abandon();
            Err(refusal.text("result"))
        }
    }
}

/// Encodes the arguments of a call as one array; as [`encode`].
///
/// # Errors
/// As [`encode`], with paths that begin with `argument 1`.
pub fn encode_all(values: &[Value<'_>]) -> Result<Vec<u8>, String> {
    let Some(first) = values.first() else { return Ok(vec![0x80]) };
    let mut walk = Walk::new(first.ctx());
    let done = walk.array_head(values.len()).map_err(|refusal| (0, refusal)).and_then(|()| {
        let mut arguments = values.iter().enumerate();
        arguments.try_for_each(|(index, value)| walk.value(value).map_err(|refusal| (index, refusal)))
    });
    match done {
        Ok(()) => walk.finish().map_err(|refusal| refusal.text("arguments")),
        Err((index, refusal)) => {
            walk.abandon();
            Err(refusal.text(&format!("argument {}", index + 1)))
        }
    }
}

/// Builds the value that CBOR describes. A handle that comes back is the very
/// function or promise that it was given for.
///
/// # Errors
/// What is wrong with the bytes. Where memory ran out, that exception is
/// pending.
pub fn decode<'js>(ctx: &Ctx<'js>, bytes: &[u8]) -> Result<Value<'js>, String> {
    let mut builder = Builder::new(ctx, bytes);
    let value = builder.value(0)?;
    builder.end()?;
    Ok(value.into_value(ctx))
}

/// Builds each item of a CBOR array, the arguments of a call; as [`decode`].
///
/// # Errors
/// As [`decode`]; when the bytes are no array.
pub fn decode_all<'js>(ctx: &Ctx<'js>, bytes: &[u8]) -> Result<Vec<Value<'js>>, String> {
    let mut builder = Builder::new(ctx, bytes);
    let length = builder.array_head()?;
    let mut values = Vec::with_capacity(length.min(16));
    for _ in 0..length {
        values.push(builder.value(1)?.into_value(ctx));
    }
    builder.end()?;
    Ok(values)
}
