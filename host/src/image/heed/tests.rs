use super::heed;
use crate::image::{Memory, memory_module};
use crate::interrupt::{Reason, Stop};
use crate::linear::Backing;
use crate::meter::{Meter, Metered};
use crate::pool;
use crate::pulse::Chased;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::task::{Context, Poll, Waker};
use wasmtime::{Linker, Module, Store, Trap};

/// Calls the function `$body` of a module that has these functions, and moves the pulse meanwhile.
/// Whoever asks, or is doomed, is trapped.
fn run(functions: &str) -> wasmtime::Error {
    let text = format!(
        r#"(module
            (import "host" "interrupted" (func $interrupted (result i32)))
            (import "host" "inside" (func $inside))
            (import "image" "memory" (memory 1))
            (global (mut i32) (i32.const 0))
            {functions}
            (func (export "run") call $inside call $body)
            (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) call $body i32.const 0))"#
    );
    let (engine, memories) = pool::engine(false, 0).unwrap();
    let module = Module::new(&engine, heed(&wat::parse_str(text).unwrap()).unwrap()).unwrap();
    let mut image = Memory { pages: 1, ..Memory::default() };
    image.push(0, &[1; 64]).unwrap();
    let image = memories.register(Backing::new(&image).unwrap()).unwrap();
    let stop = Arc::<Stop>::default();
    stop.request(Reason::Interrupt);
    let meter = Arc::<Meter>::default();
    let chased = Arc::new(Chased::new(memories.pulse(), &stop, &meter, None));
    let number = chased.number();

    let inside = Arc::<AtomicBool>::default();
    let mut linker = Linker::new(&engine);
    linker
        .func_wrap("host", "interrupted", move |mut asked: wasmtime::Caller<'_, u32>| {
            *asked.data_mut() += 1;
            // It learns its number as it starts.
            if *asked.data() == 1 { Ok(number.cast_signed()) } else { Err(wasmtime::Error::msg("asked")) }
        })
        .unwrap();
    let enters = Arc::clone(&inside);
    linker.func_wrap("host", "inside", move || enters.store(true, Relaxed)).unwrap();
    let mut store = Store::new(&engine, 0);
    let memory = linker.instantiate(&mut store, &Module::new(&engine, image.module()).unwrap()).unwrap();
    linker.instance(&mut store, "image", memory).unwrap();
    let instance = linker.instantiate(&mut store, &module).unwrap();
    let run = instance.get_typed_func::<(), ()>(&mut store, "run").unwrap();

    let (pulse, over) = (memories.pulse(), AtomicBool::new(false));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Relaxed) {
                if inside.load(Relaxed) {
                    pulse.beat();
                }
                std::thread::yield_now();
            }
        });
        let call = Metered::new(meter, Some(Arc::clone(&chased)), async { run.call(&mut store, ()) });
        let polled = std::pin::pin!(call).poll(&mut Context::from_waker(Waker::noop()));
        over.store(true, Relaxed);
        let Poll::Ready(ended) = polled else { panic!("nothing waits") };
        ended.unwrap_err()
    })
}

#[test]
fn loops_that_write_nothing_end_when_their_guest_is_doomed() {
    let loops = [
        // Nothing in it at all, a cell that points to itself, one loop behind another, a counter.
        "(loop br 0)",
        "(loop (br_if 0 (i32.load8_u (i32.const 8))))",
        "(loop (br_if 0 (i32.eqz (i32.load8_u (i32.const 8))))) (loop (br_if 0 (i32.load8_u (i32.const 8))))",
        "(loop (local.set 0 (i32.add (local.get 0) (i32.const 1))) (br_if 0 (i32.load (i32.const 4))))",
    ];
    for body in loops {
        let ended = run(&format!("(func $body (local i32) {body})"));
        assert_eq!(ended.downcast_ref::<Trap>(), Some(&Trap::UnreachableCodeReached), "{body}: {ended:?}");
    }
}

#[test]
fn loops_that_call_or_hold_others_ask() {
    let loops =
        ["(loop (loop) (br 0))", "(loop call $leaf (br 0))", "(loop (block (loop (br_if 1 (i32.const 1)))) (br 0))"];
    for body in loops {
        let ended = run(&format!("(func $leaf) (func $body {body})"));
        assert_eq!(ended.root_cause().to_string(), "asked", "{body}");
    }
}

#[test]
fn an_interpreters_loop_does_not_ask() {
    let ways = "0 ".repeat(200);
    let body = format!("(loop (block (br_table {ways} 0 (i32.const 7))) call $leaf (br 0))");
    let ended = run(&format!("(func $leaf) (func $body {body})"));
    assert_eq!(ended.downcast_ref::<Trap>(), Some(&Trap::UnreachableCodeReached), "{ended:?}");
}

#[test]
fn calls_without_a_loop_ask() {
    let rings = [
        "(func $body i32.const 60 call $tree)
         (func $tree (param i32) local.get 0 if
            local.get 0 i32.const 1 i32.sub call $tree local.get 0 i32.const 1 i32.sub call $tree end)",
        "(table funcref (elem $tree)) (type $t (func (param i32)))
         (func $body i32.const 60 call $tree)
         (func $tree (param i32) local.get 0 if
            local.get 0 i32.const 1 i32.sub i32.const 0 call_indirect (type $t)
            local.get 0 i32.const 1 i32.sub i32.const 0 call_indirect (type $t) end)",
        "(func $body i32.const 60 call $one)
         (func $one (param i32) local.get 0 i32.const 1 i32.sub call $two local.get 0 i32.const 1 i32.sub call $two)
         (func $two (param i32) local.get 0 if local.get 0 call $one end)",
    ];
    for functions in rings {
        let ended = run(functions);
        assert_eq!(ended.root_cause().to_string(), "asked", "{functions}");
    }
}

#[test]
fn a_tree_of_calls_without_a_ring_asks() {
    let level = |number: u32| format!("(func $f{number} call $f{0} call $f{0})", number + 1);
    let levels: String = (0..60).map(level).collect();
    let ended = run(&format!("(func $body call $f0) {levels} (func $f60)"));
    assert_eq!(ended.root_cause().to_string(), "asked");
}

#[test]
fn what_is_no_guest_is_refused() {
    assert!(heed(b"").is_err());
    assert!(heed(&memory_module(1, None)).is_err_and(|error| error.contains("does not ask")));
}
