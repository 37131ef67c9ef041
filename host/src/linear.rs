//! The linear memories of runtimes: mapped from an image, written back in place.
//!
//! wasmtime asks for a memory and gives it back when the store is dropped. What
//! of it has been written to is then made what the image has there: no page is
//! mapped, unmapped or faulted in for a short script, and what a long one wrote
//! costs what it wrote. Slots beyond the warm ones give their memory back.
#![allow(unsafe_code, reason = "wasmtime's interface for memories is unsafe to implement")]

mod backing;
mod notes;
mod of_process;
mod slot;
mod touched;

pub(crate) use backing::Backing;
pub(crate) use touched::PageMap;

use crate::image::{PAGE, memory_module};
use crate::pool::Mappings;
use crate::pulse::{PULSE, Pulse};
use slot::{Row, Slot};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use wasmtime::{Config, LinearMemory, MemoryCreator, MemoryType};

/// Pages of WebAssembly before the pulse: what a memory may have, less the number of
/// its image.
const MOST_PAGES: usize = PULSE / PAGE;
/// Images at a time. Each takes one page off what its runtimes could have.
const MOST_IMAGES: usize = 1024;

/// Where the linear memories of an engine's runtimes come from.
#[derive(Clone)]
pub(crate) struct Memories {
    inner: Arc<Inner>,
}

struct Inner {
    most_warm: usize,
    pages: Arc<PageMap>,
    pulse: Arc<Pulse>,
    row: Mutex<Row>,
    mappings: Mappings,
    /// By number; a number is free again when its image is gone.
    images: RwLock<Vec<Option<Arc<Backing>>>>,
    idle: Mutex<Idle>,
    /// A test wants to find what a tenant has left.
    #[cfg(test)]
    skips_reset: std::sync::atomic::AtomicBool,
}

/// Slots without a runtime, the last used last.
#[derive(Default)]
struct Idle {
    warm: Vec<Slot>,
    cold: Vec<Slot>,
}

/// An image that memories can start as, until this is dropped.
pub(crate) struct Registered {
    number: usize,
    image: Arc<Backing>,
    memories: Memories,
}

/// A slot with a runtime in it.
struct Lent {
    slot: Option<Slot>,
    /// It is more than its image, which takes a mapping.
    grown: bool,
    memories: Memories,
}

impl Memories {
    /// With so many slots that stay resident without a runtime in them.
    pub(crate) fn new(most_warm: usize, pages: Arc<PageMap>, pulse: Arc<Pulse>) -> Self {
        let (images, idle) = (RwLock::default(), Mutex::default());
        Self {
            inner: Arc::new(Inner {
                most_warm,
                pages,
                pulse,
                row: Mutex::default(),
                mappings: Mappings::of_machine(),
                images,
                idle,
                #[cfg(test)]
                skips_reset: false.into(),
            }),
        }
    }

    /// Lets memories start as an image.
    ///
    /// # Errors
    /// When there are too many images.
    pub(crate) fn register(&self, image: Backing) -> Result<Registered, String> {
        let image = Arc::new(image);
        let mut images = self.inner.images.write().unwrap_or_else(PoisonError::into_inner);
        let number = images.iter().position(Option::is_none).unwrap_or(images.len());
        if number >= MOST_IMAGES {
            return Err(format!("an engine has {MOST_IMAGES} images at most: drop snapshots that are not needed"));
        }
        if number == images.len() {
            images.push(None);
        }
        if let Some(place) = images.get_mut(number) {
            *place = Some(Arc::clone(&image));
        }
        Ok(Registered { number, image, memories: self.clone() })
    }

    /// How many images memories may start as.
    pub(crate) fn images(&self) -> usize {
        let images = self.inner.images.read().unwrap_or_else(PoisonError::into_inner);
        images.iter().flatten().count()
    }

    /// What moves on in all of them at each tick.
    pub(crate) fn pulse(&self) -> &Arc<Pulse> {
        &self.inner.pulse
    }

    /// Lets an engine take the memories of its runtimes from here.
    pub(crate) fn serve(&self, config: &mut Config) {
        config.with_host_memory(Arc::new(self.clone()));
    }

    fn lend(&self, image: &Arc<Backing>) -> std::io::Result<Lent> {
        let idle = self.idle().take(image);
        let mut slot = match idle {
            Some(slot) => slot,
            None => {
                let slot = Slot::reserve(&self.inner.row, &self.inner.pulse)?;
                self.inner.mappings.slot();
                slot
            }
        };
        slot.start_as(image)?;
        Ok(Lent { slot: Some(slot), grown: false, memories: self.clone() })
    }

