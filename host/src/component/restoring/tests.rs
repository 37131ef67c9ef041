use super::module;
use wasmtime::{Engine, Instance, Module, Store};

/// A guest that counts in its data, in what it has grown, and waits where it is told so.
const GUEST: &str = r#"(module
  (memory (export "memory") 2)
  (data (i32.const 1024) "\07")
  (data (i32.const 70000) "\09")
  (global $begun (export "begun") (mut i32) (i32.const 0))
  (global $ended (export "ended") (mut i32) (i32.const 0))
  (func (export "skerry_isolation_begin") (global.set $begun (i32.add (global.get $begun) (i32.const 1))))
  (func (export "skerry_isolation_end") (global.set $ended (i32.add (global.get $ended) (i32.const 1))))
  (func $count (param $at i32) (result i32)
    (i32.store8 (local.get $at) (i32.add (i32.load8_u (local.get $at)) (i32.const 1)))
    (i32.load8_u (local.get $at)))
  (func (export "[async-lift]wasi:http/handler@0.3.0#handle") (param $code i32) (result i32)
    (drop (call $count (i32.const 1024)))
    (drop (call $count (i32.const 2000)))
    (drop (call $count (i32.const 70000)))
    (local.get $code))
  (func (export "[callback][async-lift]wasi:http/handler@0.3.0#handle") (param $code i32) (param i32 i32) (result i32)
    (drop (call $count (i32.const 1024)))
    (local.get $code))
  (func (export "wasi:http/incoming-handler@0.2.12#handle") (param $pages i32) (param i32)
    (i32.store8 (i32.const 2000) (i32.const 1))
    (if (i32.eq (memory.grow (local.get $pages)) (i32.const -1)) (then (return)))
    ;; What was given is zeros up to its last byte, whoever had it before.
    (if (i32.load8_u (i32.sub (i32.mul (memory.size) (i32.const 65536)) (i32.const 1))) (then (unreachable)))
    (i32.store8 (i32.sub (i32.mul (memory.size) (i32.const 65536)) (i32.const 1)) (i32.const 1)))
  (func (export "given") (result i32) (memory.size))
  (func (export "sum") (result i32)
    (i32.add (i32.load8_u (i32.const 1024))
      (i32.add (i32.load8_u (i32.const 2000)) (i32.load8_u (i32.const 70000))))))"#;

struct Guest {
    store: Store<()>,
    instance: Instance,
}

impl Guest {
    fn new() -> Self {
        let guest = wat::parse_str(GUEST).unwrap();
        let engine = Engine::default();
        let module = Module::new(&engine, module(&guest).unwrap()).unwrap();
        let mut store = Store::new(&engine, ());
        let instance = Instance::new(&mut store, &module, &[]).unwrap();
        Self { store, instance }
    }

    fn number(&mut self, name: &str) -> i32 {
        self.instance.get_typed_func(&mut self.store, name).unwrap().call(&mut self.store, ()).unwrap()
    }

    fn begin(&mut self, code: i32) -> wasmtime::Result<i32> {
        let name = "[async-lift]wasi:http/handler@0.3.0#handle";
        self.instance.get_typed_func::<i32, i32>(&mut self.store, name)?.call(&mut self.store, code)
    }

    fn go_on(&mut self, code: i32) -> i32 {
        let name = "[callback][async-lift]wasi:http/handler@0.3.0#handle";
        let function = self.instance.get_typed_func::<(i32, i32, i32), i32>(&mut self.store, name).unwrap();
        function.call(&mut self.store, (code, 0, 0)).unwrap()
    }

    fn whole(&mut self, pages: i32) {
        let name = "wasi:http/incoming-handler@0.2.12#handle";
        let function = self.instance.get_typed_func::<(i32, i32), ()>(&mut self.store, name).unwrap();
        function.call(&mut self.store, (pages, 0)).unwrap();
    }

    fn pages(&mut self) -> u64 {
        self.instance.get_memory(&mut self.store, "memory").unwrap().size(&self.store)
    }
}

#[test]
fn the_memory_becomes_what_it_was_when_a_request_is_over() {
    let mut guest = Guest::new();
    assert_eq!(guest.number("sum"), 16);
    assert_eq!(guest.begin(0).unwrap(), 0);
    assert_eq!(guest.number("sum"), 16);
    guest.whole(0);
    assert_eq!(guest.number("sum"), 16);
}

#[test]
fn a_request_that_waits_keeps_its_memory() {
    let mut guest = Guest::new();
    // What it waits for stands beside what it wants.
    assert_eq!(guest.begin(0x32).unwrap(), 0x32);
    assert_eq!(guest.number("sum"), 19);
    assert_eq!(guest.go_on(0x32), 0x32);
    assert_eq!(guest.number("sum"), 20);
    assert_eq!(guest.go_on(0), 0);
    assert_eq!(guest.number("sum"), 16);
}

#[test]
fn another_request_meanwhile_is_a_trap() {
    let mut guest = Guest::new();
    assert_eq!(guest.begin(2).unwrap(), 2);
    assert!(guest.begin(0).is_err());
}

#[test]
fn grown_memory_is_given_again_as_zeros() {
    let mut guest = Guest::new();
    guest.whole(3);
    assert_eq!((guest.number("given"), guest.pages()), (2, 5));
    // Fewer, as many, more, and more than there can be.
    guest.whole(2);
    guest.whole(3);
    assert_eq!((guest.number("given"), guest.pages()), (2, 5));
    guest.whole(5);
    assert_eq!((guest.number("given"), guest.pages()), (2, 7));
    guest.whole(65535);
    guest.whole(-1);
    assert_eq!((guest.number("given"), guest.pages()), (2, 7));
}

#[test]
fn a_module_without_requests_is_refused() {
    let refused = |text: &str| module(&wat::parse_str(text).unwrap()).unwrap_err();
    assert!(refused("(module)").contains("has no skerry_isolation_begin"));
    let ours = r#"(func (export "skerry_isolation_begin")) (func (export "skerry_isolation_end"))"#;
    assert!(refused(&format!("(module {ours})")).contains("handles no requests"));
    assert!(refused(&format!("(module {ours} (memory 1) (data \"1\"))")).contains("nobody has placed"));
    assert!(module(b"no module").is_err());
}
