//! Imports that lead straight to the host.
//!
//! A component's functions of the host may need the memory of the module that imports them,
//! and have it allocate; the module is there once it has its imports. So whoever makes a
//! component puts one small module in front, with a function for each import that goes on
//! through a table, and another behind, which fills the table. Here the memory comes first
//! anyway. So all that has to go through a table is the module's one function that allocates:
//! each import less is time in the start of each runtime.

use super::heed::ALLOCATES;
use super::split::text;
use super::without_memory::has_memory;
use std::collections::HashMap;
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function, FunctionSection,
    ImportSection, Module, RefType, TableSection, TableType, TypeSection, ValType,
};
use wasmparser::{CanonicalFunction, ComponentAlias, ExternalKind, Instance, Parser, Payload};

/// What the two modules call the table.
pub(super) const TABLE: &str = "table";

/// The two modules around the one with the memory, and how to do with less of them. Numbers
/// are those of the component that is read, unless said.
pub(super) struct Detour {
    /// The instance in front, and the one behind with its arguments.
    front: u32,
    behind: u32,
    /// The modules of both.
    modules: [u32; 2],
    /// The instance with the memory.
    owner: u32,
    /// Where each core function is in the component that is written.
    functions: Vec<u32>,
    /// Where the owner's function that allocates is in it.
    allocates: u32,
}

/// What is done with a core instance.
pub(super) enum Place {
    /// It stays first.
    Front,
    /// It waits for those that come later.
    Between,
    /// It gives what is behind one function.
    Arguments { front: u32, owner: u32, allocates: u32 },
    /// It stays last.
    Behind,
}

impl Detour {
    /// How a component does with less; `None` where nothing is around its module.
    ///
    /// # Errors
    /// When it cannot be read, or is put together in another way.
    pub(super) fn of(component: &[u8]) -> Result<Option<Self>, String> {
        let outline = Outline::of(component)?;
        let unknown = || "the guest is put together in a way that is not known".to_owned();
        let instances = outline.instances.as_slice();
        let is_owner = |core: &Core<'_>| matches!(core, Core::Of(module, _) if Some(*module) == outline.owner);
        let ([Core::Of(front, 0), .., Core::Exports(leads), Core::Of(behind, 1)], Some(owner)) =
            (instances, instances.iter().position(is_owner))
        else {
            return Ok(None);
        };
        if Some(*front) == outline.owner || Some(*behind) == outline.owner {
            return Err(unknown());
        }
        let owner = u32::try_from(owner).map_err(text)?;
        let (functions, allocates) = outline.places(owner, leads).ok_or_else(unknown)?;
        let last = u32::try_from(instances.len() - 1).map_err(text)?;
        Ok(Some(Self { front: 0, behind: last, modules: [*front, *behind], owner, functions, allocates }))
    }

    /// Where a core function is in the component that is written.
    pub(super) fn function(&self, index: u32) -> u32 {
        self.functions.get(index as usize).copied().unwrap_or(u32::MAX)
    }

    /// What comes in the place of a module.
    pub(super) fn module(&self, index: u32) -> Option<Module> {
        let [first, last] = self.modules;
        if index == first {
            Some(front())
        } else if index == last {
            Some(behind())
        } else {
            None
        }
    }

    /// What is done with a core instance.
    pub(super) fn place(&self, index: u32) -> Place {
        let Self { front, behind, owner, allocates, .. } = *self;
        if index == front {
            Place::Front
        } else if index == behind {
            Place::Behind
        } else if index + 1 == behind {
            Place::Arguments { front, owner, allocates }
        } else {
            Place::Between
        }
    }

    /// Whether what an instance exports is not needed, when there are so many.
    pub(super) fn is_passed(&self, instance: u32, instances: u32) -> bool {
        instance == self.front || (instance == self.owner && instances <= self.behind)
    }
}

/// A core instance.
enum Core<'a> {
    /// Of a module, with as many instances that it is given.
    Of(u32, usize),
    /// A bag of functions, by name.
    Exports(HashMap<&'a str, u32>),
}

/// Where a core function comes from.
enum Origin<'a> {
    Export(u32, &'a str),
    Canonical,
}

/// What matters here of a component.
#[derive(Default)]
struct Outline<'a> {
    modules: u32,
    /// The module with the memory.
    owner: Option<u32>,
    instances: Vec<Core<'a>>,
    functions: Vec<Origin<'a>>,
    /// Functions that there are when the last instance comes.
    before_last: usize,
}

