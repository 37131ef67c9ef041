//! The component without the library: what `just dist` gives to other hosts.

use crate::support::block_on;
use std::path::Path;
use std::sync::{Arc, Mutex};

#[path = "../../host/examples/plain_wasmtime.rs"]
#[allow(dead_code, missing_docs, reason = "an example, its main included")]
mod example;

#[test]
fn the_plain_component_evaluates_and_waits_for_timers_in_a_host_that_is_not_ours() {
    let printed = Arc::new(Mutex::new(String::new()));
    let console = Arc::clone(&printed);
    let component = Path::new(concat!(env!("OUT_DIR"), "/guest.wasm"));
    let code = "setTimeout(() => console.log('late'), 1); console.log('early'); new Map([[1, { a: 2 }]])";
    let value = block_on(example::run(component, code, move |text| *console.lock().unwrap() += text));
    assert_eq!(value.unwrap(), "Map(1) { 1 => { a: 2 } }");
    assert_eq!(*printed.lock().unwrap(), "early\nlate\n");
}

#[test]
fn an_exception_in_the_plain_component_names_its_message() {
    let component = Path::new(concat!(env!("OUT_DIR"), "/guest.wasm"));
    let error = block_on(example::run(component, "throw new TypeError('no')", |_| ())).unwrap_err();
    assert!(error.to_string().contains(r#"message: "no""#), "{error}");
}
