//! A component with another memory to start with.
//!
//! Sections go over as they are; only the one core module that has a memory is written anew.

use super::core::Frozen;
use super::{Isolation, beginning, restoring};
use crate::image::{Memory, PAGE, without_memory};
use crate::inspection;
use wasm_encoder::{
    ConstExpr, CustomSection, DataSection, ExportKind, ExportSection, MemorySection, Module, RawSection,
};
use wasmparser::{ExternalKind, Parser, Payload};

/// What the host calls while a program is put in begins so; nobody else is to see it.
const BUILD: &str = "skerry_build_";
/// The section of a component that is a core module.
const CORE_MODULE: u8 = 1;

/// The core module of a component that has the memory.
///
/// # Errors
/// When it is no component, or none with a memory.
pub(super) fn core_module(component: &[u8]) -> Result<&[u8], String> {
    for section in sections(component)? {
        let (id, body) = section?;
        if id == CORE_MODULE && without_memory::has_memory(body)? {
            return Ok(body);
        }
    }
    Err("no module of it has a memory".to_owned())
}

/// The component with this memory in place of its own, and a section that says where it is from.
///
/// # Errors
/// When it cannot be read.
pub(super) fn component(
    component: &[u8],
    Frozen { memory, ahead, written: places, .. }: &Frozen,
    isolation: Isolation,
    origin: &[u8],
) -> Result<Vec<u8>, String> {
    let mut written = wasm_encoder::Component::new();
    for section in sections(component)? {
        let (id, body) = section?;
        if id == CORE_MODULE && without_memory::has_memory(body)? {
            let compiled = ahead.as_ref().map(|ahead| ahead.with(body)).transpose()?;
            let body = compiled.as_deref().unwrap_or(body);
            let module = match isolation {
                Isolation::Instance => beginning::module(&module(body, memory, &[BUILD, restoring::OURS])?, places)?,
                Isolation::Request => restoring::module(&module(body, memory, &[BUILD])?)?,
            };
            written.section(&RawSection { id, data: &module });
        } else {
            written.section(&RawSection { id, data: body });
        }
    }
    written.section(&CustomSection { name: inspection::SECTION.into(), data: origin.into() });
    Ok(written.finish())
}

/// The module with this memory, and without exports that begin so.
fn module(bytes: &[u8], memory: &Memory, hidden: &[&str]) -> Result<Vec<u8>, String> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.map_err(|error| error.to_string())? {
            Payload::MemorySection(section) => {
                let mut memories = MemorySection::new();
                for declared in section {
                    let declared = declared.map_err(|error| error.to_string())?;
                    let minimum = u64::from(memory.pages).max(declared.initial);
                    memories.memory(wasm_encoder::MemoryType {
                        minimum,
                        maximum: declared.maximum,
                        memory64: false,
                        shared: false,
                        page_size_log2: None,
                    });
                }
                module.section(&memories);
            }
            Payload::ExportSection(section) => {
                let mut exports = ExportSection::new();
                for export in section {
                    let export = export.map_err(|error| error.to_string())?;
                    if !hidden.iter().any(|start| export.name.starts_with(start)) {
                        exports.export(export.name, kind(export.kind)?, export.index);
                    }
                }
                module.section(&exports);
            }
            Payload::DataSection(_) => _ = module.section(&data(memory)),
            // Of use to code that brings data into memory itself, which is none.
            Payload::DataCountSection { .. } | Payload::CustomSection(_) => {}
            other => {
                if let Some((id, range)) = other.as_section() {
                    module.section(&RawSection { id, data: bytes.get(range).unwrap_or_default() });
                }
            }
        }
    }
    Ok(module.finish())
}

fn data(memory: &Memory) -> DataSection {
    let mut data = DataSection::new();
    for (place, part) in parts(memory, MOST_SEGMENTS) {
        data.active(0, &ConstExpr::i32_const(place.cast_signed()), part.iter().copied());
    }
    data
}

/// Zeros in a row that are worth a segment of their own for what follows, at least.
const ZEROS: usize = 16;
/// Segments of a module. An engine takes 100,000.
const MOST_SEGMENTS: usize = 50_000;

