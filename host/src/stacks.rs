//! The native stacks that guests run on, each used by one runtime after the other.
#![allow(unsafe_code, reason = "wasmtime's interface for stacks is unsafe to implement")]

use crate::linear::PageMap;
use crate::mapping::Mapping;
use std::io;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};
use wasmtime::{StackCreator, StackMemory};

/// Inaccessible below each stack.
const GUARD: usize = 64 * 1024;
/// What a stack keeps resident: a short script uses less.
const KEPT: usize = 32 * 1024;
/// What the kernel keeps one table of pages for. What is kept begins with one, so that asking
/// which pages were written to passes by all below it that was never reached.
const PAGES: usize = 2 * 1024 * 1024;

/// Where the stacks of an engine's runtimes come from.
#[derive(Clone)]
pub(crate) struct Stacks {
    inner: Arc<Inner>,
}

struct Inner {
    most_warm: usize,
    pages: Arc<PageMap>,
    /// Without a runtime: those that keep their first pages, and those that keep none.
    idle: Mutex<(Vec<Mapping>, Vec<Mapping>)>,
}

/// A stack with a runtime on it.
struct Lent {
    mapping: Option<Mapping>,
    range: Range<usize>,
    guard: Range<usize>,
    stacks: Stacks,
}

impl Stacks {
    /// With so many stacks that stay resident without a runtime on them.
    pub(crate) fn new(most_warm: usize, pages: Arc<PageMap>) -> Self {
        Self { inner: Arc::new(Inner { most_warm, pages, idle: Mutex::default() }) }
    }

    fn take(&self, length: usize) -> io::Result<Mapping> {
        let mut idle = self.inner.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let known = idle.0.pop().or_else(|| idle.1.pop());
        drop(idle);
        if let Some(mapping) = known
            && mapping.length() == length
        {
            return Ok(mapping);
        }
        let mut mapping = Mapping::reserve_with(length, length.saturating_sub(KEPT), PAGES)?;
        mapping.expose(&(GUARD..length))?;
        Ok(mapping)
    }

    /// Takes a stack back, all zeros. One that cannot be cleared is unmapped.
    fn give_back(&self, mut mapping: Mapping) {
        let idle = || self.inner.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let warm = idle().0.len() < self.inner.most_warm && self.clear_warm(&mut mapping).is_ok();
        if !warm && mapping.discard(&(GUARD..mapping.length())).is_err() {
            return;
        }
        let mut idle = idle();
        if warm { idle.0.push(mapping) } else { idle.1.push(mapping) }
    }

    /// Zeros what lies near the top, gives back the rest where there is any.
    fn clear_warm(&self, mapping: &mut Mapping) -> io::Result<()> {
        let kept = mapping.length().saturating_sub(KEPT).max(GUARD);
        let (mut below, mut near) = (false, Vec::with_capacity(2));
        self.inner.pages.touched(mapping, &(GUARD..mapping.length()), |range| {
            below |= range.start < kept;
            near.push(range.start.max(kept)..range.end.max(kept));
        })?;
        if below {
            mapping.discard(&(GUARD..kept))?;
        }
        for range in near {
            // SAFETY: the range is of the stack, accessible, and no runtime is on it.
            unsafe { std::ptr::write_bytes(mapping.at(&range)?, 0, range.len()) };
        }
        Ok(())
    }
}

// SAFETY: a stack is a mapping of its own, zeroed, with a guard below it, and
// used by one fiber at a time.
unsafe impl StackCreator for Stacks {
    fn new_stack(&self, size: usize, _zeroed: bool) -> wasmtime::Result<Box<dyn StackMemory>> {
        let length = GUARD + size.next_multiple_of(GUARD);
        let mapping = self.take(length)?;
        let base = mapping.base().expose_provenance();
        let (range, guard) = (base + GUARD..base + length, base..base + GUARD);
        Ok(Box::new(Lent { mapping: Some(mapping), range, guard, stacks: self.clone() }))
    }
}

// SAFETY: the mapping is ours until this is dropped, and never moves.
unsafe impl StackMemory for Lent {
    fn top(&self) -> *mut u8 {
        std::ptr::with_exposed_provenance_mut(self.range.end)
    }

    fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    fn guard_range(&self) -> Range<*mut u8> {
        let at = std::ptr::with_exposed_provenance_mut;
        at(self.guard.start)..at(self.guard.end)
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(mapping) = self.mapping.take() {
            self.stacks.give_back(mapping);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: usize = 1024 * 1024;

    /// Where the stack lies, and whether `depth` bytes below its top are zeros;
    /// leaves them written to.
    fn used(stacks: &Stacks, depth: usize) -> (usize, bool) {
        let stack = stacks.new_stack(SIZE, true).unwrap();
        // SAFETY: the stack is ours, and that deep.
        let bytes = unsafe { std::slice::from_raw_parts_mut(stack.top().sub(depth), depth) };
        let is_clean = bytes.iter().all(|byte| *byte == 0);
        bytes.fill(7);
        (stack.range().start, is_clean)
    }

    #[test]
    fn a_stack_is_used_again_and_holds_nothing_of_an_earlier_tenant() {
        for most_warm in [0, 1] {
            let stacks = Stacks::new(most_warm, Arc::new(PageMap::new()));
            let (first, _) = used(&stacks, SIZE);
            for depth in [100, KEPT, KEPT + 1, SIZE] {
                assert_eq!(used(&stacks, depth), (first, true), "{most_warm} warm, {depth} deep");
                assert_eq!(used(&stacks, SIZE), (first, true), "{most_warm} warm, after {depth}");
            }
        }
    }
}
