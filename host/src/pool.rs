//! The wasmtime engine, its settings, and where its memories and stacks come from.

mod machine;

pub(crate) use machine::{Mappings, most_slots, too_many};

use crate::image::{Image, Linked};
use crate::linear::{Memories, PageMap};
use crate::pulse::Pulse;
use crate::stacks::Stacks;
use std::sync::Arc;
use wasmtime::{Config, Engine, OptLevel};

/// Bytes of the stack that JavaScript runs on; `host/build.rs` has the reason.
const DEEP_STACK: usize = match usize::from_str_radix(env!("SKERRY_DEEP_STACK"), 10) {
    Ok(bytes) => bytes,
    Err(_) => panic!("host/build.rs gives a number"),
};
/// wasmtime's stack must never be what stops a script: `JSON.stringify`, the
/// parser and others take up to 20 times as much of it as of that, and a chain of
/// bound functions, which takes next to none of that, more.
const NATIVE_STACK: usize = 64 * DEEP_STACK;
/// What a host function called at the deepest point may need.
const HOST_STACK: usize = 2 * 1024 * 1024;
/// The settings that compiled code depends on; the same for every engine.
pub(crate) fn base_config(fuel: bool) -> Config {
    let mut config = Config::new();
    config.wasm_component_model(true).wasm_component_model_async(true);
    config.cranelift_opt_level(OptLevel::Speed);
    // Fuel counts instructions: looks at the pulse, which depend on the time, may not be among them.
    config.epoch_interruption(fuel).consume_fuel(fuel);
    config.gc_support(false);
    config.max_wasm_stack(NATIVE_STACK).async_stack_size(NATIVE_STACK + HOST_STACK);
    config
}

/// The settings for components that serve host modules: wasmtime's own, and that
/// they can be stopped.
pub(crate) fn module_config() -> Config {
    let mut config = Config::new();
    config.wasm_component_model(true).wasm_component_model_async(true);
    config.epoch_interruption(true).gc_support(false).async_stack_zeroing(true);
    config
}

/// A wasmtime engine with the guest linked and ready to be instantiated.
pub(crate) struct Pool {
    pub(crate) engine: Engine,
    pub(crate) memories: Memories,
    pub(crate) guest: Linked,
}

/// An engine in which so many slots stay resident without a runtime in them.
///
/// # Errors
/// When wasmtime refuses the settings, a defect.
pub(crate) fn engine(fuel: bool, most_warm: usize) -> wasmtime::Result<(Engine, Memories)> {
    let mut config = base_config(fuel);
    let pages = Arc::new(PageMap::new());
    let pulse = Arc::new(Pulse::new()?);
    let memories = Memories::new(most_warm, Arc::clone(&pages), pulse);
    memories.serve(&mut config);
    config.with_host_stack(Arc::new(Stacks::new(most_warm, pages)));
    Ok((Engine::new(&config)?, memories))
}

/// Links the guest in an engine.
///
/// # Errors
/// When the image's memory is none for its code.
pub(crate) fn pool((engine, memories): (Engine, Memories), image: Image) -> wasmtime::Result<Pool> {
    let guest = image.link(&memories)?;
    Ok(Pool { engine, memories, guest })
}
