//! A script's functions, in an instance of their own.

use bindings::exports::skerry::plugin::functions::Value;
use wasmtime::component::{Component, Linker, ResourceTable};
use wasmtime::{Config, Engine, OptLevel, Result, Store};
use wasmtime_wasi::{WasiCtx, WasiCtxBuilder, WasiCtxView, WasiView, p3};

mod bindings {
    wasmtime::component::bindgen!({
        path: ["../../../wit/deps-p3/clocks.wit", "../../../wit/deps-p3/random.wit", "../../../wit/deps-p3/filesystem.wit",
            "../../../wit/deps-p3/sockets.wit", "../../../wit/deps-p3/cli.wit", "../../../wit/plugin"],
        world: "skerry:plugin/plugin",
        with: { "wasi": wasmtime_wasi::p3::bindings },
        exports: { default: async },
        require_store_data_send: true,
    });
}
pub use bindings::exports::skerry::plugin::functions::{Bytes, Failure};

/// What the instance has of the host.
pub struct Host(WasiCtx, ResourceTable);

impl WasiView for Host {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView { ctx: &mut self.0, table: &mut self.1 }
    }
}

/// An instance of a component.
pub struct Plugin {
    pub store: Store<Host>,
    plugin: bindings::Plugin,
}

impl Plugin {
    /// Compiles and instantiates it.
    ///
    /// # Errors
    /// When it is no component of the world `plugin`.
    pub async fn new(component: &[u8]) -> Result<Self> {
        let mut config = Config::new();
        config.wasm_component_model_async(true).cranelift_opt_level(OptLevel::None);
        let engine = Engine::new(&config)?;
        let component = Component::from_binary(&engine, component)?;
        let mut linker = Linker::new(&engine);
        p3::add_to_linker(&mut linker)?;
        let host = Host(WasiCtxBuilder::new().inherit_stdio().build(), ResourceTable::new());
        let mut store = Store::new(&engine, host);
        let plugin = bindings::Plugin::instantiate_async(&mut store, &component, &linker).await?;
        Ok(Self { store, plugin })
    }

    /// Names of its functions.
    ///
    /// # Errors
    /// When the instance fails.
    pub async fn list(&mut self) -> Result<Vec<String>> {
        self.plugin.skerry_plugin_functions().call_list(&mut self.store).await
    }

    /// Calls one with a list of values, as CBOR.
    ///
    /// # Errors
    /// When the instance fails.
    pub async fn call(&mut self, name: &str, arguments: &[u8]) -> Result<Result<Vec<u8>, Failure>> {
        let result = self.call_with(name, arguments, Vec::new()).await?;
        Ok(result.map(|value| value.cbor))
    }

    /// Calls one with streams in the values.
    ///
    /// # Errors
    /// When the instance fails.
    pub async fn call_with(
        &mut self,
        name: &str,
        arguments: &[u8],
        streams: Vec<Bytes>,
    ) -> Result<Result<Value, Failure>> {
        let functions = self.plugin.skerry_plugin_functions();
        let (name, arguments) = (name.to_owned(), Value { cbor: arguments.to_vec(), streams });
        self.store.run_concurrent(async |accessor| functions.call_call(accessor, name, arguments).await).await?
    }
}
