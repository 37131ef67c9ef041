//! `URL` and `URLSearchParams`: <https://url.spec.whatwg.org>, and `URLPattern`:
//! <https://urlpattern.spec.whatwg.org>
//!
//! The interfaces are JavaScript (`js/url/`, `js/url_pattern/`), the parser is here; the
//! crate `idna` knows domain names. A crate for `URLPattern` would bring a second parser.

mod host;
mod parse;
mod pattern;
mod percent;
mod query;
mod record;
mod set;

use crate::builtins;
use crate::engine::{Arguments, body, lossy_string, set_functions};
use crate::web::encoding::new_string;
use record::Url;
use rquickjs::{Ctx, Object, Result, Value};

const PARTS: [(&str, &[u8]); 9] = [
    builtins::part!("url/url_search_params"),
    builtins::part!("url/url"),
    builtins::part!("url_pattern/tokens"),
    builtins::part!("url_pattern/pattern_parts"),
    builtins::part!("url_pattern/pattern_texts"),
    builtins::part!("url_pattern/components"),
    builtins::part!("url_pattern/constructor_string"),
    builtins::part!("url_pattern/pattern_init"),
    builtins::part!("url_pattern/url_pattern"),
];

/// Defines the interfaces.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    let native = Object::new(ctx.clone())?;
    set_functions(
        &native,
        &[
            (c"parse", 1, body(parse_url)),
            (c"offsets", 1, body(offsets)),
            (c"origin", 1, body(origin)),
            (c"set", 3, body(set::set)),
            (c"setQuery", 2, body(set::set_query)),
            (c"parseQuery", 1, body(query::parse)),
            (c"serializeQuery", 1, body(query::serialize)),
            (c"canonicalize", 3, body(pattern::canonicalize)),
        ],
    )?;
    PARTS.iter().try_for_each(|(name, source)| builtins::add_part(ctx, name, source, &native))
}

/// `parse(text, base?)`: the serialization, or `undefined` where it is no URL.
fn parse_url<'js>(ctx: &Ctx<'js>, arguments: Arguments<'_, 'js>) -> Result<Value<'js>> {
    let base = match arguments.get(1).filter(Value::is_string) {
        None => None,
        Some(base) => match parse::parse(&text(Some(base)), None) {
            None => return Ok(Value::new_undefined(ctx.clone())),
            known => known,
        },
    };
    href(ctx, parse::parse(&text(arguments.get(0)), base.as_ref()))
}

/// `offsets(href)`: where its parts begin and end.
fn offsets<'js>(ctx: &Ctx<'js>, arguments: Arguments<'_, 'js>) -> Result<Value<'js>> {
    let list = rquickjs::Array::new(ctx.clone())?;
    list.as_object().set_prototype(None)?;
    if let Some(url) = parse::parse(&text(arguments.get(0)), None) {
        for (index, offset) in url.serialize().1.into_iter().enumerate() {
            list.set(index, offset)?;
        }
    }
    Ok(list.into_value())
}

/// `origin(href)`: <https://url.spec.whatwg.org/#dom-url-origin>
fn origin<'js>(ctx: &Ctx<'js>, arguments: Arguments<'_, 'js>) -> Result<Value<'js>> {
    let origin = parse::parse(&text(arguments.get(0)), None).map(|url| url.origin());
    new_string(ctx, origin.as_deref().unwrap_or("null"))
}

/// A string of the script's; a lone surrogate becomes U+FFFD.
fn text(value: Option<Value<'_>>) -> String {
    value.and_then(Value::into_string).map(|text| lossy_string(&text)).unwrap_or_default()
}

/// The serialization; `undefined` for none.
fn href<'js>(ctx: &Ctx<'js>, url: Option<Url>) -> Result<Value<'js>> {
    url.map_or_else(|| Ok(Value::new_undefined(ctx.clone())), |url| new_string(ctx, &url.href()))
}
