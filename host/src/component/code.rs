//! The compiled code of a guest that programs are put into, kept in the cache.

use crate::cache::{self, Cache};
use crate::error::{Error, Result};
use crate::inspection::sha256;
use std::path::Path;
use wasmtime::{Engine, Module};

/// To be raised where the same module is to be compiled to other code.
const REVISION: u32 = 0;

/// The module's code: the cache's, or made now.
///
/// # Errors
/// When it does not compile, or the cache is not safe to use.
pub(super) fn compiled(engine: &Engine, module: &[u8], cache: Option<&Cache>) -> Result<Module> {
    let compile = || Module::new(engine, module).map_err(|error| fault(&error));
    let Some(cache) = cache else { return compile() };
    let make = || Ok([compile()?.serialize().map_err(|error| fault(&error))?]);
    let name = cache::name(engine, &sha256(module), REVISION);
    cache.entry([&format!("{name}.image")], |[path]| load(engine, path), make)
}

#[allow(unsafe_code, reason = "wasmtime cannot check that machine code is its own")]
fn load(engine: &Engine, path: &Path) -> Option<Module> {
    // SAFETY: `Cache` gives only files that this user alone can write, in folders of which the
    // same holds, and which it wrote itself.
    unsafe { Module::deserialize_file(engine, path) }.ok()
}

fn fault(error: &wasmtime::Error) -> Error {
    Error::Fault(format!("cannot compile the guest: {error:#}"))
}
