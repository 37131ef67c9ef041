//! Host modules that are served by a component in place of Rust.
//!
//! The component implements `wit/module/module.wit`. Each runtime that calls it
//! has an instance of its own, in a store of its own, under the runtime's limits;
//! a trap in it is an exception for the script and costs that instance.

mod instance;
mod parcel;
mod served;
mod streams;

pub(crate) use served::Served;

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::host_module::{Body, HostFunction, HostModule};
use instance::{ModulePre, Tenant};
use parcel::Parcel;
use std::sync::Arc;
use wasmtime::component::{Component, Linker};

#[allow(clippy::all, clippy::pedantic, missing_docs, reason = "generated")]
mod bindings {
    wasmtime::component::bindgen!({
        path: "wit/module",
        world: "module",
        exports: { default: async },
    });
}

/// Functions that one component may have.
const MOST_FUNCTIONS: usize = 1_024;

/// A component, compiled and linked; shared by the runtimes that may call it.
pub(crate) struct Server {
    name: String,
    /// Its ticker moves the epochs of the component's stores.
    engine: Engine,
    module: ModulePre,
}

impl HostModule {
    /// A module whose functions a component serves: native code of any language,
    /// in a sandbox of its own.
    ///
    /// The component exports the interface `skerry:module/functions` (`wit/module/module.wit`).
    /// Each runtime that calls it has an instance of its own, made at the first call and
    /// dropped with the runtime, with as much memory as the runtime may have;
    /// its time counts as the runtime's. Calls run beside each other as far as the
    /// component's functions are asynchronous, else one after the other. A function that
    /// fails throws what it says; one that traps throws an `Error`, also in the calls
    /// beside it, and the next call meets a new instance.
    ///
    /// Values cross as they do for functions in Rust, with readable streams of bytes in
    /// both directions, which may go on after the call. Functions, promises and writable
    /// streams cannot be passed.
    ///
    /// Compiling takes about a second per megabyte: do it once and clone the
    /// [`Arc`] that [`RuntimeBuilder::host_module`](crate::RuntimeBuilder::host_module) takes.
    ///
    /// # Errors
    /// [`Error::Setup`] when it is no component, does not export the interface,
    /// imports what is neither WASI 0.2 nor empty, or does not list its functions.
    pub fn from_component(engine: &Engine, name: impl Into<String>, component: impl AsRef<[u8]>) -> Result<Self> {
        let name = name.into();
        let setup = |error: wasmtime::Error| Error::Setup(format!("cannot use the component {name}: {error:#}"));
        let module = compile(engine, component.as_ref()).map_err(setup)?;
        let names = instance::list(engine, &module).map_err(setup)?;
        if names.len() > MOST_FUNCTIONS {
            return Err(Error::Setup(format!("the component {name} has more than {MOST_FUNCTIONS} functions")));
        }
        let server = Arc::new(Server { name: name.clone(), engine: engine.clone(), module });
        let functions = names.into_iter().map(|name| function(&server, name)).collect();
        Ok(Self { name, functions })
    }
}

fn compile(engine: &Engine, component: &[u8]) -> wasmtime::Result<ModulePre> {
    let modules = engine.inner.modules()?;
    let component = Component::new(&modules, component)?;
    let mut linker = Linker::<Tenant>::new(&modules);
    wasmtime_wasi::p2::add_to_linker_async(&mut linker)?;
    ModulePre::new(linker.instantiate_pre(&component)?)
}

fn function(server: &Arc<Server>, name: String) -> HostFunction {
    let (server, called) = (Arc::clone(server), name.clone());
    let body = Body::Async(Box::new(move |caller, arguments: &[u8]| {
        let (server, called) = (Arc::clone(&server), called.clone());
        let arguments = Parcel::of_arguments(arguments, &caller.handles);
        Box::pin(async move {
            let result = caller.served.call(&server, &called, arguments?, &caller.handles).await?;
            result.into_result(&caller.handles)
        })
    }));
    HostFunction { name, body }
}
