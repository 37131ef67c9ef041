//! An empty component, instantiated and dropped: the least that a store costs.

use wasmtime::component::{Component, InstancePre, Linker};
use wasmtime::{Config, Engine, InstanceAllocationStrategy, PoolingAllocationConfig, Store};

/// An engine with pooled slots and the component ready in it.
pub struct Empty {
    engine: Engine,
    component: InstancePre<()>,
}

impl Empty {
    pub fn new() -> Self {
        let mut config = Config::new();
        let mut pool = PoolingAllocationConfig::new();
        pool.linear_memory_keep_resident(64 * 1024);
        config.allocation_strategy(InstanceAllocationStrategy::Pooling(pool)).epoch_interruption(true);
        let engine = Engine::new(&config).unwrap();
        let text = "(component (core module $m (memory 1)) (core instance (instantiate $m)))";
        let component = Component::new(&engine, wat::parse_str(text).unwrap()).unwrap();
        let component = Linker::new(&engine).instantiate_pre(&component).unwrap();
        Self { engine, component }
    }

    pub async fn fresh(&self) {
        let mut store = Store::new(&self.engine, ());
        store.set_epoch_deadline(1_000_000);
        self.component.instantiate_async(&mut store).await.unwrap();
    }
}
