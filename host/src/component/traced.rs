//! A module that notes where it reads and writes.
//!
//! A second memory has a byte for each 16 of the first that is set when one of these is read, and
//! another that is set when one is written. What the module does stays the same.

use super::core::MOST_MEMORY;
use std::ops::Range;
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{
    CodeSection, ExportKind, ExportSection, Function, InstructionSink, MemArg, MemorySection, MemoryType, Module,
    RawSection, ValType,
};
use wasmparser::{FunctionBody, MemorySectionReader, Operator, Parser, Payload};

/// The name of the second memory.
pub(super) const NOTES: &str = "skerry_notes";
/// Bytes of the first memory that one byte speaks of.
pub(super) const GRAIN: usize = 16;
/// Where notes of writes begin, behind those of reads.
pub(super) const WRITES: usize = MOST_MEMORY / GRAIN;

const GRAIN_BITS: i32 = GRAIN.trailing_zeros().cast_signed();
/// Pages of notes. What lies beyond is no memory, and traps.
const PAGES: u64 = (2 * WRITES as u64) >> 16;

/// Where the notes lie of a memory of so many bytes: of reads, and of writes.
pub(super) fn parts(length: usize) -> [Range<usize>; 2] {
    [0, WRITES].map(|start| start..start + length / GRAIN)
}

/// The module that notes.
///
/// # Errors
/// When it cannot be read, or has not one memory of its own.
pub(super) fn module(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let (mut parameters, mut kinds) = (Vec::new(), Vec::new());
    let mut written = Module::new();
    let mut code = CodeSection::new();
    let mut has_memory = false;
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload.map_err(text)?;
        let section = payload.as_section();
        match payload {
            Payload::MemorySection(section) => {
                has_memory = section.count() == 1;
                written.section(&with_notes(section)?);
                continue;
            }
            Payload::ExportSection(section) => {
                let mut exports = ExportSection::new();
                RoundtripReencoder.parse_export_section(&mut exports, section).map_err(text)?;
                exports.export(NOTES, ExportKind::Memory, 1);
                written.section(&exports);
                continue;
            }
            Payload::CodeSectionStart { .. } => continue,
            Payload::CodeSectionEntry(body) => {
                let kind = kinds.get(code.len() as usize).and_then(|kind| parameters.get(*kind as usize));
                code.function(&noting(body, *kind.ok_or("a function has no type")?)?);
                if code.len() as usize == kinds.len() {
                    written.section(&code);
                }
                continue;
            }
            Payload::TypeSection(section) => {
                for kind in section.into_iter_err_on_gc_types() {
                    parameters.push(u32::try_from(kind.map_err(text)?.params().len()).map_err(text)?);
                }
            }
            Payload::FunctionSection(section) => {
                for kind in section {
                    kinds.push(kind.map_err(text)?);
                }
            }
            _ => {}
        }
        if let Some((id, range)) = section {
            written.section(&RawSection { id, data: bytes.get(range).unwrap_or_default() });
        }
    }
    if has_memory { Ok(written.finish()) } else { Err("it has not one memory".to_owned()) }
}

fn with_notes(section: MemorySectionReader<'_>) -> Result<MemorySection, String> {
    let mut memories = MemorySection::new();
    RoundtripReencoder.parse_memory_section(&mut memories, section).map_err(text)?;
    let notes = MemoryType { minimum: PAGES, maximum: None, memory64: false, shared: false, page_size_log2: None };
    memories.memory(notes);
    Ok(memories)
}

