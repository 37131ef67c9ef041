//! A core module whose memory is taken out: what is left imports it.

use super::memory::{EXPORT, Memory, memory_type};
use super::split::{IMPORT, text};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{EntityType, ImportSection, Module, RawSection};
use wasmparser::{DataKind, Operator, Parser, Payload};

/// Pages that the code can rely on. Each memory has more.
pub(super) const MEMORY_AT_LEAST: u32 = 1;

/// A module that imports what was its memory, and that memory; `None` where it has none.
pub(super) fn without_memory(bytes: &[u8]) -> Result<Option<(Module, Memory)>, String> {
    let Some(pages) = defined_memory(bytes)? else { return Ok(None) };
    let mut memory = Memory { pages, ..Memory::default() };
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.map_err(text)? {
            Payload::ImportSection(section) => {
                let mut imports = ImportSection::new();
                RoundtripReencoder.parse_import_section(&mut imports, section).map_err(text)?;
                imports.import(IMPORT, EXPORT, EntityType::Memory(memory_type(MEMORY_AT_LEAST)));
                module.section(&imports);
            }
            Payload::DataSection(section) => {
                for segment in section {
                    let segment = segment.map_err(text)?;
                    memory.push(place(&segment.kind)?, segment.data)?;
                }
            }
            Payload::MemorySection(_) | Payload::CustomSection(_) => {}
            other => {
                if let Some((id, range)) = other.as_section() {
                    module.section(&RawSection { id, data: bytes.get(range).unwrap_or_default() });
                }
            }
        }
    }
    Ok(Some((module, memory)))
}

/// Pages of the memory that a module defines. Whatever else could change while
/// it runs and is not in there would be lost.
fn defined_memory(bytes: &[u8]) -> Result<Option<u32>, String> {
    let (mut pages, mut mutable, mut has_imports) = (None, 0, false);
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.map_err(text)? {
            Payload::ImportSection(_) => has_imports = true,
            Payload::MemorySection(section) => {
                for memory in section {
                    let memory = memory.map_err(text)?;
                    pages = Some(u32::try_from(memory.initial).map_err(text)?);
                }
            }
            Payload::GlobalSection(section) => {
                for global in section {
                    mutable += u32::from(global.map_err(text)?.ty.mutable);
                }
            }
            _ => {}
        }
    }
    match pages {
        // One mutable global: the stack pointer, which is where it began
        // whenever the guest is not being called.
        Some(_) if mutable != 1 => Err(format!("the guest has {mutable} mutable globals in place of 1")),
        Some(_) if !has_imports => Err("the guest imports nothing".to_owned()),
        pages => Ok(pages),
    }
}

/// Whether a module defines a memory.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn has_memory(bytes: &[u8]) -> Result<bool, String> {
    for payload in Parser::new(0).parse_all(bytes) {
        if let Payload::MemorySection(section) = payload.map_err(text)? {
            return Ok(section.count() > 0);
        }
    }
    Ok(false)
}

fn place(kind: &DataKind<'_>) -> Result<u32, String> {
    let DataKind::Active { memory_index: 0, offset_expr } = kind else {
        return Err("the guest has data that its code brings into memory".to_owned());
    };
    match offset_expr.get_operators_reader().read().map_err(text)? {
        Operator::I32Const { value } => Ok(value.cast_unsigned()),
        _ => Err("the guest has data at a place that is not constant".to_owned()),
    }
}
