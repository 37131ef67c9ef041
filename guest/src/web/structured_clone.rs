//! `structuredClone`: <https://html.spec.whatwg.org/multipage/structured-data.html>

use crate::builtins;
use crate::web::console;
use rquickjs::{Ctx, Object, Result};

const PARTS: [(&str, &str); 4] = [
    ("structured_clone/serialize", include_str!("../../js/structured_clone/serialize.js")),
    ("structured_clone/deserialize", include_str!("../../js/structured_clone/deserialize.js")),
    ("structured_clone/streams", include_str!("../../js/structured_clone/streams.js")),
    ("structured_clone/structured_clone", include_str!("../../js/structured_clone/structured_clone.js")),
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
