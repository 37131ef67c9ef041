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
const PARTS: [(&str, &[u8]); 13] = [
    builtins::part!("inspect/text"),
    builtins::part!("inspect/options"),
    builtins::part!("inspect/objects"),
    builtins::part!("inspect/layout"),
    builtins::part!("inspect/primitives"),
    builtins::part!("inspect/properties"),
    builtins::part!("inspect/collections"),
    builtins::part!("inspect/functions"),
    builtins::part!("inspect/errors"),
    builtins::part!("inspect/views"),
    builtins::part!("inspect/inspect"),
    builtins::part!("inspect/format"),
    builtins::part!("inspect/table"),
];

/// What the parts take from other built-ins.
const FROM_OTHERS: [&str; 2] = ["domExceptionState", "isDOMException"];

const CONSOLE: &[u8] = builtins::source!("console.js");

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
