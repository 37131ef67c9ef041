//! What the tests share.

mod command;
mod folder;
pub mod packages;

pub use command::{Host, host, script};
pub use folder::{Folder, folder};

use skerry::{Cache, Engine};
use std::path::PathBuf;
use std::sync::OnceLock;

/// The cache of all tests: the image is compiled once for the whole binary.
pub fn cache_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cache")
}

/// The engine of all tests in this process.
pub fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::builder().cache(Some(Cache::at(cache_folder()))).build().unwrap())
}

/// Drives a future to its end on this thread.
pub fn block_on<F: IntoFuture>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future.into_future())
}
