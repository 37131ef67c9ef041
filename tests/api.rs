//! The library, as an embedder uses it.

mod concurrency;
mod console;
mod interrupt;
mod isolation;
mod limits;
mod loaders;
mod poison;
mod slots;
mod snapshots;
mod threads;
mod values;
