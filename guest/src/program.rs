//! Scripts and modules compiled ahead, as QuickJS's bytecode.
//!
//! Bytecode is as good as code of the engine: the host takes only what a guest
//! of its own build made.

use crate::engine::{self, Compiled};
use crate::eval::{completed, failed, settled, started};
use crate::failure::Failure;
use crate::modules;
use crate::realm::Realm;
use crate::source::{Completion, Source};
use rquickjs::{Ctx, Value};

/// Parses a source; what its import declarations name, as CBOR.
///
/// # Errors
/// An exception where the text does not parse.
pub fn outline(realm: &Realm, source: &Source) -> Result<Vec<u8>, Failure> {
    realm.with(|ctx| modules::outline(ctx, source).map_err(|error| failed(ctx, error)))
}

/// Compiles a source without running it.
///
/// # Errors
/// An exception where the text does not parse.
pub fn compile(realm: &Realm, source: &Source) -> Result<Vec<u8>, Failure> {
    realm.with(|ctx| modules::compile(ctx, source).map_err(|error| failed(ctx, error)))
}

/// Runs what [`compile`] gave.
///
/// # Errors
/// See [`Failure`].
pub async fn eval(realm: &Realm, program: &[u8], completion: Completion) -> Result<Vec<u8>, Failure> {
    let value = realm.with(|ctx| started(ctx, run(ctx, program)))?;
    completed(realm, settled(realm, value).await?, completion)
}

fn run<'js>(ctx: &Ctx<'js>, program: &[u8]) -> rquickjs::Result<Value<'js>> {
    match engine::from_bytecode(ctx, program)? {
        Compiled::Script(script) => engine::run_script(ctx, script),
        Compiled::Module(module) => modules::evaluate_compiled(ctx, module),
    }
}
