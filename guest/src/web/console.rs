//! `console`, and values as text for people.
//!
//! The algorithms are JavaScript (`js/console.js` and `js/inspect/`); what they
//! cannot learn from the language comes from `native`.

mod classes;
mod keys;
mod lookup;
mod native;
#[cfg(test)]
mod tests;
mod text;
mod value;

pub use native::kind_function;

use crate::builtins;
use rquickjs::{Ctx, Function, Object, Result, Value};

/// The parts in the order in which they need each other; each adds what it
/// returns to one object that the later ones take their pieces from.
const PARTS: [(&str, &str); 13] = [
    ("inspect/text", include_str!("../../js/inspect/text.js")),
    ("inspect/options", include_str!("../../js/inspect/options.js")),
    ("inspect/objects", include_str!("../../js/inspect/objects.js")),
    ("inspect/layout", include_str!("../../js/inspect/layout.js")),
    ("inspect/primitives", include_str!("../../js/inspect/primitives.js")),
    ("inspect/properties", include_str!("../../js/inspect/properties.js")),
    ("inspect/collections", include_str!("../../js/inspect/collections.js")),
    ("inspect/functions", include_str!("../../js/inspect/functions.js")),
    ("inspect/errors", include_str!("../../js/inspect/errors.js")),
    ("inspect/views", include_str!("../../js/inspect/views.js")),
    ("inspect/inspect", include_str!("../../js/inspect/inspect.js")),
    ("inspect/format", include_str!("../../js/inspect/format.js")),
    ("inspect/table", include_str!("../../js/inspect/table.js")),
];

/// What the parts take from other built-ins.
const FROM_OTHERS: [&str; 2] = ["domExceptionState", "isDOMException"];

const CONSOLE: &str = include_str!("../../js/console.js");

/// Where the realm's record keeps the function behind [`inspect_to_string`].
const INSPECT: &str = "inspect";

/// Defines `globalThis.console`.
///
/// # Errors
/// When a built-in throws or memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    let primordials = builtins::primordials(ctx)?;
    let native = native::object(ctx)?;
    let parts = Object::new(ctx.clone())?;
    parts.set_prototype(None)?;
    for name in FROM_OTHERS {
        parts.set(name, builtins::parts(ctx)?.get::<_, Value>(name)?)?;
    }
    for (name, source) in PARTS {
        let part = builtins::evaluate(ctx, name, source)?;
        let exports: Object = part.call((native.clone(), primordials.clone(), parts.clone()))?;
        for export in exports.props::<String, Value>() {
            let (name, value) = export?;
            parts.set(name, value)?;
        }
    }
    builtins::realm(ctx)?.set(INSPECT, parts.get::<_, Function>("inspectSafely")?)?;
    builtins::evaluate(ctx, "console", CONSOLE)?.call((native, primordials, parts))
}

/// A value as Node's `util.inspect` writes it; never throws, and runs no code
/// of the script but its own inspection functions and inherited tag getters.
///
/// It leaves no exception behind, yet clears one that is pending: take that
/// with [`Ctx::catch`] first. A script that was stopped by an uncatchable error
/// shows as `[object]`.
#[must_use]
pub fn inspect_to_string<'js>(ctx: &Ctx<'js>, value: &Value<'js>, colors: bool) -> String {
    let inspected = builtins::realm(ctx)
        .and_then(|realm| realm.get::<_, Function>(INSPECT))
        .and_then(|inspect| inspect.call::<_, Value>((value.clone(), colors)));
    match inspected {
        Ok(text) => text::text(&text),
        Err(_) => {
            ctx.catch();
            format!("[{}]", value.type_name())
        }
    }
}
