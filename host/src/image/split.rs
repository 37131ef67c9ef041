//! The guest component, split into its code and its memory.
//!
//! The guest comes with its memory inside of it. Here the memory is taken out:
//! what is left imports it from a module that holds data and no code. The code
//! is compiled once; a memory that has moved on, an image or a snapshot, is a
//! new module of data beside the same code.

use super::direct::{self, Detour, Place};
use super::heed::{ALLOCATES, heed};
use super::memory::{EXPORT, Memory, memory_type};
use super::without_memory::{MEMORY_AT_LEAST, without_memory};
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode, ReencodeComponent, component_utils};
use wasm_encoder::{
    Alias, Component, ComponentAliasSection, ComponentImportSection, ComponentTypeRef, CoreTypeSection, EntityType,
    ExportKind, InstanceSection, ModuleArg, ModuleSection, ModuleType, RawSection,
};
use wasmparser::{
    ComponentAlias, ComponentAliasSectionReader, CustomSectionReader, Instance, InstanceSectionReader,
    InstantiationArgKind, Parser, Payload,
};

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
    let detour = Detour::of(guest)?;
    let mut splitter =
        Splitter { stops, detour, modules: 0, instances: 0, late: InstanceSection::new(), memory: None, trouble: None };
    let mut component = Component::new();
    // The first module and the first instance; what follows moves up by one.
    component.section(&core_types(MEMORY_AT_LEAST));
    let mut imports = ComponentImportSection::new();
    imports.import(IMPORT, ComponentTypeRef::Module(0));
    component.section(&imports);
    let mut instances = InstanceSection::new();
    instances.instantiate(0, std::iter::empty::<(&str, ModuleArg)>());
    component.section(&instances);
    if splitter.detour.is_some() {
        component.section(&alias(ExportKind::Memory, 0, EXPORT));
    }
    splitter.parse_component(&mut component, Parser::new(0), guest).map_err(|error| error.to_string())?;
    match (splitter.memory, splitter.trouble) {
        (_, Some(trouble)) => Err(trouble),
        (None, None) => Err("the guest has no memory".to_owned()),
        (Some((_, memory)), None) => Ok(Parts { code: component.finish(), memory }),
    }
}

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
    detour: Option<Detour>,
    modules: u32,
    instances: u32,
    /// What has to wait until all functions of the host are there.
    late: InstanceSection,
    /// The module that the memory was taken from, by its index in the guest.
    memory: Option<(u32, Memory)>,
    trouble: Option<String>,
}

impl Reencode for Splitter {
    type Error = Infallible;

    fn function_index(&mut self, index: u32) -> Result<u32, Error<Infallible>> {
        Ok(self.detour.as_ref().map_or(index, |detour| detour.function(index)))
    }

    fn memory_index(&mut self, index: u32) -> Result<u32, Error<Infallible>> {
        // All are the one that comes first.
        Ok(if self.detour.is_some() { 0 } else { index })
    }
}

impl ReencodeComponent for Splitter {
    fn module_index(&mut self, index: u32) -> u32 {
        index + 1
    }

    fn instance_index(&mut self, index: u32) -> u32 {
        index + 1
    }

    fn parse_component_payload(
        &mut self,
        component: &mut Component,
        payload: Payload<'_>,
        whole: &[u8],
    ) -> Result<(), Error<Infallible>> {
        match payload {
            Payload::InstanceSection(section) => self.parse_instances(component, section),
            payload => component_utils::parse_component_payload(self, component, payload, whole),
        }
    }