fn noting(body: FunctionBody<'_>, parameters: u32) -> Result<Function, String> {
    let mut first = parameters;
    let mut locals = Vec::new();
    for local in body.get_locals_reader().map_err(text)? {
        let (count, kind) = local.map_err(text)?;
        first += count;
        locals.push((count, RoundtripReencoder.val_type(kind).map_err(text)?));
    }
    locals.extend(Locals::KINDS.map(|kind| (1, kind)));
    let locals_of_ours = Locals { first };
    let mut function = Function::new(locals);
    let mut operators = body.get_operators_reader().map_err(text)?;
    while !operators.eof() {
        let operator = operators.read().map_err(text)?;
        locals_of_ours.note(&mut function.instructions(), &operator);
        function.instruction(&RoundtripReencoder.instruction(operator).map_err(text)?);
    }
    Ok(function)
}

/// Locals that each function gets, for what an instruction has on the stack.
#[derive(Clone, Copy)]
struct Locals {
    first: u32,
}

/// What an instruction does with the memory.
enum Access {
    Load,
    /// Of one lane of the vector on the stack.
    LoadLane,
    /// Of what is on the stack, which fits the local with this number.
    Store(u32),
}

impl Locals {
    /// An address, a second and a length, and the other kinds of what is stored.
    const KINDS: [ValType; 7] =
        [ValType::I32, ValType::I32, ValType::I32, ValType::I64, ValType::F32, ValType::F64, ValType::V128];
    const VECTOR: u32 = 6;

    /// Writes what notes the addresses that the operator, which follows, reads and writes.
    fn note(self, to: &mut InstructionSink<'_>, operator: &Operator<'_>) {
        let [address, second, length] = [self.first, self.first + 1, self.first + 2];
        match (accessed(operator), operator) {
            (Some((Access::Load, offset)), _) => {
                to.local_tee(address);
                note_one(to, address, offset, 0);
            }
            (Some((Access::LoadLane, offset)), _) => {
                let vector = self.first + Self::VECTOR;
                to.local_set(vector).local_tee(address);
                note_one(to, address, offset, 0);
                to.local_get(vector);
            }
            (Some((Access::Store(kind), offset)), _) => {
                let value = self.first + kind;
                to.local_set(value).local_tee(address);
                note_one(to, address, offset, WRITES);
                to.local_get(value);
            }
            (None, Operator::MemoryCopy { .. }) => {
                to.local_set(length).local_set(second).local_set(address);
                note_all(to, address, length, WRITES);
                note_all(to, second, length, 0);
                to.local_get(address).local_get(second).local_get(length);
            }
            (None, Operator::MemoryFill { .. }) => {
                to.local_set(length).local_set(second).local_set(address);
                note_all(to, address, length, WRITES);
                to.local_get(address).local_get(second).local_get(length);
            }
            _ => {}
        }
    }
}

/// Notes what lies behind an address. Where that is beyond the memory the operator traps.
fn note_one(to: &mut InstructionSink<'_>, address: u32, offset: u64, notes: usize) {
    let offset = u32::try_from(offset).unwrap_or(u32::MAX).cast_signed();
    to.local_get(address).i32_const(offset).i32_add().i32_const(GRAIN_BITS).i32_shr_u().i32_const(1);
    to.i32_store8(MemArg { offset: notes as u64, align: 0, memory_index: 1 });
}

/// Notes so many bytes from an address on.
fn note_all(to: &mut InstructionSink<'_>, address: u32, length: u32, notes: usize) {
    let notes = u32::try_from(notes).unwrap_or(0).cast_signed();
    to.local_get(address).i32_const(GRAIN_BITS).i32_shr_u().i32_const(notes).i32_add().i32_const(1);
    // One more than it takes where it begins within a grain.
    to.local_get(length).i32_const(GRAIN_BITS).i32_shr_u().i32_const(1).i32_add().memory_fill(1);
}

