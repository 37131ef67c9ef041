//! Programs as components of their own, which any engine runs.

mod bake;
mod build;
mod code;
mod core;
mod program;

use crate::engine::Engine;
use crate::error::Result;
use crate::graph::Graph;

/// What a component is to an engine: which functions it exports, what it imports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum World {
    /// A program that runs from start to end: exports `wasi:cli/run@0.2`.
    ///
    /// Its top-level code runs when it is started, not when it is built. It has the console,
    /// `process` (arguments, environment, exit code, streams), timers, clocks and randomness as
    /// the engine gives them, and neither network nor files. WASI knows success and failure
    /// alone: each exit code but 0 is a failure.
    Command,
}

impl Engine {
    /// A program as a component that no longer needs this library.
    ///
    /// Everything is in it: modules are compiled to bytecode and linked, in a frozen memory
    /// that also holds the built-ins. What CommonJS exports is known once it runs, so such
    /// modules, and those that import them, are compiled when the component starts. The same
    /// modules give the same bytes; of file names it holds what is below the folder that all
    /// of them have in common.
    ///
    /// The first one on a machine takes seconds of computing, on this thread and on others, as
    /// code is compiled that the engine's cache keeps.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
    /// use skerry::World;
    /// use skerry::loader::MapLoader;
    /// # let engine = skerry::Engine::builder().build()?;
    /// let modules = MapLoader::new().module("./main.js", "console.log('hello')");
    /// let graph = engine.graph("./main.js", modules).await?;
    /// let component = engine.component(&graph, World::Command)?;
    /// assert!(component.starts_with(b"\0asm"));
    /// # Ok(()) })
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::Exception`](crate::Error::Exception) when the program cannot work in this world;
    /// [`Error::Setup`](crate::Error::Setup) when the graph has errors, or this build of the library has no guest for it.
    pub fn component(&self, graph: &Graph, world: World) -> Result<Vec<u8>> {
        build::build(graph, world, self.inner.cache.as_ref())
    }
}
