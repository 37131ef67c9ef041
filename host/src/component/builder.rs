//! From a graph to a component.

use super::core::{Core, Outcome};
use super::{Isolation, World, bake, guests, program};
use crate::cache::Cache;
use crate::error::{Error, Result};
use crate::graph::Graph;
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// Bytes of native stack for the engine while it parses a program.
const STACK: usize = 96 * 1024 * 1024;
/// How long top-level code may run, by default.
const TIMEOUT: Duration = Duration::from_mins(1);

/// Makes a component of a program: [`Engine::component`](crate::Engine::component).
pub struct ComponentBuilder<'a> {
    graph: &'a Graph,
    world: World,
    isolation: Isolation,
    ahead: bool,
    cache: Option<&'a Cache>,
    environment: BTreeMap<String, String>,
    timeout: Duration,
    on_console: Box<dyn FnOnce(String) + 'a>,
}

impl<'a> ComponentBuilder<'a> {
    pub(super) fn new(graph: &'a Graph, world: World, cache: Option<&'a Cache>) -> Self {
        let (environment, on_console) = (BTreeMap::new(), Box::new(|_| {}));
        let isolation = Isolation::default();
        Self { graph, world, isolation, ahead: false, cache, environment, timeout: TIMEOUT, on_console }
    }

    /// Says what the requests of an instance share; all of it by default.
    ///
    /// [`build`](Self::build) refuses [`Isolation::Request`] for worlds without requests.
    #[must_use]
    pub fn isolation(mut self, isolation: Isolation) -> Self {
        self.isolation = isolation;
        self
    }

    /// Compiles the program's functions to WebAssembly when the component is built; they are
    /// interpreted by default.
    ///
    /// An experiment: what computes with whole numbers, calls functions and uses objects is
    /// faster. Generators, asynchronous functions and those that call `eval` are interpreted as
    /// before, as is the rest of a call in which an exception was thrown or a `finally` was
    /// reached.
    #[must_use]
    pub fn ahead_of_time(mut self, is_ahead: bool) -> Self {
        self.ahead = is_ahead;
        self
    }

    /// Gives the program an environment variable, in `process.env` and to its handler.
    ///
    /// It is part of the component. What an engine gives a program of [`World::Command`] goes
    /// before it; to the other worlds engines give none.
    #[must_use]
    pub fn env(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.environment.insert(name.into(), value.into());
        self
    }

    /// Bounds the time that top-level code may take while the component is built; one minute
    /// by default.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Is told what top-level code writes to the console while the component is built, once
    /// all of it ran or it has failed; nobody is by default.
    #[must_use]
    pub fn on_console(mut self, told: impl FnOnce(String) + 'a) -> Self {
        self.on_console = Box::new(told);
        self
    }

    /// Makes the component.
    ///
    /// # Errors
    /// [`Error::Exception`] when the program cannot work in this world, or throws while it is
    /// built; [`Error::Setup`] when the graph has errors, or this build of the library has no
    /// guest for the world.
    pub fn build(self) -> Result<Vec<u8>> {
        let Self { graph, world, isolation, ahead, cache, environment, timeout, on_console } = self;
        if graph.errors() > 0 {
            return Err(Error::Setup("the program has errors: see Graph::problems".to_owned()));
        }
        if isolation == Isolation::Request && !matches!(world, World::Http | World::HttpP2) {
            return Err(Error::Setup("only the worlds http and http-p2 have requests to isolate".to_owned()));
        }
        let guest = guests::of(world)?;
        let fault = |error: String| Error::Fault(format!("cannot build the component: {error}"));
        let program = program::program(graph, &environment).map_err(fault)?;
        let module = bake::core_module(&guest).map_err(fault)?;
        let ahead = ahead.then_some(module);
        // The parser calls itself: it needs a stack that not every thread has.
        let outcome = std::thread::scope(|scope| {
            let work = || {
                let code = Core::code(module, cache)?;
                let mut used = Vec::new();
                if isolation == Isolation::Instance && matches!(world, World::Http | World::HttpP2) {
                    // Once to see what a request uses, and then so that this lies together.
                    let first = Core::start(&code, Some(&[]))?.freeze(&program, timeout, None, isolation);
                    match first.frozen {
                        Ok(frozen) => used = frozen.sample.used(&frozen.blocks),
                        Err(_) => return Ok(first),
                    }
                }
                let placed = Some(used.as_slice()).filter(|used| !used.is_empty());
                Ok(Core::start(&code, placed)?.freeze(&program, timeout, ahead, isolation))
            };
            let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
            let thread = thread.map_err(|error| Error::Setup(format!("cannot start a thread: {error}")))?;
            thread.join().unwrap_or_else(|_| Err(Error::Fault("the build of a component panicked".to_owned())))
        });
        let Outcome { console, frozen } = outcome?;
        if !console.is_empty() {
            on_console(console);
        }
        let frozen = frozen.map_err(|error| located(error, graph))?;
        let origin = program::origin(graph, &guest, frozen.ahead.as_ref(), isolation);
        let origin = serde_json::to_vec(&origin).map_err(|error| fault(error.to_string()))?;
        bake::component(&guest, &frozen, isolation, &origin).map_err(fault)
    }
}

/// An exception with the user's files in place of those that the component knows.
fn located(error: Error, graph: &Graph) -> Error {
    let Error::Exception(mut exception) = error else { return error };
    for frame in &mut exception.frames {
        if let Some(url) = program::real(graph, &frame.url) {
            url.clone_into(&mut frame.url);
        }
    }
    graph.locate(&mut exception);
    Error::Exception(exception)
}

impl fmt::Debug for ComponentBuilder<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.environment.keys().collect();
        let mut shown = f.debug_struct("ComponentBuilder");
        shown
            .field("world", &self.world)
            .field("isolation", &self.isolation)
            .field("ahead", &self.ahead)
            .field("environment", &names)
            .field("timeout", &self.timeout);
        shown.finish_non_exhaustive()
    }
}
