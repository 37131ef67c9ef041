//! `Headers`, `Request`, `Response`, `FormData` and `fetch`:
//! <https://fetch.spec.whatwg.org>

mod data_url;
mod mime;
mod multipart;

use crate::builtins;
use crate::modules::host_modules;
use crate::web::random;
use rquickjs::function::Rest;
use rquickjs::{Ctx, Function, Object, Result, Value};

const PARTS: [(&str, &[u8]); 12] = [
    builtins::part!("fetch/headers"),
    builtins::part!("fetch/form_data"),
    builtins::part!("fetch/multipart"),
    builtins::part!("fetch/body"),
    builtins::part!("fetch/body_mixin"),
    builtins::part!("fetch/provenance"),
    builtins::part!("fetch/request"),
    builtins::part!("fetch/response"),
    builtins::part!("fetch/response_body"),
    builtins::part!("fetch/integrity"),
    builtins::part!("fetch/http_fetch"),
    builtins::part!("fetch/fetch"),
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
    native.set("userAgent", super::USER_AGENT)?;
    native.set("send", Function::new(ctx.clone(), send)?)?;
    native.set("collect", Function::new(ctx.clone(), |ctx: Ctx<'_>| ctx.run_gc())?)?;
    PARTS.iter().try_for_each(|(name, source)| builtins::add_part(ctx, name, source, &native))
}

/// `send(request, signal)`: what the host answers.
fn send<'js>(ctx: Ctx<'js>, arguments: Rest<Value<'js>>) -> Result<Value<'js>> {
    host_modules::fetch(&ctx, &arguments)
}

/// What no file has in it: 16 letters and digits.
fn boundary(ctx: Ctx<'_>) -> Result<String> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789AB";
    let mut bytes = [0; 16];
    random::fill(&ctx, &mut bytes)?;
    Ok(bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte & 63)])).collect())
}

#[cfg(test)]
mod tests {
    use crate::realm::Realm;
    use rquickjs::CatchResultExt;

    #[test]
    fn the_console_shows_what_is_in_an_object() {
        let shown = |code: &str| {
            Realm::new().expect("a realm").with(|ctx| {
                let value: rquickjs::Value = ctx.eval(code).catch(ctx).unwrap_or_else(|error| panic!("{error}"));
                crate::web::console::inspect_to_string(ctx, &value, false)
            })
        };
        assert_eq!(shown("new URLSearchParams('a=1&a=2&b=3')"), "URLSearchParams { a: [ '1', '2' ], b: '3' }");
        assert_eq!(shown("new Headers({ B: 'c' })"), "Headers { b: 'c' }");
        assert_eq!(shown("new Blob(['abc'], { type: 't/x' })"), "Blob { size: 3, type: 't/x' }");
        assert!(shown("new URL('http://a/b')").starts_with("URL {\n  href: 'http://a/b',"));
        assert_eq!(shown("Object.create(Headers.prototype)"), "Headers {}");
        let code = "class Own extends URL { get href() { throw 1 } }; Object.defineProperty(URL.prototype, 'host', { get() { throw 2 } });
            new Own('http://a/b')";
        assert!(shown(code).starts_with("URL {\n  href: 'http://a/b',"));
    }
}
