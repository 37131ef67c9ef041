//! `import.meta`: `url`, `main`, `filename`, `dirname`, `resolve`.

use crate::freezing;
use crate::system::{ModuleRequest, RequestKind};
use rquickjs::{Ctx, Function, JsLifetime, Object, Result};
use std::cell::RefCell;

/// What a module is to the call that evaluates it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The entry point.
    Main,
    /// Imported by another module.
    Imported,
}

/// The URL of the entry point, once there is one.
#[derive(Default, JsLifetime)]
struct Entry(RefCell<Option<String>>);

/// Hangs an unknown entry point on the context.
///
/// # Errors
/// When the context's data is borrowed, which it is not while a realm is built.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    ctx.store_userdata(Entry::default()).map(drop).map_err(|_| rquickjs::Error::Unknown)
}

/// The URL of the entry point, where it is a module.
pub fn entry_url(ctx: &Ctx<'_>) -> Option<String> {
    ctx.userdata::<Entry>().and_then(|entry| entry.0.borrow().clone())
}

/// Fills in a module's `import.meta`.
///
/// # Errors
/// When memory runs out.
pub fn fill<'js>(ctx: &Ctx<'js>, meta: &Object<'js>, url: &str, role: Role) -> Result<()> {
    if let Some(entry) = ctx.userdata::<Entry>().filter(|_| role == Role::Main) {
        entry.0.replace(Some(url.to_owned()));
    }
    freezing::note_module(ctx, url);
    meta.set("url", url)?;
    meta.set("main", role == Role::Main)?;
    if let Some(path) = file_path(url) {
        meta.set(
            "dirname",
            path.rsplit_once('/').map_or("/", |(folder, _)| if folder.is_empty() { "/" } else { folder }),
        )?;
        meta.set("filename", path)?;
    }
    let referrer = url.to_owned();
    let resolve = Function::new(ctx.clone(), move |ctx: Ctx<'js>, specifier: String| {
        let request = ModuleRequest {
            specifier: &specifier,
            referrer: Some(&referrer),
            kind: RequestKind::Meta,
            attribute: None,
        };
        freezing::resolve(&ctx, &request)
            .map_err(|error| super::describe(&ctx, &error, super::throw_type(&ctx, &error.message)))
    })?;
    meta.set("resolve", resolve.with_name("resolve")?)
}

/// The path of a `file:` URL, percent-decoded.
pub fn file_path(url: &str) -> Option<String> {
    let path = url.strip_prefix("file://")?;
    let path = path.split(['?', '#']).next()?;
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        match (first, tail) {
            (b'%', [high, low, after @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                let digit = |byte: &u8| char::from(*byte).to_digit(16).unwrap_or(0);
                bytes.push(u8::try_from(digit(high) * 16 + digit(low)).unwrap_or(b'?'));
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
