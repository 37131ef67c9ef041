//! The image: the guest's code, compiled, and its memory after its realm was built.
//!
//! The two are apart: code is compiled once, and a snapshot is a memory of its
//! own for the same code.

mod memory;
mod split;

pub(crate) use memory::{Memory, PAGE, memory_module};

use crate::cache::Cache;
use crate::error::{Error, Result};
use crate::linear::{Backing, Memories, Registered};
use crate::link::{self, RuntimePre};
use crate::store::State;
use crate::{freeze, pool};
use split::split;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;
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

/// Compiled code, a memory for it to start with, and where both lie.
#[derive(Clone, Debug)]
pub(crate) struct Image {
    code: Stored,
    memory: Stored,
}

/// Where a part of the image lies.
#[derive(Clone, Debug)]
enum Stored {
    /// A file of the cache, mapped into memory.
    File(PathBuf),
    /// In memory: there is no cache.
    Bytes(Arc<[u8]>),
    /// Part of the executable.
    Embedded(&'static [u8]),
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
        let embedded = Self { code: Stored::Embedded(EMBEDDED), memory: Stored::Embedded(EMBEDDED_MEMORY) };
        if is_embedded() && embedded.fits(engine) {
            return Ok(embedded);
        }
        let Some(cache) = cache else {
            let (code, memory) = make(fuel, progress)?;
            return Ok(Self { code: Stored::Bytes(code.into()), memory: Stored::Bytes(memory.into()) });
        };
        let name = file_name(engine);
        let [code, memory] = cache.entry(
            [&format!("{name}.image"), &format!("{name}-realm.memory")],
            |[code, memory]| Self::cached(code, memory).fits(engine),
            || make(fuel, progress).map(|(code, memory)| [code, memory]),
        )?;
        Ok(Self::cached(&code, &memory))
    }

    /// Links the guest in an engine with the same settings, to start with the image's memory.
    ///
    /// # Errors
    /// When the code is of another build.
    pub(crate) fn link(&self, engine: &Engine, memories: &Memories) -> wasmtime::Result<Linked> {
        Linked::new(&self.code.component(engine)?, memories, self.memory.backing()?)
    }

    fn cached(code: &Path, memory: &Path) -> Self {
        Self { code: Stored::File(code.to_owned()), memory: Stored::File(memory.to_owned()) }
    }

    fn fits(&self, engine: &Engine) -> bool {
        self.code.component(engine).is_ok() && self.memory.backing().is_ok()
    }
}

/// The guest's code with a memory to start with.
pub(crate) struct Linked {
    pub(crate) guest: RuntimePre<State>,
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
fn link(code: &Component, memory: &Module) -> wasmtime::Result<RuntimePre<State>> {
    let mut linker = link::linker(code.engine())?;
    linker.root().module(split::IMPORT, memory)?;
    RuntimePre::new(linker.instantiate_pre(code)?)
}

/// Compiles the guest's code and lets it build its realm: the compiled code, and
/// the memory that the guest then has.
pub(crate) fn make(fuel: bool, progress: &dyn Fn(Progress)) -> Result<(Vec<u8>, Vec<u8>)> {
    let setup = |what: &str, error: wasmtime::Error| Error::Setup(format!("cannot {what} the guest: {error:#}"));
    let guest = split(GUEST).map_err(|error| Error::Setup(format!("cannot read the guest: {error}")))?;
    let engine = Engine::new(&pool::base_config(fuel)).map_err(|error| setup("compile", error))?;
    progress(Progress::Compiling);
    let component = Component::new(&engine, &guest.code).map_err(|error| setup("compile", error))?;
    progress(Progress::Freezing);
    let memory = Module::new(&engine, guest.memory.module())
        .and_then(|memory| freeze::realm(&engine, &link(&component, &memory)?))
        .map_err(|error| setup("freeze", error))?;
    let memory = Backing::file_of(&memory);
    let code = component.serialize().map_err(|error| setup("compile", error))?;
    progress(Progress::Ready);
    Ok((code, memory))
}

/// A name that changes with the guest, our version and whatever code depends on.
fn file_name(engine: &Engine) -> String {
    #[expect(deprecated, reason = "SipHash with fixed keys: the same in each process")]
    let mut hasher = std::hash::SipHasher::new();
    engine.precompile_compatibility_hash().hash(&mut hasher);
    let digest = GUEST_DIGEST.get(..16).unwrap_or(GUEST_DIGEST);
    format!("{}-{digest}-{:016x}", env!("CARGO_PKG_VERSION"), hasher.finish())
}

#[allow(unsafe_code, reason = "wasmtime cannot check that machine code is its own")]
impl Stored {
    fn component(&self, engine: &Engine) -> wasmtime::Result<Component> {
        // SAFETY: what is compiled comes from `make` in this process; from
        // `Cache`, which gives only files that this user alone can write, in
        // folders of which the same holds, and which it wrote itself; or it is
        // part of this executable: who can change that can change this code.
        unsafe {
            match self {
                Self::File(path) => Component::deserialize_file(engine, path),
                Self::Bytes(bytes) => Component::deserialize(engine, bytes),
                Self::Embedded(bytes) => Component::deserialize(engine, bytes),
            }
        }
    }

    fn backing(&self) -> std::io::Result<Backing> {
        match self {
            Self::File(path) => Backing::of_file(path),
            Self::Bytes(bytes) => Backing::of_bytes(bytes),
            Self::Embedded(bytes) => Backing::of_bytes(bytes),
        }
    }
}

/// Whether the compiled image is part of the executable.
pub(crate) fn is_embedded() -> bool {
    !EMBEDDED.is_empty()
}
