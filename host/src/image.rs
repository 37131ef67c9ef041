//! The image: the guest's code, compiled, and its memory after its realm was built.
//!
//! The two are apart: code is compiled once, and a snapshot is a memory of its
//! own for the same code.

mod direct;
mod heed;
mod memory;
mod split;
pub(crate) mod without_memory;

pub(crate) use memory::{Memory, PAGE, memory_module};

use crate::cache::{self, Cache};
use crate::error::{Error, Result};
use crate::linear::{Backing, Memories, Registered};
use crate::link::{self, GuestPre};
use crate::{freeze, pool};
use split::{Stops, split};
use std::path::Path;
use wasmtime::component::Component;
use wasmtime::{Engine, Module};

/// The guest component, as `build.rs` built it.
pub(crate) static GUEST: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/guest.wasm"));
/// SHA-256 of the guest in hexadecimal.
pub(crate) const GUEST_DIGEST: &str = env!("SKERRY_GUEST_DIGEST");
/// The compiled image of a release build; empty in others.
static EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/embedded.image"));
/// The memory that goes with it.
static EMBEDDED_MEMORY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/embedded-realm.memory"));

/// What happens while an image is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// The guest is compiled to machine code.
    Compiling,
    /// The guest builds its realm, once.
    Freezing,
    /// The image is ready.
    Ready,
}

/// Compiled code and a memory for it to start with.
pub(crate) struct Image {
    code: Component,
    memory: Backing,
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
        if is_embedded()
            && let Some(image) = Self::of_bytes(engine, EMBEDDED, EMBEDDED_MEMORY)
        {
            return Ok(image);
        }
        let Some(cache) = cache else {
            return Self::of_guest(engine, GUEST, fuel, progress);
        };
        let name = cache::name(engine, GUEST_DIGEST, heed::REVISION);
        cache.entry(
            [&format!("{name}.image"), &format!("{name}-realm.memory")],
            |[code, memory]| Self::of_files(engine, code, memory),
            || make(GUEST, fuel, progress),
        )
    }

    /// The image of a guest, made now.
    ///
    /// # Errors
    /// When it is no guest, or does not freeze or compile.
    pub(crate) fn of_guest(engine: &Engine, guest: &[u8], fuel: bool, progress: &dyn Fn(Progress)) -> Result<Self> {
        let [code, memory] = make(guest, fuel, progress)?;
        let image = Self::of_bytes(engine, &code, &memory);
        image.ok_or_else(|| Error::Fault("the image that was just made does not load".to_owned()))
    }

    /// Links the guest in the engine that the image was opened for, to start with its memory.
    ///
    /// # Errors
    /// When the memory is none for this code.
    pub(crate) fn link(self, memories: &Memories) -> wasmtime::Result<Linked> {
        Linked::new(&self.code, memories, self.memory)
    }

    /// From files of the cache, which are mapped; none where they do not fit.
    #[allow(unsafe_code, reason = "wasmtime cannot check that machine code is its own")]
    fn of_files(engine: &Engine, code: &Path, memory: &Path) -> Option<Self> {
        // SAFETY: `Cache` gives only files that this user alone can write, in folders
        // of which the same holds, and which it wrote itself.
        let code = unsafe { Component::deserialize_file(engine, code) };
        Some(Self { code: code.ok()?, memory: Backing::of_file(memory).ok()? })
    }

    /// From bytes that this process has made or that are part of the executable; none
    /// where they do not fit.
    #[allow(unsafe_code, reason = "wasmtime cannot check that machine code is its own")]
    fn of_bytes(engine: &Engine, code: &[u8], memory: &[u8]) -> Option<Self> {
        // SAFETY: it comes from `make` in this process, or who can change it can
        // change this code.
        let code = unsafe { Component::deserialize(engine, code) };
        Some(Self { code: code.ok()?, memory: Backing::of_bytes(memory).ok()? })
    }
}

/// The guest's code with a memory to start with.
pub(crate) struct Linked {
    pub(crate) guest: GuestPre,
    /// As long as runtimes may start from it.
    _memory: Registered,
}

impl Linked {
    /// Lets code start with a memory.
    ///
    /// # Errors
    /// When the memory is none for this code.
    pub(crate) fn new(code: &Component, memories: &Memories, memory: Backing) -> wasmtime::Result<Self> {
        let memory = memories.register(memory).map_err(wasmtime::Error::msg)?;
        let guest = link(code, &Module::new(code.engine(), memory.module())?)?;
        Ok(Self { guest, _memory: memory })
    }
}

/// Links the guest's code with a module that has its memory.
///
/// # Errors
/// When the memory is none for this code.
fn link(code: &Component, memory: &Module) -> wasmtime::Result<GuestPre> {
    let mut linker = link::linker(code.engine())?;
    linker.root().module(split::IMPORT, memory)?;
    GuestPre::new(linker.instantiate_pre(code)?)
}

/// Compiles the guest's code and lets it build its realm: the compiled code, and
/// the memory that the guest then has.
fn make(guest: &[u8], fuel: bool, progress: &dyn Fn(Progress)) -> Result<[Vec<u8>; 2]> {
    let setup = |what: &str, error: wasmtime::Error| Error::Setup(format!("cannot {what} the guest: {error:#}"));
    let stops = if fuel { Stops::Epochs } else { Stops::Pulse };
    let guest = split(guest, stops).map_err(|error| Error::Setup(format!("cannot read the guest: {error}")))?;
    let (engine, memories) = pool::engine(fuel, 0).map_err(|error| setup("compile", error))?;
    progress(Progress::Compiling);
    let component = Component::new(&engine, &guest.code).map_err(|error| setup("compile", error))?;
    progress(Progress::Freezing);
    let memory = Backing::new(&guest.memory)
        .map_err(wasmtime::Error::from)
        .and_then(|memory| freeze::realm(&memories, &Linked::new(&component, &memories, memory)?.guest, fuel))
        .map_err(|error| setup("freeze", error))?;
    let memory = Backing::file_of(&memory);
    let code = component.serialize().map_err(|error| setup("compile", error))?;
    progress(Progress::Ready);
    Ok([code, memory])
}

/// Whether the compiled image is part of the executable.
pub(crate) fn is_embedded() -> bool {
    !EMBEDDED.is_empty()
}
