//! `structuredClone`: <https://html.spec.whatwg.org/multipage/structured-data.html>

use crate::builtins;
use crate::web::console;
use rquickjs::{Ctx, Object, Result};

const PARTS: [(&str, &[u8]); 4] = [
    builtins::part!("structured_clone/serialize"),
    builtins::part!("structured_clone/deserialize"),
    builtins::part!("structured_clone/streams"),
    builtins::part!("structured_clone/structured_clone"),
];

/// Defines it.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    let native = Object::new(ctx.clone())?;
    native.set("kind", console::kind_function(ctx)?)?;
    PARTS.iter().try_for_each(|(name, source)| builtins::add_part(ctx, name, source, &native))
}
