//! Each example runs to its end.
#![allow(missing_docs, clippy::missing_errors_doc, clippy::missing_panics_doc, reason = "examples with their main")]

#[path = "../../host/examples/hello.rs"]
mod hello;
#[path = "../../host/examples/host_function.rs"]
mod host_function;
#[path = "../../host/examples/interrupt.rs"]
mod interrupt;
#[path = "../../host/examples/snapshot.rs"]
mod snapshot;
#[path = "../../host/examples/streams.rs"]
mod streams;
#[path = "../../host/examples/tenants.rs"]
mod tenants;
#[path = "../../host/examples/threads.rs"]
mod threads;

#[test]
fn every_example_runs_to_its_end() {
    for (name, main) in [
        ("hello", hello::main as fn() -> skerry::Result<()>),
        ("host_function", host_function::main),
        ("interrupt", interrupt::main),
        ("snapshot", snapshot::main),
        ("streams", streams::main),
        ("tenants", tenants::main),
        ("threads", threads::main),
    ] {
        main().unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}