    /// Takes a slot back. One that cannot be reset is unmapped.
    fn give_back(&self, mut slot: Slot) {
        #[cfg(test)]
        if self.inner.skips_reset.load(std::sync::atomic::Ordering::Relaxed) {
            return self.idle().warm.push(slot);
        }
        let warm = self.idle().has_room(&slot, self.inner.most_warm);
        let reset = if warm { slot.reset_warm(&self.inner.pages) } else { slot.reset_cold() };
        if reset.is_err() {
            return;
        }
        let mut idle = self.idle();
        // Looked at under the lock: whoever retires the image looks here afterwards.
        if slot.is_stale() {
            drop(idle);
            return self.clear(slot);
        }
        if !warm {
            return idle.cold.push(slot);
        }
        idle.warm.push(slot);
        let oldest = idle.too_many(self.inner.most_warm);
        drop(idle);
        if let Some(mut slot) = oldest
            && slot.reset_cold().is_ok()
        {
            self.idle().cold.push(slot);
        }
    }

    /// Keeps a slot whose image is of no use.
    fn clear(&self, mut slot: Slot) {
        if slot.clear().is_ok() {
            self.idle().cold.push(slot);
        }
    }

    fn idle(&self) -> MutexGuard<'_, Idle> {
        self.inner.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Idle {
    /// A slot that holds the image, else one that holds nothing warm.
    fn take(&mut self, image: &Arc<Backing>) -> Option<Slot> {
        if let Some(at) = self.warm.iter().rposition(|slot| slot.holds(image)) {
            return Some(self.warm.remove(at));
        }
        self.cold.pop().or_else(|| if self.warm.is_empty() { None } else { Some(self.warm.remove(0)) })
    }

    /// Whether a slot is to stay warm: there are too few, or one holds another image.
    fn has_room(&self, slot: &Slot, most_warm: usize) -> bool {
        let is_other = |warm: &Slot| !warm.holds_same(slot);
        self.warm.len() < most_warm || (most_warm > 0 && self.warm.iter().any(is_other))
    }

    /// The warm slot that has to make place for the last one.
    fn too_many(&mut self, most_warm: usize) -> Option<Slot> {
        let last = self.warm.last().filter(|_| self.warm.len() > most_warm)?;
        let other = self.warm.iter().position(|warm| !warm.holds_same(last));
        Some(self.warm.remove(other.unwrap_or(0)))
    }

    /// The slots that hold what nobody can start as.
    fn stale(&mut self) -> Vec<Slot> {
        let warm = self.warm.extract_if(.., |slot| slot.is_stale());
        let cold = self.cold.extract_if(.., |slot| slot.is_stale());
        warm.chain(cold).collect()
    }
}

impl Registered {
    /// A module whose memory starts as this image. It is known by its maximum.
    pub(crate) fn module(&self) -> Vec<u8> {
        let minimum = (self.image.size() / PAGE) as u64;
        memory_module(minimum, Some((MOST_PAGES - self.number) as u64))
    }
}

impl Drop for Registered {
    fn drop(&mut self) {
        let mut images = self.memories.inner.images.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = images.get_mut(self.number) {
            *place = None;
        }
        drop(images);
        self.image.retire();
        let stale = self.memories.idle().stale();
        for slot in stale {
            self.memories.clear(slot);
        }
    }
}

// SAFETY: a memory has 4 GiB of addresses of its own with guards on both sides, is
// accessible up to its size, beyond which nothing but the pulse can be read, and is used by
// one instance at a time.
unsafe impl MemoryCreator for Memories {
    fn new_memory(
        &self,
        ty: MemoryType,
        minimum: usize,
        maximum: Option<usize>,
        reserved: Option<usize>,
        guard: usize,
    ) -> Result<Box<dyn LinearMemory>, String> {
        if reserved.is_none_or(|bytes| bytes > Slot::CAPACITY) || guard > Slot::GUARD || ty.is_64() {
            return Err(format!("no slot is laid out for a memory of {reserved:?} bytes with a guard of {guard}"));
        }
        let number = maximum.and_then(|bytes| MOST_PAGES.checked_sub(bytes / PAGE));
        let images = self.inner.images.read().unwrap_or_else(PoisonError::into_inner);
        let image = number.and_then(|number| images.get(number)?.clone()).filter(|image| image.size() == minimum);
        drop(images);
        let image = image.ok_or("the memory is of no image that the engine knows")?;
        let lent = self.lend(&image).map_err(|error| format!("no memory for a runtime: {error}"))?;
        Ok(Box::new(lent))
    }
}

// SAFETY: the slot is ours until this is dropped, and never moves.
unsafe impl LinearMemory for Lent {
    fn byte_size(&self) -> usize {
        self.slot.as_ref().map_or(0, Slot::size)
    }

    fn byte_capacity(&self) -> usize {
        Slot::CAPACITY
    }

    fn grow_to(&mut self, size: usize) -> wasmtime::Result<()> {
        let Some(slot) = &mut self.slot else { wasmtime::bail!("the memory was given back") };
        if size > slot.size() && !self.grown {
            wasmtime::ensure!(self.memories.inner.mappings.grow(), "the machine allows no more mappings");
            self.grown = true;
        }
        Ok(slot.grow(size)?)
    }

    fn as_ptr(&self) -> *mut u8 {
        self.slot.as_ref().map_or(std::ptr::null_mut(), Slot::base)
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if self.grown {
            self.memories.inner.mappings.shrink();
        }
        if let Some(slot) = self.slot.take() {
            self.memories.give_back(slot);
        }
    }
}

#[cfg(test)]
mod tests;
