//! Images of the guest with bits of its memory flipped.
//!
//! A saved snapshot is such a memory and nothing else, so whoever can write the file can do
//! this: no code of the host is changed for it.

use super::others_never_notice;
use crate::support::{block_on, cache_folder, folder};
use sha2::{Digest, Sha256};
use skerry::{ByteReader, Cache, Caller, Engine, HostError, HostModule, Limits, MIB, Value};
use std::time::Duration;

/// Images that are tried; `just enemy` tries a thousand.
const IMAGES: u64 = 40;
/// Where the digest of the content is in the file, and where the content begins.
const DIGEST: usize = 16 + 4 + 64;
const CONTENT: usize = DIGEST + 32;

const CODE: &str = "(async () => {
    const { echo } = await import('host:echo');
    const all = [echo({ a: [1, 'x', new Map([[1, new Set([2])]])] }), JSON.stringify([1, { b: 2 }]), /(a+)b/.exec('aab'),
        structuredClone(new Date(0)), [3, 1, 2].sort(), new TextDecoder().decode(new Uint8Array([65]))];
    setTimeout(() => console.log(all), 1);
    const stream = new ReadableStream({ start(c) { c.enqueue(new Uint8Array(10)); c.close() } });
    return [all, stream, await new Promise((resolve) => setTimeout(resolve, 1, () => 1)), new Error('x')];
})()";

#[test]
fn images_with_flipped_bits_hurt_nobody_but_themselves() {
    let images = std::env::var("SKERRY_FLIPS").map_or(IMAGES, |count| count.parse().unwrap());
    let folder = folder();
    let path = folder.path().join("flipped");
    let cache = Some(Cache::at(cache_folder()));
    let engine = Engine::builder().hot_slots(1).wide_slots(1).cache(cache).build().unwrap();
    let whole = {
        let snapshot = block_on(engine.snapshot(["globalThis.kept = [1, 2, 3]"])).unwrap();
        snapshot.save(&path).unwrap();
        std::fs::read(&path).unwrap()
    };
    let places = segments(&whole);
    let mut ended_well = 0;
    for seed in 0..images {
        std::fs::write(&path, flipped(&whole, &places, seed)).unwrap();
        ended_well += u64::from(block_on(tried(&engine, &path)));
        if seed % 20 == 0 {
            others_never_notice();
        }
    }
    others_never_notice();
    // Most bits are of no consequence to a short script; were none, nothing was flipped.
    assert!(ended_well < images, "{ended_well} of {images} ended well");
}

async fn tried(engine: &Engine, path: &std::path::Path) -> bool {
    let limits = Limits::default().memory(16 * MIB).wall(Duration::from_millis(100)).host_bytes(MIB).output(MIB);
    let module =
        HostModule::new("host:echo").function("echo", |_: &Caller, (value,): (Value,)| Ok::<_, HostError>(value));
    let Ok(snapshot) = engine.load_snapshot(path) else { return false };
    let builder = engine.runtime().snapshot(&snapshot).limits(limits).host_module(module);
    let mut runtime = builder.stdin(ByteReader::new(&b"text"[..])).console(|_, _: &str| {}).build().await.unwrap();
    let first = runtime.eval::<Value>(CODE).await;
    let shown = runtime.eval_text("[globalThis, new Error('x')]").await;
    let loaded = runtime.load(skerry::Source::module("export const f = (x) => x")).await;
    let idle = runtime.run_until_idle().await;
    let collected = runtime.collect().await;
    let text = format!("{first:?}{shown:?}{idle:?}{collected:?}");
    assert!(runtime.usage().peak_memory <= 16 * MIB && !text.is_empty());
    first.is_ok() && loaded.is_ok()
}

/// Where segments of memory lie in a file: start and length.
fn segments(file: &[u8]) -> Vec<(usize, usize)> {
    let number = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap()) as usize;
    let mut at = CONTENT + 8;
    let mut places = Vec::new();
    for _ in 0..number(CONTENT + 4) {
        let length = number(at + 4);
        places.push((at + 8, length));
        at += 8 + length;
    }
    places
}

/// The file with some bits flipped, all over the memory or close together, and a digest that fits.
fn flipped(whole: &[u8], places: &[(usize, usize)], seed: u64) -> Vec<u8> {
    let mut file = whole.to_vec();
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut draw = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 11).unwrap() % below
    };
    let bytes: usize = places.iter().map(|(_, length)| length).sum();
    let count = [1, 8, 64, 1024, 8192][draw(5)];
    let (from, span) = if draw(2) == 0 { (0, bytes) } else { (draw(bytes), 4096) };
    for _ in 0..count {
        let mut at = (from + draw(span)) % bytes;
        for (start, length) in places {
            if at < *length {
                file[start + at] ^= 1 << draw(8);
                break;
            }
            at -= length;
        }
    }
    let digest = Sha256::digest(&file[CONTENT..]);
    file[DIGEST..CONTENT].copy_from_slice(&digest);
    file
}
