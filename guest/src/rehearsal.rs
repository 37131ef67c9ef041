//! What scripts do most is done once before the realm is frozen. All that it makes is dropped, but
//! for the shapes of its objects: where a fresh runtime makes the same, they are there.

use crate::builtins;
use crate::engine;
use crate::realm::Realm;
use rquickjs::promise::PromiseState;
use rquickjs::{CatchResultExt, Ctx, Error, Function, Promise, Result};

/// Where the realm keeps the function until it is called.
const NAME: &str = "rehearse";

/// Makes it, while built-ins can be made.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    let source = builtins::evaluate(ctx, "rehearsal", builtins::source!("rehearsal.js"))?;
    let rehearse: Function = source.call((rquickjs::Undefined, builtins::primordials(ctx)?, builtins::parts(ctx)?))?;
    builtins::realm(ctx)?.set(NAME, rehearse)
}

/// Does all of it.
///
/// # Errors
/// What went wrong: a defect of a built-in, or of what is rehearsed.
pub fn run(realm: &Realm) -> std::result::Result<(), String> {
    realm.with(|ctx| {
        engine::keep_new_shapes(true);
        let done = rehearse(ctx).catch(ctx).map_err(|caught| caught.to_string());
        engine::keep_new_shapes(false);
        done
    })
}

fn rehearse(ctx: &Ctx<'_>) -> Result<()> {
    let record = builtins::realm(ctx)?;
    let rehearse: Function = record.get(NAME)?;
    record.remove(NAME)?;
    let done: Promise = rehearse.call(())?;
    while engine::run_job(ctx)? {}
    match done.state() {
        // Nothing is there that it could wait for.
        PromiseState::Pending => Err(Error::new_from_js("pending promise", "rehearsal that has ended")),
        PromiseState::Resolved | PromiseState::Rejected => done.result().unwrap_or(Ok(())),
    }
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::realm::Realm;

    #[test]
    fn all_of_it_is_done_and_leaves_nothing_behind() {
        let realm = Realm::new().unwrap();
        let before = realm.collect().objects;
        run(&realm).unwrap();
        let after = realm.collect().objects;
        assert!(after <= before, "{before} objects before, {after} after");
    }
}
