//! Sources that become part of a snapshot.

#[cfg(target_arch = "wasm32")]
pub mod memory;

use crate::eval;
use crate::failure::Failure;
use crate::realm::Realm;
use crate::source::{Completion, Source};

/// Why sources cannot become part of a snapshot.
#[derive(Debug)]
pub enum Obstacle {
    /// One of them did not evaluate.
    Failed(Failure),
    /// What would still wait; one line each.
    Pending(Vec<String>),
}

/// Evaluates sources in order and leaves the realm as runtimes are to find it.
///
/// # Errors
/// See [`Obstacle`]. The realm is of no use after it.
pub async fn freeze(realm: &Realm, sources: impl Iterator<Item = Source>) -> Result<(), Obstacle> {
    for source in sources {
        eval::eval(realm, vec![source], Completion::None).await.map_err(Obstacle::Failed)?;
    }
    realm.rest();
    Ok(())
}
