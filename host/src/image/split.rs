//! The guest component, split into its code and its memory.
//!
//! The guest comes with its memory inside of it. Here the memory is taken out:
//! what is left imports it from a module that holds data and no code. The code
//! is compiled once; a memory that has moved on, an image or a snapshot, is a
//! new module of data beside the same code.

use super::heed::heed;
use super::memory::{EXPORT, Memory, memory_type};
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode, ReencodeComponent, RoundtripReencoder, component_utils};
use wasm_encoder::{
    Component, ComponentImportSection, ComponentTypeRef, CoreTypeSection, EntityType, ImportSection, InstanceSection,
    Module, ModuleArg, ModuleSection, ModuleType, RawSection,
};
use wasmparser::{CustomSectionReader, DataKind, Instance, InstantiationArgKind, Operator, Parser, Payload};

/// The name under which the code imports the module with its memory.
pub(crate) const IMPORT: &str = "image";

/// The two parts of a guest.
pub(crate) struct Parts {
    /// The component, which imports its memory.
    pub(crate) code: Vec<u8>,
    /// The memory as the linker laid it out.
    pub(crate) memory: Memory,
}

/// What stops code that does not end by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stops {
    /// It heeds the pulse.
    Pulse,
    /// wasmtime's epochs, of which fuel takes no notice.
    Epochs,
}

/// Splits a guest component.
///
/// # Errors
/// When it is no component with exactly one memory, or keeps state elsewhere.
pub(crate) fn split(guest: &[u8], stops: Stops) -> Result<Parts, String> {
    let mut splitter = Splitter { stops, modules: 0, memory: None, trouble: None };
    let mut component = Component::new();
    // The first module and the first instance; what follows moves up by one.
    component.section(&core_types(MEMORY_AT_LEAST));
    let mut imports = ComponentImportSection::new();
    imports.import(IMPORT, ComponentTypeRef::Module(0));
    component.section(&imports);
    let mut instances = InstanceSection::new();
    instances.instantiate(0, std::iter::empty::<(&str, ModuleArg)>());
    component.section(&instances);
    splitter.parse_component(&mut component, Parser::new(0), guest).map_err(|error| error.to_string())?;
    match (splitter.memory, splitter.trouble) {
        (_, Some(trouble)) => Err(trouble),
        (None, None) => Err("the guest has no memory".to_owned()),
        (Some((_, memory)), None) => Ok(Parts { code: component.finish(), memory }),
    }
}

/// Pages that the code can rely on. Each memory has more.
const MEMORY_AT_LEAST: u32 = 1;

/// The type of a module that exports a memory and imports nothing.
fn core_types(pages: u32) -> CoreTypeSection {
    let mut exported = ModuleType::new();
    exported.export(EXPORT, EntityType::Memory(memory_type(pages)));
    let mut types = CoreTypeSection::new();
    types.ty().module(&exported);
    types
}

/// Writes a component anew, with the memory of its one module that has one taken out.
struct Splitter {
    stops: Stops,
    modules: u32,
    /// The module that the memory was taken from, by its index in the guest.
    memory: Option<(u32, Memory)>,
    trouble: Option<String>,
}

impl Reencode for Splitter {
    type Error = Infallible;
}

impl ReencodeComponent for Splitter {
    fn module_index(&mut self, index: u32) -> u32 {
        index + 1
    }

    fn instance_index(&mut self, index: u32) -> u32 {
        index + 1
    }

    fn parse_component_submodule(
        &mut self,
        component: &mut Component,
        _parser: Parser,
        module: &[u8],
    ) -> Result<(), Error<Infallible>> {
        let index = self.modules;
        self.modules += 1;
        match without_memory(module) {
            Ok(None) => {
                component.section(&RawSection { id: CORE_MODULE, data: module });
            }
            Ok(Some((code, memory))) => {
                match self.stops {
                    Stops::Epochs => _ = component.section(&ModuleSection(&code)),
                    Stops::Pulse => match heed(&code.finish()) {
                        Ok(data) => _ = component.section(&RawSection { id: CORE_MODULE, data: &data }),
                        Err(trouble) => self.trouble = Some(trouble),
                    },
                }
                if self.memory.replace((index, memory)).is_some() {
                    self.trouble = Some("the guest has two memories".to_owned());
                }
            }
            Err(trouble) => self.trouble = Some(trouble),
        }
        Ok(())
    }

    fn parse_instance(
        &mut self,
        instances: &mut InstanceSection,
        instance: Instance<'_>,
    ) -> Result<(), Error<Infallible>> {
        match (instance, &self.memory) {
            (Instance::Instantiate { module_index, args }, Some((owner, _))) if module_index == *owner => {
                let args = args.iter().map(|arg| match arg.kind {
                    InstantiationArgKind::Instance => (arg.name, ModuleArg::Instance(arg.index + 1)),
                });
                let args: Vec<_> = args.chain([(IMPORT, ModuleArg::Instance(0))]).collect();
                instances.instantiate(module_index + 1, args);
                Ok(())
            }
            (instance, _) => component_utils::parse_instance(self, instances, instance),
        }
    }

    /// Names and producers: of no use to whoever runs it.
    fn parse_component_custom_section(
        &mut self,
        _component: &mut Component,
        _section: CustomSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        Ok(())
    }
}

/// The id of a section that is a core module.
const CORE_MODULE: u8 = 1;

/// A module that imports what was its memory, and that memory; `None` where it has none.
fn without_memory(bytes: &[u8]) -> Result<Option<(Module, Memory)>, String> {
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

fn place(kind: &DataKind<'_>) -> Result<u32, String> {
    let DataKind::Active { memory_index: 0, offset_expr } = kind else {
        return Err("the guest has data that its code brings into memory".to_owned());
    };
    match offset_expr.get_operators_reader().read().map_err(text)? {
        Operator::I32Const { value } => Ok(value.cast_unsigned()),
        _ => Err("the guest has data at a place that is not constant".to_owned()),
    }
}

pub(super) fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guest_splits_into_code_and_a_memory() {
        let parts = split(crate::image::GUEST, Stops::Epochs).unwrap();
        assert!(parts.memory.is_whole() && parts.memory.len() > 100_000);
        assert!(parts.code.len() + parts.memory.len() < crate::image::GUEST.len() + 8192);
    }

    #[test]
    fn what_is_no_guest_is_refused() {
        assert!(split(b"", Stops::Pulse).is_err());
        assert!(split(&Component::new().finish(), Stops::Pulse).is_err());
        assert!(split(&Module::new().finish(), Stops::Pulse).is_err());
    }
}
