//! `crypto`: <https://w3c.github.io/webcrypto/>
//!
//! The interfaces are JavaScript (`js/crypto/`), the algorithms are crates.

#[cfg(feature = "crypto")]
mod subtle;

use crate::builtins;
use crate::web::encoding::Range;
use crate::web::random;
use rquickjs::{Ctx, Function, Object, Result, Value};

/// Defines it.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    let native = Object::new(ctx.clone())?;
    native.set("fillRandom", Function::new(ctx.clone(), fill_random)?)?;
    native.set("randomUUID", Function::new(ctx.clone(), random::uuid)?)?;
    builtins::add_part(ctx, "crypto/random", builtins::source!("crypto/random.js"), &native)?;
    #[cfg(feature = "crypto")]
    subtle::install(ctx, &native)?;
    builtins::add_part(ctx, "crypto/crypto", builtins::source!("crypto/crypto.js"), &native)
}

/// `fillRandom(buffer, offset, length)`
fn fill_random<'js>(ctx: Ctx<'js>, buffer: Value<'js>, offset: usize, length: usize) -> Result<()> {
    Range { buffer, offset, length }.with_mut(|bytes| random::fill(&ctx, bytes))?
}
