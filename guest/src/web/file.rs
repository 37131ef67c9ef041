//! `Blob`, `File` and `blob:` URLs: <https://w3c.github.io/FileAPI/>

use crate::builtins;
use crate::web::{console, encoding, random};
use rquickjs::{Ctx, Function, Object, Result};

const PARTS: [(&str, &[u8]); 4] = [
    builtins::part!("file/bytes"),
    builtins::part!("file/blob"),
    builtins::part!("file/file"),
    builtins::part!("file/object_urls"),
];

/// Defines the interfaces.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    let native = Object::new(ctx.clone())?;
    native.set("kind", console::kind_function(ctx)?)?;
    native.set("encode", encoding::encode_function(ctx)?)?;
    native.set("decodeUtf8", encoding::decode_utf8_function(ctx)?)?;
    native.set("randomUUID", Function::new(ctx.clone(), random::uuid)?)?;
    PARTS.iter().try_for_each(|(name, source)| builtins::add_part(ctx, name, source, &native))
}
