//! `URL` and `URLSearchParams`: <https://url.spec.whatwg.org>
//!
//! The interfaces are JavaScript (`js/url/`), the parser is here; the crate `idna`
//! knows domain names.
#![allow(unsafe_code, reason = "functions of QuickJS's own kind")]

mod host;
mod parse;
mod percent;
mod query;
mod record;
mod set;

use crate::builtins;
use crate::engine::{CFunction, answer, c_function, lossy_string};
use crate::web::encoding::new_string;
use record::Url;
use rquickjs::{Ctx, Object, Result, Value, qjs};
use std::ffi::c_int;

const PARTS: [(&str, &str); 2] = [
    ("url/url_search_params", include_str!("../../js/url/url_search_params.js")),
    ("url/url", include_str!("../../js/url/url.js")),
];

/// Defines both interfaces.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    let native = Object::new(ctx.clone())?;
    let functions: [(_, c_int, CFunction); 7] = [
        (c"parse", 1, parse_url),
        (c"offsets", 1, offsets),
        (c"origin", 1, origin),
        (c"set", 3, set::set),
        (c"setQuery", 2, set::set_query),
        (c"parseQuery", 1, query::parse),
        (c"serializeQuery", 1, query::serialize),
    ];
    for (name, length, function) in functions {
        native.set(name.to_str().unwrap_or_default(), c_function(ctx, name, length, function)?)?;
    }
    PARTS.iter().try_for_each(|(name, source)| builtins::add_part(ctx, name, source, &native))
}

/// `parse(text, base?)`: the serialization, or `undefined` where it is no URL.
unsafe extern "C" fn parse_url(
    raw: *mut qjs::JSContext,
    _this: qjs::JSValue,
    count: c_int,
    arguments: *mut qjs::JSValue,
) -> qjs::JSValue {
    // SAFETY: all four are as QuickJS gave them.
    unsafe {
        answer(raw, count, arguments, |ctx, arguments| {
            let base = match arguments.get(1).filter(Value::is_string) {
                None => None,
                Some(base) => match parse::parse(&text(Some(base)), None) {
                    None => return Ok(Value::new_undefined(ctx.clone())),
                    known => known,
                },
            };
            href(ctx, parse::parse(&text(arguments.get(0)), base.as_ref()))
        })
    }
}

/// `offsets(href)`: where its parts begin and end.
unsafe extern "C" fn offsets(
    raw: *mut qjs::JSContext,
    _this: qjs::JSValue,
    count: c_int,
    arguments: *mut qjs::JSValue,
) -> qjs::JSValue {
    // SAFETY: as above.
    unsafe {
        answer(raw, count, arguments, |ctx, arguments| {
            let list = rquickjs::Array::new(ctx.clone())?;
            list.as_object().set_prototype(None)?;
            if let Some(url) = parse::parse(&text(arguments.get(0)), None) {
                for (index, offset) in url.serialize().1.into_iter().enumerate() {
                    list.set(index, offset)?;
                }
            }
            Ok(list.into_value())
        })
    }
}

/// `origin(href)`: <https://url.spec.whatwg.org/#dom-url-origin>
unsafe extern "C" fn origin(
    raw: *mut qjs::JSContext,
    _this: qjs::JSValue,
    count: c_int,
    arguments: *mut qjs::JSValue,
) -> qjs::JSValue {
    // SAFETY: as above.
    unsafe {
        answer(raw, count, arguments, |ctx, arguments| {
            let origin = parse::parse(&text(arguments.get(0)), None).map(|url| url.origin());
            new_string(ctx, origin.as_deref().unwrap_or("null"))
        })
    }
}

/// A string of the script's; a lone surrogate becomes U+FFFD.
fn text(value: Option<Value<'_>>) -> String {
    value.and_then(Value::into_string).map(|text| lossy_string(&text)).unwrap_or_default()
}

/// The serialization; `undefined` for none.
fn href<'js>(ctx: &Ctx<'js>, url: Option<Url>) -> Result<Value<'js>> {
    url.map_or_else(|| Ok(Value::new_undefined(ctx.clone())), |url| new_string(ctx, &url.href()))
}
