//! `DOMException`: <https://webidl.spec.whatwg.org/#idl-DOMException>

use crate::{builtins, engine};
use rquickjs::{Ctx, Object, Result};

/// Defines it, and brands, which it is the first to need.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    engine::add_dom_exception(ctx)?;
    let native = Object::new(ctx.clone())?;
    builtins::add_part(ctx, "brand", builtins::source!("brand.js"), &native)?;
    builtins::add_part(ctx, "dom_exception", builtins::source!("dom_exception.js"), &native)
}
