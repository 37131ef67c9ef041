//! Where in a module's index spaces things are, and where what is added comes.

use super::super::split::text;
use super::rings::askers;
use std::collections::HashSet;
use wasmparser::{Export, ExternalKind, Import, Parser, Payload, TypeRef};

/// The import that says whether the guest is to end, and else its number.
const ASKS: &str = "interrupted";
/// The export that the host has called while the guest may not call the host.
pub(in crate::image) const ALLOCATES: &str = "cabi_realloc";

pub(super) struct Plan {
    /// Types; the one that is added takes nothing and gives nothing.
    pub(super) types: u32,
    pub(super) imported: u32,
    pub(super) asks: u32,
    pub(super) allocates: u32,
    pub(super) allocates_type: u32,
    /// The function that it starts with, if it has one.
    pub(super) starts: Option<u32>,
    /// Functions that ask as they are called.
    askers: HashSet<u32>,
    functions: u32,
    globals: u32,
}

/// What is counted on the way through a module.
#[derive(Default)]
struct Count {
    types: u32,
    /// The type of each function.
    functions: Vec<u32>,
    imported: u32,
    globals: u32,
    asks: Option<u32>,
    allocates: Option<u32>,
    starts: Option<u32>,
    /// Where the host comes in: but for the one that allocates.
    entries: HashSet<u32>,
}

impl Plan {
    /// Globals that are added.
    pub(super) const GLOBALS: u32 = 3;

    /// # Errors
    /// When the module is none, or lacks what is needed of it.
    pub(super) fn of(module: &[u8]) -> Result<Self, String> {
        let Count { types, functions, imported, globals, asks, allocates, starts, entries } = Count::of(module)?;
        let asks = asks.ok_or("the guest does not ask whether it is interrupted")?;
        let allocates = allocates.ok_or("the guest does not export how it allocates")?;
        let allocates_type = functions.get(allocates as usize).copied().ok_or("the guest exports what is not there")?;
        let functions = u32::try_from(functions.len()).map_err(text)?;
        let askers = askers(module, imported, &entries)?;
        Ok(Self { types, imported, asks, allocates, allocates_type, starts, askers, functions, globals })
    }

    /// Whether this function asks as it is called.
    pub(super) fn is_asker(&self, function: u32) -> bool {
        self.askers.contains(&function)
    }

    /// The global with the pulse that was seen last.
    pub(super) fn seen(&self) -> u32 {
        self.globals
    }

    /// The global with the number that the host calls the guest by.
    pub(super) fn number(&self) -> u32 {
        self.globals + 1
    }

    /// The global that is not 0 while the guest may not call the host; it counts ticks.
    pub(super) fn quiet(&self) -> u32 {
        self.globals + 2
    }

    /// The function that is called when the pulse has moved.
    pub(super) fn tick(&self) -> u32 {
        self.functions
    }

    /// The function that allocates without asking.
    pub(super) fn quiet_allocates(&self) -> u32 {
        self.functions + 1
    }

    /// The function that the module starts with.
    pub(super) fn start(&self) -> u32 {
        self.functions + 2
    }
}

impl Count {
    fn of(module: &[u8]) -> Result<Self, String> {
        let mut count = Self::default();
        for payload in Parser::new(0).parse_all(module) {
            match payload.map_err(text)? {
                Payload::TypeSection(section) => count.types = section.count(),
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        count.import(&import.map_err(text)?);
                    }
                }
                Payload::FunctionSection(section) => {
                    for ty in section {
                        count.functions.push(ty.map_err(text)?);
                    }
                }
                Payload::GlobalSection(section) => count.globals += section.count(),
                Payload::ExportSection(section) => {
                    for export in section {
                        let export = export.map_err(text)?;
                        count.export(&export);
                    }
                }
                Payload::StartSection { func, .. } => count.starts = Some(func),
                _ => {}
            }
        }
        Ok(count)
    }

    fn export(&mut self, export: &Export<'_>) {
        match (export.kind, export.name) {
            (ExternalKind::Func, ALLOCATES) => self.allocates = Some(export.index),
            (ExternalKind::Func, _) => _ = self.entries.insert(export.index),
            _ => {}
        }
    }

    fn import(&mut self, import: &Import<'_>) {
        match import.ty {
            TypeRef::Func(ty) => {
                if import.name == ASKS {
                    self.asks = Some(self.imported);
                }
                self.imported += 1;
                self.functions.push(ty);
            }
            TypeRef::Global(_) => self.globals += 1,
            _ => {}
        }
    }
}
