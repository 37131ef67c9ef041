//! What a call asks of the host's allocator.

#![allow(unsafe_code, reason = "an allocator that counts")]

use crate::{block_on, fresh};
use skerry::{Engine, Runtime};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

struct Counting;

#[global_allocator]
static COUNTING: Counting = Counting;

thread_local! {
    static COUNT: Cell<u64> = const { Cell::new(0) };
}

// SAFETY: all is the system's; counting touches nothing that allocates.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // A thread that ends counts no more.
        let _counted = COUNT.try_with(|count| count.set(count.get() + 1));
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let _counted = COUNT.try_with(|count| count.set(count.get() + 1));
        // SAFETY: as the caller promises.
        unsafe { System.realloc(at, layout, size) }
    }
}

/// The allocations of things that runtimes do often.
pub fn of_calls(engine: &Engine) -> [(&'static str, u64); 3] {
    block_on(async {
        let build = async || fresh(engine).build().await.unwrap();
        let start = least(&mut (), async |()| drop(build().await)).await;
        let mut runtime = build().await;
        let eval = least(&mut runtime, async |runtime| assert_eq!(runtime.eval::<i32>("1+1").await.unwrap(), 2)).await;
        let module = runtime.load("export const add = (a, b) => a + b").await.unwrap();
        let call = async |runtime: &mut Runtime| {
            assert_eq!(runtime.call::<i32>(&module, "add", (1, 2)).await.unwrap(), 3);
        };
        let export = least(&mut runtime, call).await;
        [
            ("allocations of a fresh runtime", start),
            ("allocations of a warm `1+1`", eval),
            ("allocations of a call of an export", export),
        ]
    })
}

/// Of several times: what is made once for all is not counted, nor a turn that others were given.
async fn least<T>(on: &mut T, work: impl AsyncFn(&mut T)) -> u64 {
    let mut least = u64::MAX;
    for _ in 0..10 {
        let before = COUNT.get();
        work(on).await;
        least = least.min(COUNT.get() - before);
    }
    least
}
