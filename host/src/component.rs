//! Programs as components of their own, which any engine runs.

mod ahead;
mod bake;
mod beginning;
mod builder;
mod code;
mod core;
mod guests;
mod isolation;
mod program;
mod restoring;
mod sample;
mod traced;

pub use builder::ComponentBuilder;
pub use isolation::Isolation;

use crate::engine::Engine;
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
    /// A handler of requests: exports `wasi:http/handler@0.3`.
    ///
    /// The program handles them as it does in [`Runtime::fetch`](crate::Runtime::fetch). Its
    /// top-level code runs once, when the component is built; timers that it sets, and
    /// randomness or clocks that it asks for, are errors then. Later it has the console, timers,
    /// clocks, randomness, and `fetch` over the engine's `wasi:http`. An engine may give an
    /// instance several requests, one after the other or at a time: they share globals, as on
    /// other platforms.
    Http,
    /// The same for engines that have WASI 0.2: exports `wasi:http/incoming-handler@0.2`. An
    /// instance works on one request at a time.
    HttpP2,
    /// Functions for a program that has an engine of its own: exports `skerry:plugin/functions`,
    /// which `wit/plugin` describes.
    ///
    /// They are the functions that the entry exports. Top-level code runs once, as in
    /// [`World::Http`]. Values cross as CBOR and bytes as streams; what an engine needs is WASI
    /// 0.3 without a network.
    Plugin,
}

impl Engine {
    /// A program as a component that no longer needs this library.
    ///
    /// Everything is in it: modules are compiled to bytecode and linked, in a frozen memory
    /// that also holds the built-ins. The same modules give the same bytes; of file names it
    /// holds what is below the folder that all of them have in common.
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
    /// let component = engine.component(&graph, World::Command).build()?;
    /// assert!(component.starts_with(b"\0asm"));
    /// # Ok(()) })
    /// # }
    /// ```
    #[must_use = "call build"]
    pub fn component<'a>(&'a self, graph: &'a Graph, world: World) -> ComponentBuilder<'a> {
        ComponentBuilder::new(graph, world, self.inner.cache.as_ref())
    }
}
