//! `import.meta`: `url`, `main`, `filename`, `dirname`, `resolve`.

use crate::system::{self, ModuleRequest, RequestKind};
use rquickjs::module::Declared;
use rquickjs::{Ctx, Function, Module, Result};

/// What a module is to the call that evaluates it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The entry point.
    Main,
    /// Imported by another module.
    Imported,
}

/// Fills in a module's `import.meta`.
///
/// # Errors
/// When memory runs out.
pub fn fill<'js>(ctx: &Ctx<'js>, module: &Module<'js, Declared>, url: &str, role: Role) -> Result<()> {
    let meta = module.meta()?;
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
            kind: RequestKind::Import,
            attribute: None,
        };
        system::resolve(&request).map_err(|error| super::throw_load_error(&ctx, &error))
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
