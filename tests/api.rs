//! The library, as an embedder uses it.

mod acceptance;
mod blocking;
mod clock;
mod component_modules;
mod byte_streams;
mod calls;
mod concurrency;
mod console;
mod escape;
mod examples;
mod fs;
mod host_functions;
mod interrupt;
mod isolation;
mod limits;
mod loaders;
mod modules_that_ship;
mod plain_component;
mod poison;
mod slots;
mod snapshots;
mod spans;
mod stacks;
mod threads;
mod values;
