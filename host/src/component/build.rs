//! From a graph to a component.

use super::core::Core;
use super::{World, bake, program};
use crate::cache::Cache;
use crate::error::{Error, Result};
use crate::graph::Graph;

/// The guest of the world `command`, deflated; empty in a build without it.
static COMMAND: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/command.wasm.deflated"));

/// Bytes of native stack for the engine while it parses a program.
const STACK: usize = 96 * 1024 * 1024;

pub(super) fn build(graph: &Graph, world: World, cache: Option<&Cache>) -> Result<Vec<u8>> {
    if graph.errors() > 0 {
        return Err(Error::Setup("the program has errors: see Graph::problems".to_owned()));
    }
    let guest = guest(world)?;
    let fault = |error: String| Error::Fault(format!("cannot build the component: {error}"));
    let program = program::program(graph).map_err(fault)?;
    let module = bake::core_module(&guest).map_err(fault)?;
    // The parser calls itself: it needs a stack that not every thread has.
    let frozen = std::thread::scope(|scope| {
        let work = || Core::start(module, cache)?.freeze(&program);
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        let thread = thread.map_err(|error| Error::Setup(format!("cannot start a thread: {error}")))?;
        thread.join().unwrap_or_else(|_| Err(Error::Fault("the build of a component panicked".to_owned())))
    });
    let frozen = frozen.map_err(|error| match error {
        Error::Exception(mut exception) => {
            graph.locate(&mut exception);
            Error::Exception(exception)
        }
        error => error,
    })?;
    let origin = serde_json::to_vec(&program::origin(graph, &guest)).map_err(|error| fault(error.to_string()))?;
    bake::component(&guest, &frozen, &origin).map_err(fault)
}

fn guest(world: World) -> Result<Vec<u8>> {
    let World::Command = world;
    let deflated = COMMAND;
    if deflated.is_empty() {
        return Err(Error::Setup("this build of the library cannot make components".to_owned()));
    }
    miniz_oxide::inflate::decompress_to_vec(deflated)
        .map_err(|error| Error::Fault(format!("the guest is damaged: {error}")))
}
