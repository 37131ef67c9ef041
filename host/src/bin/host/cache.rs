//! `host cache`: the folder of compiled images.

use crate::args::{CacheAction, CacheArgs};
use crate::engine;
use crate::exit::Exit;
use anyhow::Context as _;
use skerry::Cache;

/// Looks after the cache.
///
/// # Errors
/// When it cannot be read, changed or made.
pub fn cache(args: &CacheArgs) -> anyhow::Result<Exit> {
    let cache = Cache::of_user()?;
    let place = || format!("cannot use the cache {}", cache.folder().display());
    match args.action {
        CacheAction::Dir => anstream::println!("{}", cache.folder().display()),
        CacheAction::Size => anstream::println!("{}", cache.size().with_context(place)?),
        CacheAction::Clean => {
            let bytes = cache.clean().with_context(place)?;
            anstream::eprintln!("removed {}", bytesize::ByteSize::b(bytes).display().iec());
        }
        CacheAction::Warm => engine::warm(cache)?,
    }
    Ok(Exit::Done)
}