/// The parts of the memory between rows of zeros, with their places: so many, and more where pages
/// without a long row are.
fn parts(memory: &Memory, most: usize) -> Vec<(u32, &[u8])> {
    let mut zeros = ZEROS;
    loop {
        let segments = memory.segments.iter().flat_map(|(at, bytes)| {
            let placed = |(offset, part)| (at.wrapping_add(u32::try_from(offset).unwrap_or(0)), part);
            without_zeros(bytes, zeros).into_iter().map(placed)
        });
        let parts: Vec<_> = segments.collect();
        if parts.len() <= most || zeros > PAGE {
            return parts;
        }
        zeros *= 2;
    }
}

/// The parts of a segment between rows of so many zeros, with their offsets.
fn without_zeros(bytes: &[u8], zeros: usize) -> Vec<(usize, &[u8])> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(start) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte != 0)) {
        let start = at + start;
        let rest = bytes.get(start..).unwrap_or_default();
        let length = rest.windows(zeros).position(|row| row.iter().all(|byte| *byte == 0)).unwrap_or(rest.len());
        parts.push((start, rest.get(..length).unwrap_or_default()));
        at = start + length;
    }
    parts
}

fn kind(kind: ExternalKind) -> Result<ExportKind, String> {
    match kind {
        ExternalKind::Func => Ok(ExportKind::Func),
        ExternalKind::Memory => Ok(ExportKind::Memory),
        ExternalKind::Table => Ok(ExportKind::Table),
        ExternalKind::Global => Ok(ExportKind::Global),
        _ => Err("the guest exports what no guest does".to_owned()),
    }
}

type Section<'a> = Result<(u8, &'a [u8]), String>;

/// The sections of a component: numbers and contents.
fn sections(component: &[u8]) -> Result<impl Iterator<Item = Section<'_>>, String> {
    let mut rest = component.strip_prefix(b"\0asm\x0d\0\x01\0").ok_or("no component")?;
    Ok(std::iter::from_fn(move || {
        let (id, after) = rest.split_first()?;
        let cut = || "a section ends beyond the component".to_owned();
        let section = (|| {
            let mut reader = wasmparser::BinaryReader::new(after, 0);
            let length = reader.read_var_u32().map_err(|error| error.to_string())? as usize;
            let start = reader.original_position();
            let end = start.checked_add(length).ok_or_else(cut)?;
            Ok((after.get(start..end).ok_or_else(cut)?, after.get(end..).ok_or_else(cut)?))
        })();
        match section {
            Ok((body, after)) => {
                rest = after;
                Some(Ok((*id, body)))
            }
            Err(error) => {
                rest = &[];
                Some(Err(error))
            }
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_component_is_refused() {
        assert!(core_module(b"").is_err());
        assert!(core_module(b"\0asm\x01\0\0\0").is_err());
        assert!(core_module(b"\0asm\x0d\0\x01\0").is_err());
        assert!(core_module(b"\0asm\x0d\0\x01\0\x01\xff\xff\xff\xff\x0f").is_err());
    }

    #[test]
    fn long_rows_of_zeros_are_left_out() {
        let mut bytes = vec![1; 10];
        bytes.extend([0; ZEROS]);
        bytes.extend([2, 0, 0, 3]);
        bytes.extend([0; ZEROS - 1]);
        let memory = Memory { pages: 1, segments: vec![(100, bytes), (5000, vec![0; 50])] };
        let found = |most: usize| parts(&memory, most).iter().map(|(at, part)| (*at, part.len())).collect::<Vec<_>>();
        let after = u32::try_from(110 + ZEROS).unwrap();
        assert_eq!(found(2), [(100, 10), (after, 4 + ZEROS - 1)]);
        assert_eq!(found(1), [(100, 14 + ZEROS + ZEROS - 1)], "an engine takes only so many segments");
    }

    #[test]
    fn a_guest_that_is_baked_has_the_memory_and_no_function_of_the_build() {
        let guest = crate::image::GUEST;
        let memory = Memory { pages: 99, segments: vec![(4096, b"here".to_vec())] };
        let frozen = Frozen { memory, written: vec![4096], ..Frozen::default() };
        let baked = component(guest, &frozen, Isolation::Instance, b"{}").unwrap();
        let module = core_module(&baked).unwrap();
        let has = |bytes: &[u8], part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
        assert!(has(module, b"here") && !has(module, BUILD.as_bytes()));
        assert!(baked.len() < guest.len());
    }
}