/// How an operator accesses the memory, and the offset that it adds.
fn accessed(operator: &Operator<'_>) -> Option<(Access, u64)> {
    use Access::{Load, LoadLane, Store};
    macro_rules! accesses {
        ($($access:expr => $($name:ident)*,)*) => {
            match operator {
                $($(Operator::$name { memarg, .. } => Some(($access, memarg.offset)),)*)*
                _ => None,
            }
        };
    }
    accesses! {
        Load => I32Load I64Load F32Load F64Load I32Load8S I32Load8U I32Load16S I32Load16U
            I64Load8S I64Load8U I64Load16S I64Load16U I64Load32S I64Load32U
            V128Load V128Load8x8S V128Load8x8U V128Load16x4S V128Load16x4U V128Load32x2S V128Load32x2U
            V128Load8Splat V128Load16Splat V128Load32Splat V128Load64Splat V128Load32Zero V128Load64Zero,
        LoadLane => V128Load8Lane V128Load16Lane V128Load32Lane V128Load64Lane,
        Store(1) => I32Store I32Store8 I32Store16,
        Store(3) => I64Store I64Store8 I64Store16 I64Store32,
        Store(4) => F32Store,
        Store(5) => F64Store,
        Store(Locals::VECTOR) => V128Store V128Store8Lane V128Store16Lane V128Store32Lane V128Store64Lane,
    }
}

fn text(error: impl ToString) -> String {
    error.to_string()
}

#[cfg(test)]
mod tests {
    use super::{GRAIN, NOTES, module, parts};
    use wasmtime::{Engine, Instance, Module, Store};

    const PROGRAM: &str = r#"(module
        (memory (export "memory") 1)
        (data (i32.const 0) "\01\02\03\04")
        (func (export "run") (param $from i32) (result i64) (local $sum i64)
            (i64.store16 offset=40 (local.get $from) (i64.load8_u (local.get $from)))
            (f32.store (i32.const 160) (f32.const 1))
            (f64.store (i32.const 176) (f64.load (i32.const 0)))
            (v128.store64_lane 1 (i32.const 192) (v128.load8_lane 0 (i32.const 2) (v128.load32_splat (i32.const 0))))
            (memory.copy (i32.const 320) (local.get $from) (i32.const 33))
            (memory.fill (i32.const 480) (i32.const 7) (i32.const 16))
            (i64.add (i64.load (i32.const 40)) (i64.extend_i32_u (i32.load (i32.const 480)))))
        )"#;

    #[test]
    fn what_a_module_reads_and_writes_is_noted_and_it_does_the_same() {
        let plain = wat::parse_str(PROGRAM).unwrap();
        let run = |bytes: &[u8]| {
            let engine = Engine::default();
            let mut store = Store::new(&engine, ());
            let instance = Instance::new(&mut store, &Module::new(&engine, bytes).unwrap(), &[]).unwrap();
            let function = instance.get_typed_func::<i32, i64>(&mut store, "run").unwrap();
            let result = function.call(&mut store, 0).unwrap();
            let memory = instance.get_memory(&mut store, "memory").unwrap();
            let notes = instance.get_memory(&mut store, NOTES).map(|notes| {
                parts(memory.data_size(&store)).map(|part| {
                    let noted = notes.data(&store)[part].iter().enumerate().filter(|(_, note)| **note != 0);
                    noted.map(|(grain, _)| grain * GRAIN).collect::<Vec<_>>()
                })
            });
            (result, memory.data(&store).to_vec(), notes)
        };
        let (result, memory, notes) = run(&plain);
        assert_eq!(notes, None);
        let noting = run(&module(&plain).unwrap());
        assert_eq!((result, memory), (noting.0, noting.1));
        let reads = vec![0, 16, 32, 480];
        let writes = vec![32, 160, 176, 192, 320, 336, 352, 480, 496];
        assert_eq!(noting.2, Some([reads, writes]));
    }

    #[test]
    fn a_module_without_a_memory_of_its_own_is_refused() {
        for text in ["(module)", r#"(module (import "a" "b" (memory 1)))"#] {
            assert_eq!(module(&wat::parse_str(text).unwrap()).unwrap_err(), "it has not one memory");
        }
        assert!(module(b"\0asm\x01\0\0\0\x01").is_err());
    }
}