    fn parse_component_alias_section(
        &mut self,
        aliases: &mut ComponentAliasSection,
        section: ComponentAliasSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for alias in section {
            let alias = alias?;
            let is_detour = match (&self.detour, &alias) {
                (Some(detour), ComponentAlias::CoreInstanceExport { instance_index, .. }) => {
                    detour.is_passed(*instance_index, self.instances)
                }
                _ => false,
            };
            if !is_detour {
                aliases.alias(self.component_alias(alias)?);
            }
        }
        Ok(())
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
            Ok(None) => match self.detour.as_ref().and_then(|detour| detour.module(index)) {
                Some(short) => _ = component.section(&ModuleSection(&short)),
                None => _ = component.section(&RawSection { id: CORE_MODULE, data: module }),
            },
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

impl Splitter {
    /// Writes core instances in an order in which functions of the host come before the module
    /// that imports them.
    fn parse_instances(
        &mut self,
        component: &mut Component,
        section: InstanceSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for instance in section {
            let index = self.instances;
            self.instances += 1;
            let mut instances = InstanceSection::new();
            match self.detour.as_ref().map(|detour| detour.place(index)) {
                Some(Place::Between) => {
                    std::mem::swap(&mut instances, &mut self.late);
                    self.parse_instance(&mut instances, instance?)?;
                    self.late = instances;
                }
                Some(Place::Arguments { front, owner, allocates }) => {
                    component.section(&std::mem::take(&mut self.late));
                    component.section(&alias(ExportKind::Func, owner + 1, ALLOCATES));
                    component.section(&alias(ExportKind::Table, front + 1, direct::TABLE));
                    let table = (direct::TABLE, ExportKind::Table, 0);
                    instances.export_items([(ALLOCATES, ExportKind::Func, allocates), table]);
                    component.section(&instances);
                }
                place @ (Some(Place::Front | Place::Behind) | None) => {
                    self.parse_instance(&mut instances, instance?)?;
                    component.section(&instances);
                    if matches!(place, Some(Place::Front)) {
                        component.section(&alias(ExportKind::Func, index + 1, ALLOCATES));
                    }
                }
            }
        }
        Ok(())
    }
}

/// What an instance exports, by the number that it has in what is written.
fn alias(kind: ExportKind, instance: u32, name: &str) -> ComponentAliasSection {
    let mut aliases = ComponentAliasSection::new();
    aliases.alias(Alias::CoreInstanceExport { instance, kind, name });
    aliases
}

/// The id of a section that is a core module.
const CORE_MODULE: u8 = 1;

pub(super) fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::Module;
    use wasmparser::ExternalKind;

    #[test]
    fn the_guest_splits_into_code_and_a_memory() {
        let parts = split(crate::image::GUEST, Stops::Epochs).unwrap();
        assert!(parts.memory.is_whole() && parts.memory.len() > 100_000);
        assert!(parts.code.len() + parts.memory.len() < crate::image::GUEST.len() + 8192);
    }

    #[test]
    fn the_guest_imports_our_world_alone() {
        let mut foreign = Vec::new();
        for payload in Parser::new(0).parse_all(crate::image::GUEST) {
            let Payload::ComponentImportSection(section) = payload.unwrap() else { continue };
            let names = section.into_iter().map(|import| import.unwrap().name.name.to_owned());
            foreign.extend(names.filter(|name| name.contains(':') && !name.starts_with("skerry:runtime/")));
        }
        assert!(foreign.is_empty(), "{foreign:?}");
    }

    #[test]
    fn functions_of_the_host_are_given_to_the_guest_as_they_are() {
        let parts = split(crate::image::GUEST, Stops::Epochs).unwrap();
        let (mut modules, mut exported) = (0, 0);
        for payload in Parser::new(0).parse_all(&parts.code) {
            match payload.unwrap() {
                // The memory, what stands in front of the guest, and the guest.
                Payload::InstanceSection(section) => {
                    let instances = section.into_iter().map(Result::unwrap);
                    modules += instances.filter(|instance| matches!(instance, Instance::Instantiate { .. })).count();
                }
                Payload::ComponentAliasSection(section) if modules < 3 => {
                    let aliases = section.into_iter().map(Result::unwrap);
                    let is_function = |alias: &ComponentAlias<'_>| {
                        matches!(alias, ComponentAlias::CoreInstanceExport { kind: ExternalKind::Func, .. })
                    };
                    exported += aliases.filter(is_function).count();
                }
                _ => {}
            }
        }
        assert_eq!(
            (modules, exported),
            (4, 1),
            "one function of a module comes before the guest: the one that allocates"
        );
    }

    #[test]
    fn what_is_no_guest_is_refused() {
        assert!(split(b"", Stops::Pulse).is_err());
        assert!(split(&Component::new().finish(), Stops::Pulse).is_err());
        assert!(split(&Module::new().finish(), Stops::Pulse).is_err());
    }
}
