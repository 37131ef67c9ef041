//! `atob` and `btoa`: <https://html.spec.whatwg.org/multipage/webappapis.html#atob>

use crate::builtins;
use rquickjs::{Ctx, Object, Result};

/// Defines both.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    builtins::add_part(ctx, "base64", builtins::source!("base64.js"), &Object::new(ctx.clone())?)
}
