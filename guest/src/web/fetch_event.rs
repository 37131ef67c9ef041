//! `FetchEvent`, and how a request of the host's gets to the script's handler:
//! <https://w3c.github.io/ServiceWorker/#fetchevent-interface>

use crate::{builtins, system};
use rquickjs::{Ctx, Function, Object, Result};

const PARTS: [(&str, &[u8]); 3] = [
    ("fetch_event/lifetime", builtins::source!("fetch_event/lifetime.js")),
    ("fetch_event/fetch_event", builtins::source!("fetch_event/fetch_event.js")),
    ("fetch_event/handler", builtins::source!("fetch_event/handler.js")),
];

/// What `handler.rs` calls, kept in the realm's record.
const HOOKS: [&str; 2] = ["handlesFetch", "respondToFetch"];

/// Defines the events and the way to the handler.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    let native = Object::new(ctx.clone())?;
    native.set("environment", Function::new(ctx.clone(), environment)?)?;
    native.set("isAlone", cfg!(feature = "standalone"))?;
    PARTS.iter().try_for_each(|(name, source)| builtins::add_part(ctx, name, source, &native))?;
    let (record, parts) = (builtins::realm(ctx)?, builtins::parts(ctx)?);
    HOOKS.iter().try_for_each(|name| record.set(*name, parts.get::<_, Function>(*name)?))
}

/// The environment variables that are granted, as a handler's second argument.
fn environment(ctx: Ctx<'_>) -> Result<Object<'_>> {
    let granted = Object::new(ctx)?;
    for (name, value) in system::environment() {
        granted.prop(name, rquickjs::object::Property::from(value).writable().enumerable().configurable())?;
    }
    Ok(granted)
}
