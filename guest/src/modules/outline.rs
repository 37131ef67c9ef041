//! Sources that are parsed, and nothing more: what they import.
//!
//! QuickJS resolves and loads what a module imports when it has parsed it. Meanwhile each
//! import is noted here, and an empty module stands in for it.

use super::{common_js, declare};
use crate::engine;
use crate::source::{Source, SourceKind};
use rquickjs::module::Declared;
use rquickjs::{Ctx, Error, JsLifetime, Module, Object, Result};
use std::cell::RefCell;

/// The name of what stands in for each import; no URL of a loader is so.
const STAND_IN: &str = "skerry:outline";

/// Specifiers and attributes of the source that is being parsed, if one is.
#[derive(Default, JsLifetime)]
struct Noted(RefCell<Option<Vec<Import>>>);

/// A specifier, and the type that an attribute asks for.
type Import = (String, Option<String>);

/// Hangs an empty place on the context.
///
/// # Errors
/// When the context's data is borrowed, which it is not while a realm is built.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    ctx.store_userdata(Noted::default()).map(drop).map_err(|_| Error::Unknown)
}

/// Parses a source; its imports as CBOR.
///
/// # Errors
/// [`Error::Exception`] with the exception pending.
pub fn outline<'js>(ctx: &Ctx<'js>, source: &Source) -> Result<Vec<u8>> {
    note(ctx, Some(Vec::new()));
    let parsed = parse(ctx, source);
    let noted = note(ctx, None).unwrap_or_default();
    parsed?;
    let pairs: Vec<_> = noted.iter().map(|(specifier, attribute)| (specifier, attribute)).collect();
    minicbor::to_vec(pairs).map_err(|_| Error::Unknown)
}

fn parse<'js>(ctx: &Ctx<'js>, source: &Source) -> Result<()> {
    match source.kind {
        SourceKind::Auto | SourceKind::Module => declare(ctx, source).map(drop),
        SourceKind::Script => engine::compile_script(ctx, &source.url, &source.text).map(drop),
        SourceKind::CommonJs => common_js::compile(ctx.clone(), source.url.clone(), source.text.clone()).map(drop),
        SourceKind::Json => common_js::parse_json(ctx, source).map(drop),
    }
}

fn note(ctx: &Ctx<'_>, list: Option<Vec<Import>>) -> Option<Vec<Import>> {
    ctx.userdata::<Noted>().and_then(|noted| noted.0.replace(list))
}

/// Notes an import while a source is outlined: the name of what stands in for it.
pub fn stand_in(ctx: &Ctx<'_>, specifier: &str, attribute: Option<&str>) -> Option<String> {
    let noted = ctx.userdata::<Noted>()?;
    let mut list = noted.0.borrow_mut();
    list.as_mut()?.push((specifier.to_owned(), attribute.map(str::to_owned)));
    Some(STAND_IN.to_owned())
}

/// Whether a URL is that of what stands in.
pub fn is_stand_in(url: &str) -> bool {
    url == STAND_IN
}

/// The empty module.
///
/// # Errors
/// When memory runs out.
pub fn empty<'js>(ctx: &Ctx<'js>) -> Result<Module<'js, Declared>> {
    super::synthetic::declare(ctx, STAND_IN, Object::new(ctx.clone())?)
}
