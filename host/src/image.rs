//! The image: the guest, frozen after its realm was built, and compiled.

use crate::cache::Cache;
use crate::error::{Error, Result};
use crate::{freeze, pool};
use std::hash::{Hash, Hasher};
use std::path::PathBuf;
use wasmtime::Engine;
use wasmtime::component::Component;

/// The guest component, as `build.rs` built it.
pub(crate) static GUEST: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/guest.wasm"));
/// SHA-256 of the guest in hexadecimal.
pub(crate) const GUEST_DIGEST: &str = env!("SKERRY_GUEST_DIGEST");
/// The compiled image of a release build; empty in others.
static EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/embedded.image"));

/// What happens while an image is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// The guest builds its realm, once.
    Freezing,
    /// The frozen guest is compiled to machine code.
    Compiling,
    /// The image is ready.
    Ready,
}

/// Compiled code and where it lies.
#[derive(Clone, Debug)]
pub(crate) enum Image {
    /// A file of the cache, mapped into memory.
    File(PathBuf),
    /// In memory: embedded, or there is no cache.
    Bytes(std::sync::Arc<[u8]>),
    /// Part of the executable.
    Embedded,
}

impl Image {
    /// The image for an engine's settings: embedded, cached, or made now.
    ///
    /// # Errors
    /// When freezing or compiling fails, or the cache is not safe to use.
    pub(crate) fn open(
        engine: &Engine,
        fuel: bool,
        cache: Option<&Cache>,
        progress: &dyn Fn(Progress),
    ) -> Result<Self> {
        if !EMBEDDED.is_empty() && read_embedded(engine).is_ok() {
            return Ok(Self::Embedded);
        }
        let Some(cache) = cache else {
            return Ok(Self::Bytes(make(fuel, progress)?.into()));
        };
        let name = file_name(engine);
        let file = cache.entry(&name, |path| reads(engine, path), || make(fuel, progress))?;
        Ok(Self::File(file))
    }

    /// The component in an engine with the same settings.
    ///
    /// # Errors
    /// When the code is of another build.
    pub(crate) fn component(&self, engine: &Engine) -> wasmtime::Result<Component> {
        match self {
            Self::File(path) => read_file(engine, path),
            Self::Bytes(bytes) => read_bytes(engine, bytes),
            Self::Embedded => read_embedded(engine),
        }
    }
}

/// Freezes and compiles the guest.
pub(crate) fn make(fuel: bool, progress: &dyn Fn(Progress)) -> Result<Vec<u8>> {
    progress(Progress::Freezing);
    let frozen = freeze::freeze(GUEST).map_err(|error| Error::Setup(format!("cannot freeze the guest: {error:#}")))?;
    progress(Progress::Compiling);
    let engine = Engine::new(&pool::base_config(fuel)).map_err(|error| Error::Setup(format!("{error:#}")))?;
    let code = engine.precompile_component(&frozen);
    let code = code.map_err(|error| Error::Setup(format!("cannot compile the guest: {error:#}")))?;
    progress(Progress::Ready);
    Ok(code)
}

/// A name that changes with the guest, our version and whatever code depends on.
fn file_name(engine: &Engine) -> String {
    #[expect(deprecated, reason = "SipHash with fixed keys: the same in each process")]
    let mut hasher = std::hash::SipHasher::new();
    engine.precompile_compatibility_hash().hash(&mut hasher);
    let digest = GUEST_DIGEST.get(..16).unwrap_or(GUEST_DIGEST);
    format!("{}-{digest}-{:016x}.image", env!("CARGO_PKG_VERSION"), hasher.finish())
}

fn reads(engine: &Engine, path: &std::path::Path) -> bool {
    read_file(engine, path).is_ok()
}

#[allow(unsafe_code, reason = "wasmtime cannot check that machine code is its own; each caller says why it is")]
fn read_file(engine: &Engine, path: &std::path::Path) -> wasmtime::Result<Component> {
    // SAFETY: `Cache` gives only files that this user alone can write, in
    // folders of which the same holds, and which it wrote itself.
    unsafe { Component::deserialize_file(engine, path) }
}

#[allow(unsafe_code, reason = "see `read_file`")]
fn read_bytes(engine: &Engine, bytes: &[u8]) -> wasmtime::Result<Component> {
    // SAFETY: the bytes come from `make` in this process.
    unsafe { Component::deserialize(engine, bytes) }
}

#[allow(unsafe_code, reason = "see `read_file`")]
fn read_embedded(engine: &Engine) -> wasmtime::Result<Component> {
    // SAFETY: the bytes are part of this executable: who can change them can
    // change the code that reads them.
    unsafe { Component::deserialize(engine, EMBEDDED) }
}

/// Whether the compiled image is part of the executable.
pub(crate) fn is_embedded() -> bool {
    !EMBEDDED.is_empty()
}
