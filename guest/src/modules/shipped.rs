//! The modules that ship and are more than functions of the host: `js/fs.js` and
//! `js/process_module.js` stand in front of those.

use crate::builtins;
use rquickjs::{Ctx, Function, Object, Result};

const MODULES: [(&str, &str, &[u8]); 2] = [
    ("skerry:fs", "fs", builtins::source!("fs.js")),
    ("skerry:process", "process_module", builtins::source!("process_module.js")),
];

/// Evaluates the built-ins and hangs them on the context, by the module's name.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    for (module, file, source) in MODULES {
        let make: Function<'_> = builtins::evaluate(ctx, file, source)?.call((builtins::primordials(ctx)?,))?;
        builtins::realm(ctx)?.set(module, make)?;
    }
    Ok(())
}

/// What a module exports, made of the host's functions; none where these are all.
///
/// # Errors
/// What a getter of the script's `process` throws, or when memory runs out.
pub fn exports<'js>(ctx: &Ctx<'js>, module: &str, native: &Object<'js>) -> Result<Option<Object<'js>>> {
    if !MODULES.iter().any(|(known, ..)| *known == module) {
        return Ok(None);
    }
    let realm = builtins::realm(ctx)?;
    let make: Function<'js> = realm.get(module)?;
    let process: Object<'js> = realm.get("process")?;
    make.call((native.clone(), process)).map(Some)
}
