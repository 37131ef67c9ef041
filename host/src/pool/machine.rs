//! How many slots the machine allows, and how many of them may grow.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Memory mappings that a slot with a runtime in it takes: its stack and the guard
/// below; the image, the pulse, and what is not accessible behind each of them.
/// `benches/density.rs` counts them. One more where the memory has grown, and two
/// for the second stack of a runtime that waits for a loader.
const SLOT_MAPPINGS: usize = 6;
/// Mappings that the rest of the process needs: threads, the heap, files.
const OTHER_MAPPINGS: usize = 4_096;
/// Slots that the address space of 47 bits has place for: 4 GiB of memory with its
/// guards, and a stack.
const MOST_IN_ADDRESS_SPACE: usize = 20_000;
/// Where nothing says how many mappings there are: address space is the only bound.
const MOST_ELSEWHERE: usize = 10_000;

/// Slots of both kinds that an engine may have on this machine.
pub(crate) fn most_slots() -> usize {
    let Some(mappings) = max_map_count() else { return MOST_ELSEWHERE };
    let slots = mappings.saturating_sub(OTHER_MAPPINGS) / SLOT_MAPPINGS;
    slots.min(MOST_IN_ADDRESS_SPACE)
}

/// Why `slots`, asked for as `asked`, cannot be had, and what to do about it.
pub(crate) fn too_many(asked: &str, slots: usize, most: usize) -> String {
    let refused = format!("{asked} the {most} in all that this machine allows");
    if slots > MOST_IN_ADDRESS_SPACE || max_map_count().is_none() {
        return refused;
    }
    let mappings = slots * SLOT_MAPPINGS + OTHER_MAPPINGS;
    format!("{refused}: raise the limit with `sysctl vm.max_map_count={mappings}`")
}

/// The mappings of an engine's slots, so that the process is left its own: without them its
/// next allocation may fail.
pub(crate) struct Mappings {
    most: Option<usize>,
    slots: AtomicUsize,
    grown: AtomicUsize,
}

impl Mappings {
    pub(crate) fn of_machine() -> Self {
        let most = max_map_count().map(|most| most.saturating_sub(OTHER_MAPPINGS / 2));
        Self { most, slots: AtomicUsize::new(0), grown: AtomicUsize::new(0) }
    }

    /// One more slot is reserved.
    pub(crate) fn slot(&self) {
        self.slots.fetch_add(1, Relaxed);
    }

    /// Takes a mapping for a memory that grows; false where there is none left.
    #[must_use]
    pub(crate) fn grow(&self) -> bool {
        let taken = self.slots.load(Relaxed) * SLOT_MAPPINGS + self.grown.fetch_add(1, Relaxed);
        let fits = self.most.is_none_or(|most| taken < most);
        if !fits {
            self.shrink();
        }
        fits
    }

    /// Gives that mapping back.
    pub(crate) fn shrink(&self) {
        self.grown.fetch_sub(1, Relaxed);
    }
}

#[cfg(target_os = "linux")]
fn max_map_count() -> Option<usize> {
    std::fs::read_to_string("/proc/sys/vm/max_map_count").ok()?.trim().parse().ok()
}

#[cfg(not(target_os = "linux"))]
fn max_map_count() -> Option<usize> {
    None
}
