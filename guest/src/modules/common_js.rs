//! CommonJS: `require` of files, JSON and modules, and its import from modules.

use super::meta::file_path;
use super::require_module;
use crate::source::{Source, SourceKind};
use crate::system::{self, ModuleRequest, RequestKind};
use crate::{builtins, engine, freezing};
use rquickjs::{Ctx, Function, Object, Result, Value};

/// Evaluates `common_js.js` and hangs it on the context.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    let native = Object::new(ctx.clone())?;
    native.set("resolve", Function::new(ctx.clone(), resolve)?)?;
    native.set("load", Function::new(ctx.clone(), load)?)?;
    native.set("requireModule", Function::new(ctx.clone(), require_module::require)?)?;
    native.set("path", Function::new(ctx.clone(), |url: String| file_path(&url).unwrap_or(url))?)?;
    native.set("compile", Function::new(ctx.clone(), compile)?)?;
    native.set("parse", Function::new(ctx.clone(), parse)?)?;
    let functions: Object<'_> =
        builtins::evaluate(ctx, "common_js", builtins::source!("common_js.js"))?.call((native,))?;
    builtins::realm(ctx)?.set("common_js", functions)
}

/// Runs a source as the entry point; its `module.exports`.
///
/// # Errors
/// What the source throws.
pub fn evaluate<'js>(ctx: &Ctx<'js>, source: &Source) -> Result<Value<'js>> {
    call(ctx, "load", source)
}

/// Runs a source and gives what `import` sees of it, by name.
///
/// # Errors
/// What the source throws.
pub fn named_exports<'js>(ctx: &Ctx<'js>, source: &Source) -> Result<Object<'js>> {
    call(ctx, "named", source)
}

/// Whether the text is the body of a function, and so no ECMAScript module.
pub fn compiles(ctx: &Ctx<'_>, source: &Source) -> bool {
    let compiled = engine::compile_script(ctx, &source.url, &wrapped(&source.text)).is_ok();
    if !compiled {
        drop(ctx.catch());
    }
    compiled
}

/// Parses a JSON module; a `SyntaxError` names the file.
///
/// # Errors
/// With the exception pending.
pub fn parse_json<'js>(ctx: &Ctx<'js>, source: &Source) -> Result<Value<'js>> {
    parse(ctx.clone(), source.url.clone(), source.text.clone())
}

fn call<'js, R: rquickjs::FromJs<'js>>(ctx: &Ctx<'js>, name: &str, source: &Source) -> Result<R> {
    let function: Function<'js> = builtins::realm(ctx)?.get::<_, Object<'js>>("common_js")?.get(name)?;
    function.call((source.url.as_str(), source.text.as_str()))
}

fn resolve(ctx: Ctx<'_>, specifier: String, referrer: String) -> Result<String> {
    let request =
        ModuleRequest { specifier: &specifier, referrer: Some(&referrer), kind: RequestKind::Require, attribute: None };
    freezing::resolve(&ctx, &request).map_err(|error| super::throw_load_error(&ctx, &error))
}

fn load(ctx: Ctx<'_>, url: String) -> Result<Object<'_>> {
    let source = system::load(&url).map_err(|error| super::throw_load_error(&ctx, &error))?;
    let is_module = match source.kind {
        SourceKind::Module => true,
        SourceKind::Auto => !compiles(&ctx, &source),
        _ => false,
    };
    let loaded = Object::new(ctx)?;
    let kind = match source.kind {
        SourceKind::Json => "json",
        _ if is_module => "module",
        _ => "common-js",
    };
    loaded.set("kind", kind)?;
    loaded.set("text", source.text)?;
    Ok(loaded)
}

/// The text as a function, which is not called.
///
/// # Errors
/// With a `SyntaxError` pending.
pub fn compile<'js>(ctx: Ctx<'js>, url: String, text: String) -> Result<Value<'js>> {
    engine::eval_from_line(&ctx, &url, &wrapped(&text), FIRST_LINE)
}

/// Number of the line that the function's head stands in: the text's own first
/// line, two further, is 1. (QuickJS takes 0 for 1.)
const FIRST_LINE: i32 = -1;

/// The text as the body of a function, in lines of its own.
fn wrapped(text: &str) -> String {
    let text = if text.starts_with("#!") { format!("//{text}") } else { text.to_owned() };
    format!("(function (exports, require, module, __filename, __dirname) {{\n\n{text}\n}})")
}

fn parse<'js>(ctx: Ctx<'js>, url: String, text: String) -> Result<Value<'js>> {
    engine::parse_json(&ctx, &url, &text).map_err(|error| {
        let thrown = ctx.catch();
        let Some(object) = thrown.as_object() else { return error };
        let reason = object.get::<_, String>("message").unwrap_or_default();
        match object.set("message", format!("{reason} in {url}")) {
            Ok(()) => ctx.throw(thrown),
            Err(error) => error,
        }
    })
}
