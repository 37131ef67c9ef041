//! The library, as an embedder uses it.

mod calls;
mod concurrency;
mod console;
mod host_functions;
mod interrupt;
mod isolation;
mod limits;
mod loaders;
mod plain_component;
mod poison;
mod slots;
mod threads;
mod values;
