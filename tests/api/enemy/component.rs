//! Hand-written components with the guest's imports and exports.

use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

/// The world whose component the guest is.
const WIT: &str = include_str!("../../../wit/runtime.wit");

/// Everything that a script's guest imports, lowered as the enemy likes it.
const IMPORTS: &str = r#"
    (import "skerry:runtime/host@0.1.0" "console-write" (func $console_write (param i32 i32 i32)))
    (import "skerry:runtime/host@0.1.0" "host-module" (func $host_module (param i32 i32 i32)))
    (import "skerry:runtime/host@0.1.0" "call-host" (func $call_host (param i32 i32 i32 i32 i32)))
    (import "skerry:runtime/host@0.1.0" "[async-lower]call-host-async"
        (func $call_host_async (param i32 i32 i32 i32 i32) (result i32)))
    (import "skerry:runtime/host@0.1.0" "[async-lower]sleep-until" (func $sleep_async (param i64) (result i32)))
    (import "skerry:runtime/host@0.1.0" "sleep-until" (func $sleep (param i64)))
    (import "skerry:runtime/host@0.1.0" "open-reader" (func $open_reader (param i32) (result i32)))
    (import "skerry:runtime/host@0.1.0" "end-reader" (func $end_reader (param i32 i32)))
    (import "skerry:runtime/host@0.1.0" "cancel-reader" (func $cancel_reader (param i32 i32 i32)))
    (import "skerry:runtime/host@0.1.0" "open-writer" (func $open_writer (param i32 i32)))
    (import "skerry:runtime/host@0.1.0" "close-writer" (func $close_writer (param i32 i32)))
    (import "skerry:runtime/host@0.1.0" "splice" (func $splice (param i32 i32 i32)))
    (import "skerry:runtime/host@0.1.0" "new-pipe" (func $new_pipe (param i32)))
    (import "skerry:runtime/host@0.1.0" "load" (func $load (param i32 i32 i32)))
    (import "skerry:runtime/host@0.1.0" "report-fault" (func $report_fault (param i32 i32)))
    (import "skerry:runtime/host@0.1.0" "interrupted" (func $interrupted (result i32)))
    (import "skerry:runtime/freezing@0.1.0" "memory-part" (func $memory_part (param i32 i32 i32)))
    (import "skerry:runtime/host@0.1.0" "[async-lower][stream-read-0]open-reader"
        (func $stream_read (param i32 i32 i32) (result i32)))
    (import "skerry:runtime/host@0.1.0" "[stream-drop-readable-0]open-reader" (func $stream_drop (param i32)))
    (import "$root" "[subtask-drop]" (func $subtask_drop (param i32)))
    (import "$root" "[waitable-join]" (func $waitable_join (param i32 i32)))
"#;

/// What the enemy does.
pub struct Enemy {
    /// Of `eval`, which gives the place of its result: `result<list<u8>, failure>`.
    pub eval: String,
    /// What lies in memory: places and bytes, in order.
    pub data: Vec<(u32, Vec<u8>)>,
    /// Of `cabi_realloc`, which is asked for room for what the host passes.
    pub realloc: String,
    /// More functions.
    pub more: String,
}

/// Where an answer of `eval` lies, and where its bytes do.
pub const ANSWER: u32 = 16;
pub const BYTES: u32 = 4096;

impl Enemy {
    /// Does this in `eval`.
    pub fn does(eval: &str) -> Self {
        Self { eval: eval.to_owned(), data: Vec::new(), realloc: "i32.const 2048".to_owned(), more: String::new() }
    }

    /// Answers with bytes that are said to be CBOR.
    pub fn answers(bytes: &[u8]) -> Self {
        Self::claims(bytes, u32::try_from(bytes.len()).unwrap())
    }

    /// Answers with bytes that are said to be so many.
    pub fn claims(bytes: &[u8], length: u32) -> Self {
        let answer = [0, BYTES, length].into_iter().flat_map(u32::to_le_bytes).collect();
        let data = vec![(ANSWER, answer), (BYTES, bytes.to_vec())];
        Self { data, ..Self::does("i32.const 16") }
    }

    /// Answers with a failure: its case, what belongs to it, and more memory.
    pub fn fails(case: u8, payload: [u32; 2], bytes: &[u8]) -> Self {
        let answer = [1, u32::from(case), payload[0], payload[1]].into_iter().flat_map(u32::to_le_bytes).collect();
        Self { data: vec![(ANSWER, answer), (BYTES, bytes.to_vec())], ..Self::does("i32.const 16") }
    }

    /// The component.
    pub fn component(&self) -> Vec<u8> {
        encoded(self.core())
    }

    /// The module in it.
    pub fn core(&self) -> Vec<u8> {
        wat::parse_str(self.text()).unwrap_or_else(|error| panic!("{error}"))
    }

    fn text(&self) -> String {
        let Self { eval, realloc, more, .. } = self;
        let data: String =
            self.data.iter().map(|(at, bytes)| format!("(data (i32.const {at}) \"{}\")", escaped(bytes))).collect();
        format!(
            r#"(module {IMPORTS}
            (memory (export "memory") 4)
            (global $stack (mut i32) (i32.const 1024))
            {data} {more}
            (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) {realloc})
            (func (export "init"))
            (func (export "hand-over") (result i32)
                {parts}
                i32.const 4)
            (func (export "freeze") (param i32 i32) (result i32) i32.const 16)
            (func (export "eval") (param i32 i32 i32) (result i32) {eval})
            (func (export "load-module") (param i32 i32 i32 i32 i32) (result i32) i32.const 16)
            (func (export "import-entry") (param i32 i32) (result i32) i32.const 16)
            (func (export "call") (param i32 i32 i32 i32 i32 i32) (result i32) i32.const 16)
            (func (export "fetch") (param i32 i32) (result i32) i32.const 16)
            (func (export "handles-fetch") (result i32) i32.const 16)
            (func (export "settle") (param i32) (result i32) i32.const 16)
            (func (export "run-until-idle") (result i32) i32.const 16)
            (func (export "attend") (result i32) i32.const 16)
            (func (export "outline") (param i32 i32 i32 i32 i32) (result i32) i32.const 16)
            (func (export "compile") (param i32 i32 i32 i32 i32) (result i32) i32.const 16)
            (func (export "eval-program") (param i32 i32 i32) (result i32) i32.const 16)
            (func (export "release") (param i32 i32))
            (func (export "collect") (result i32) i32.const 16))"#,
            parts = "i32.const 0 i32.const 0 i32.const 262144 call $memory_part",
        )
    }
}

/// The component of the guest's world around a module.
pub fn encoded(mut core: Vec<u8>) -> Vec<u8> {
    let mut resolve = Resolve::default();
    let package = resolve.push_str("runtime.wit", WIT).unwrap();
    let world = resolve.select_world(&[package], Some("runtime")).unwrap();
    embed_component_metadata(&mut core, &resolve, world, StringEncoding::UTF8).unwrap();
    let mut encoder = ComponentEncoder::default();
    encoder.validate(true).module(&core).unwrap();
    encoder.encode().unwrap_or_else(|error| panic!("{error:#}"))
}

fn escaped(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("\\{byte:02x}")).collect()
}
