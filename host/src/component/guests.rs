//! The guests that programs are put into, one for each world.

use super::World;
use crate::error::{Error, Result};

/// Deflated; empty in a build without them.
static COMMAND: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/command.wasm.deflated"));
static HTTP: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/http.wasm.deflated"));
static HTTP_P2: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/http-p2.wasm.deflated"));
static PLUGIN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/plugin.wasm.deflated"));

/// The guest of a world.
///
/// # Errors
/// When this build has none.
pub(super) fn of(world: World) -> Result<Vec<u8>> {
    let deflated = match world {
        World::Command => COMMAND,
        World::Http => HTTP,
        World::HttpP2 => HTTP_P2,
        World::Plugin => PLUGIN,
    };
    if deflated.is_empty() {
        return Err(Error::Setup("this build of the library cannot make components".to_owned()));
    }
    miniz_oxide::inflate::decompress_to_vec(deflated)
        .map_err(|error| Error::Fault(format!("the guest is damaged: {error}")))
}