impl<'a> Outline<'a> {
    fn of(component: &'a [u8]) -> Result<Self, String> {
        let mut outline = Self::default();
        for payload in Parser::new(0).parse_all(component) {
            match payload.map_err(text)? {
                Payload::ModuleSection { unchecked_range, .. } => {
                    if has_memory(component.get(unchecked_range).unwrap_or_default())? {
                        outline.owner = Some(outline.modules);
                    }
                    outline.modules += 1;
                }
                Payload::InstanceSection(section) => {
                    for instance in section {
                        outline.instance(instance.map_err(text)?);
                    }
                }
                Payload::ComponentAliasSection(section) => {
                    for alias in section {
                        if let ComponentAlias::CoreInstanceExport { kind: ExternalKind::Func, instance_index, name } =
                            alias.map_err(text)?
                        {
                            outline.functions.push(Origin::Export(instance_index, name));
                        }
                    }
                }
                Payload::ComponentCanonicalSection(section) => {
                    for canonical in section {
                        if !matches!(canonical.map_err(text)?, CanonicalFunction::Lift { .. }) {
                            outline.functions.push(Origin::Canonical);
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(outline)
    }

    /// Where each core function is in the component that is written, and the owner's function
    /// that allocates; none where somebody wants what is not there yet.
    fn places(&self, owner: u32, leads: &HashMap<&str, u32>) -> Option<(Vec<u32>, u32)> {
        // The first is the one that allocates, in front.
        let mut next = 0;
        let mut place = || {
            next += 1;
            next
        };
        let (mut places, mut allocates) = (Vec::with_capacity(self.functions.len()), None);
        for (index, function) in self.functions.iter().enumerate() {
            if index == self.before_last {
                allocates = Some(place());
            }
            places.push(match *function {
                Origin::Export(0, _) => None,
                Origin::Export(instance, ALLOCATES) if instance == owner && allocates.is_none() => Some(0),
                Origin::Export(instance, _) if instance == owner && allocates.is_none() => return None,
                _ => Some(place()),
            });
        }
        let lead = |name: &str| *places.get(*leads.get(name)? as usize)?;
        let straight = self.functions.iter().zip(&places).map(|(function, place)| match (function, place) {
            (Origin::Export(_, name), None) => lead(name),
            (_, place) => *place,
        });
        Some((straight.collect::<Option<_>>()?, allocates?))
    }

    fn instance(&mut self, instance: Instance<'a>) {
        self.before_last = self.functions.len();
        self.instances.push(match instance {
            Instance::Instantiate { module_index, args } => Core::Of(module_index, args.len()),
            Instance::FromExports(exports) => {
                let functions = exports.iter().filter(|export| export.kind == ExternalKind::Func);
                Core::Exports(functions.map(|export| (export.name, export.index)).collect())
            }
        });
    }
}

/// The module in front: a table for one function, and a function that goes on to it.
pub(super) fn front() -> Module {
    let (mut functions, mut tables) = (FunctionSection::new(), TableSection::new());
    functions.function(0);
    tables.table(TABLE_TYPE);
    let mut exports = ExportSection::new();
    exports.export(ALLOCATES, ExportKind::Func, 0).export(TABLE, ExportKind::Table, 0);
    let mut function = Function::new([]);
    let mut code = function.instructions();
    (0..PARAMETERS).for_each(|parameter| _ = code.local_get(parameter));
    code.i32_const(0).call_indirect(0, 0).end();
    let mut bodies = CodeSection::new();
    bodies.function(&function);
    let mut module = Module::new();
    module.section(&types()).section(&functions).section(&tables).section(&exports).section(&bodies);
    module
}

/// The module behind: puts the function into the table.
pub(super) fn behind() -> Module {
    let mut imports = ImportSection::new();
    imports.import("", ALLOCATES, EntityType::Function(0)).import("", TABLE, EntityType::Table(TABLE_TYPE));
    let mut elements = ElementSection::new();
    elements.active(None, &ConstExpr::i32_const(0), Elements::Functions([0].as_slice().into()));
    let mut module = Module::new();
    module.section(&types()).section(&imports).section(&elements);
    module
}

/// Parameters of the function that allocates: an old place, its size, an alignment, a new size.
const PARAMETERS: u32 = 4;

const TABLE_TYPE: TableType =
    TableType { element_type: RefType::FUNCREF, table64: false, minimum: 1, maximum: Some(1), shared: false };

fn types() -> TypeSection {
    let mut types = TypeSection::new();
    types.ty().function([ValType::I32; PARAMETERS as usize], [ValType::I32]);
    types
}
