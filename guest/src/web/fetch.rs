//! `Headers`, `Request`, `Response`, `FormData` and `fetch`:
//! <https://fetch.spec.whatwg.org>

mod data_url;
mod mime;
mod multipart;

use crate::builtins;
use crate::web::random;
use rquickjs::{Ctx, Function, Object, Result};

const PARTS: [(&str, &str); 8] = [
    ("fetch/headers", include_str!("../../js/fetch/headers.js")),
    ("fetch/form_data", include_str!("../../js/fetch/form_data.js")),
    ("fetch/multipart", include_str!("../../js/fetch/multipart.js")),
    ("fetch/body", include_str!("../../js/fetch/body.js")),
    ("fetch/body_mixin", include_str!("../../js/fetch/body_mixin.js")),
    ("fetch/request", include_str!("../../js/fetch/request.js")),
    ("fetch/response", include_str!("../../js/fetch/response.js")),
    ("fetch/fetch", include_str!("../../js/fetch/fetch.js")),
];

/// Defines them.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    let native = Object::new(ctx.clone())?;
    native.set("extractMime", Function::new(ctx.clone(), mime::extract)?)?;
    native.set("mimeEssence", Function::new(ctx.clone(), mime::essence)?)?;
    native.set("mimeBoundary", Function::new(ctx.clone(), mime::boundary)?)?;
    native.set("parseDataUrl", Function::new(ctx.clone(), data_url::parse)?)?;
    native.set("parseMultipart", Function::new(ctx.clone(), multipart::parse)?)?;
    native.set("boundary", Function::new(ctx.clone(), boundary)?)?;
    PARTS.iter().try_for_each(|(name, source)| builtins::add_part(ctx, name, source, &native))
}

/// What no file has in it: 16 letters and digits.
fn boundary(ctx: Ctx<'_>) -> Result<String> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789AB";
    let mut bytes = [0; 16];
    random::fill(&ctx, &mut bytes)?;
    Ok(bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte & 63)])).collect())
}
