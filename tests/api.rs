//! The library, as an embedder uses it.

mod blocking;
mod clock;
mod concurrency;
mod console;
mod interrupt;
mod isolation;
mod limits;
mod loaders;
mod poison;
mod slots;
mod spans;
mod threads;
mod values;
