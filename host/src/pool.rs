//! Slots for runtimes: one wasmtime engine with its allocator's settings.

mod machine;

pub(crate) use machine::{most_slots, too_many};

use crate::store::State;
use crate::{image::Image, link};
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use wasmtime::{Config, Engine, InstanceAllocationStrategy, OptLevel, PoolingAllocationConfig};

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
/// Core instances, memories and tables of the guest: a component of Rust's has
/// a main module, a shim and a fixup.
const CORE_INSTANCES: u32 = 4;
const TABLES: u32 = 4;
/// Elements of the guest's function table, with room to grow.
const TABLE_ELEMENTS: usize = 20_000;

/// Slots that are reset together. As many can be on their way through the
/// allocator at a time, given back and not free yet: pools have them to spare.
const DECOMMIT_BATCH: usize = 16;
/// What the hot and the wide pool have to spare together.
const SPARE_SLOTS: usize = 2 * DECOMMIT_BATCH;
/// Stacks beyond one for each slot: a runtime holds a second one where a host function
/// ends while its guest waits for a loader. Who finds none is told so. A stack is two
/// mappings, of those that `machine` leaves to the process.
const MOST_SPARE_STACKS: u32 = 512;

/// How the memory of runtimes is allocated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Allocation {
    /// Mapped for each runtime; nothing is reserved.
    OnDemand,
    /// Slots that keep their first pages: fast to start, resident for ever.
    Hot { slots: NonZeroUsize, keep_resident: usize },
    /// Slots that keep nothing: dense.
    Wide { slots: NonZeroUsize },
}

/// The settings that compiled code depends on; the same for every allocation.
pub(crate) fn base_config(fuel: bool) -> Config {
    let mut config = Config::new();
    config.wasm_component_model(true).wasm_component_model_async(true);
    config.cranelift_opt_level(OptLevel::Speed);
    config.epoch_interruption(true).consume_fuel(fuel);
    config.gc_support(false);
    config.max_wasm_stack(NATIVE_STACK).async_stack_size(NATIVE_STACK + HOST_STACK);
    // An earlier tenant's stack must not be readable, nor stay resident.
    config.async_stack_zeroing(true);
    config
}

/// A wasmtime engine with the guest linked and ready to be instantiated.
pub(crate) struct Pool {
    pub(crate) engine: Engine,
    pub(crate) guest: link::RuntimePre<State>,
    /// Snapshots that its engine knows; the two pools of an engine count together.
    pub(crate) snapshots: Arc<AtomicUsize>,
}

/// An engine for an allocation.
///
/// # Errors
/// When the system cannot reserve the slots.
pub(crate) fn engine(fuel: bool, allocation: Allocation) -> wasmtime::Result<Engine> {
    let mut config = base_config(fuel);
    match allocation {
        Allocation::OnDemand => {}
        Allocation::Hot { slots, keep_resident } => {
            pooled(&mut config, slots.saturating_add(DECOMMIT_BATCH), keep_resident);
        }
        Allocation::Wide { slots } => pooled(&mut config, slots.saturating_add(DECOMMIT_BATCH), 0),
    }
    Engine::new(&config)
}

/// Links the guest in an engine.
///
/// # Errors
/// When the image is not of this build.
pub(crate) fn pool(engine: Engine, image: &Image, snapshots: Arc<AtomicUsize>) -> wasmtime::Result<Pool> {
    let guest = image.link(&engine)?;
    Ok(Pool { engine, guest, snapshots })
}

fn pooled(config: &mut Config, slots: NonZeroUsize, keep_resident: usize) {
    let slots = u32::try_from(slots.get()).unwrap_or(u32::MAX);
    let mut pool = PoolingAllocationConfig::new();
    pool.total_component_instances(slots)
        .total_core_instances(slots.saturating_mul(CORE_INSTANCES))
        .total_memories(slots)
        .total_tables(slots.saturating_mul(TABLES))
        .total_stacks(slots.saturating_add(slots.min(MOST_SPARE_STACKS)))
        .max_memories_per_component(1)
        .max_tables_per_component(TABLES)
        .max_core_instances_per_component(CORE_INSTANCES)
        .table_elements(TABLE_ELEMENTS)
        .max_memory_size(1 << 32)
        .linear_memory_keep_resident(keep_resident)
        .table_keep_resident(if keep_resident == 0 { 0 } else { 64 * 1024 })
        .async_stack_keep_resident(if keep_resident == 0 { 0 } else { 16 * 1024 })
        .decommit_batch_size(DECOMMIT_BATCH);
    config.allocation_strategy(InstanceAllocationStrategy::Pooling(pool));
}
