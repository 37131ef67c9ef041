//! The image that a runtime starts from, and the pages of it that the runtime writes to.

use crate::{block_on, fresh};
use skerry::{Engine, FetchRequest, FetchResponse};
use std::fs;

/// KiB of a page.
const PAGE: u64 = 4;

/// What a runtime has in memory that has evaluated `1+1`.
pub struct Memory {
    /// Pages of the image that are its own by now.
    pub written: u64,
    /// Bytes of the image.
    pub image: u64,
}

/// Of the first runtime in the process: a slot that was used before has pages of its own.
pub fn of_a_fresh_runtime(engine: &Engine) -> Memory {
    block_on(async {
        let mut runtime = fresh(engine).build().await.unwrap();
        assert_eq!(runtime.eval::<i32>("1+1").await.unwrap(), 2);
        mapped_memory()
    })
}

/// What one writes to more that has answered a request instead: of an engine of its own, whose
/// slots nobody has used.
pub fn of_a_request(engine: &Engine) -> u64 {
    block_on(async {
        let before = mapped_memory().written;
        let mut runtime = fresh(engine).build().await.unwrap();
        let hello = "addEventListener('fetch', (event) => event.respondWith(new Response('hello')))";
        runtime.run(hello).await.unwrap();
        let request = FetchRequest::new("GET", "http://localhost/");
        runtime.fetch(request, |answer: FetchResponse| assert_eq!(answer.status, 200)).await.unwrap();
        mapped_memory().written - before
    })
}

/// What the kernel says of the mappings of the realm's memory that can be written to.
fn mapped_memory() -> Memory {
    let maps = fs::read_to_string("/proc/self/smaps").expect("Linux");
    let mut memory = Memory { written: 0, image: 0 };
    let mut is_ours = false;
    for line in maps.lines() {
        let mut words = line.split_whitespace();
        match words.next() {
            Some("Anonymous:") if is_ours => {
                memory.written += words.next().and_then(|kib| kib.parse::<u64>().ok()).expect("KiB") / PAGE;
            }
            Some(first) if !first.ends_with(':') => {
                is_ours = line.contains(" rw-p ") && line.ends_with("-realm.memory");
                if is_ours {
                    memory.image = fs::metadata(words.last().expect("a path")).expect("the cache").len();
                }
            }
            _ => {}
        }
    }
    memory
}
