//! The guest's module: what its functions are called by, and how it gets more of them.

use super::guest::Guest;
use std::collections::BTreeMap;
use wasm_encoder::reencode::{RoundtripReencoder, utils};
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, Function, FunctionSection, RawSection, TableSection, TableType,
};
use wasmparser::{ElementItems, ElementKind, Operator, Parser, Payload, TypeRef};

/// Places of the table that a record of bytecode can name.
const PLACES: u32 = 1 << 16;
/// The global that the linker defines first.
const STACK_POINTER: u32 = 0;

/// A field for each name, read by it.
macro_rules! named {
    ($(#[$meta:meta])* $name:ident: $($field:ident)*) => {
        $(#[$meta])*
        pub(super) struct $name {
            $(pub(super) $field: u32,)*
        }

        impl $name {
            fn read(from: impl Fn(&str) -> Result<u32, String>) -> Result<Self, String> {
                Ok(Self { $($field: from(stringify!($field))?,)* })
            }
        }
    };
}

named! {
    /// Functions of `qjs_ahead.h`, by number.
    Helpers:
    arguments array atom call close close_loc closure construct define_field extend free get_element get_field get_global
    leave object operate operate_on overflow poll put_element put_field put_global special step test this throw
    uninitialized
}

named! {
    /// Where the guest has what: offsets in bytes, and numbers of classes.
    Layout:
    object_class object_shape object_properties site_size site_shape site_holder site_holder_shape site_offset
    function_bytecode function_references array_count array_values bytecode_place bytecode_stack reference_value
    reference_count kept state_size state_throws frame frame_previous frame_function frame_arguments frame_variables
    frame_references frame_place frame_reference_count frame_argument_count frame_strict frame_constructor frame_stack
    frame_owner context_counter runtime_frame runtime_limit class_array class_function atom_empty atom_length
}

/// What code is made for.
pub(super) struct Module {
    pub(super) helpers: Helpers,
    pub(super) layout: Layout,
    pub(super) stack_pointer: u32,
    /// The type of compiled functions.
    pub(super) signature: u32,
    /// Functions and places of the table that are there.
    functions: u32,
    table: u32,
    /// Instructions that others are made of.
    pub(super) increment: u8,
    pub(super) decrement: u8,
    pub(super) add: u8,
    pub(super) for_of_start: u8,
}

impl Module {
    pub(super) fn of(bytes: &[u8], guest: &Guest) -> Result<Self, String> {
        let mut types = Vec::new();
        let (mut table, mut elements) = (0, BTreeMap::new());
        for payload in Parser::new(0).parse_all(bytes) {
            match payload.map_err(text)? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        if let TypeRef::Func(index) = import.map_err(text)?.ty {
                            types.push(index);
                        }
                    }
                }
                Payload::FunctionSection(section) => {
                    for index in section {
                        types.push(index.map_err(text)?);
                    }
                }
                Payload::TableSection(section) => {
                    for declared in section {
                        table = u32::try_from(declared.map_err(text)?.ty.initial).map_err(text)?;
                    }
                }
                Payload::ElementSection(section) => {
                    for element in section {
                        read_elements(&element.map_err(text)?, &mut elements)?;
                    }
                }
                _ => {}
            }
        }
        let helper = |name: &str| {
            let place = guest.helpers.get(name).ok_or_else(|| format!("the guest has no helper {name}"))?;
            elements.get(place).copied().ok_or_else(|| format!("the table has no {name}"))
        };
        let shape = helper("shape")?;
        let signature = *types.get(shape as usize).ok_or("a helper has no type")?;
        Ok(Self {
            helpers: Helpers::read(helper)?,
            layout: Layout::read(|name| guest.layout(name))?,
            stack_pointer: STACK_POINTER,
            signature,
            functions: u32::try_from(types.len()).map_err(text)?,
            table,
            increment: guest.opcode("inc")?,
            decrement: guest.opcode("dec")?,
            add: guest.opcode("add")?,
            for_of_start: guest.opcode("for_of_start")?,
        })
    }

    /// The place of the function that is added after so many others; none where no record can
    /// name it.
    pub(super) fn place(&self, number: usize) -> Option<u16> {
        let place = self.table.checked_add(u32::try_from(number).ok()?)?;
        (place < PLACES).then(|| u16::try_from(place).ok())?
    }

    /// The module with these functions too.
    pub(super) fn with(&self, bytes: &[u8], added: &[Function]) -> Result<Vec<u8>, String> {
        let count = u32::try_from(added.len()).map_err(text)?;
        let mut written = wasm_encoder::Module::new();
        let mut code = CodeSection::new();
        let mut left = 0;
        for payload in Parser::new(0).parse_all(bytes) {
            match payload.map_err(text)? {
                Payload::FunctionSection(section) => {
                    left = section.count();
                    let mut functions = FunctionSection::new();
                    utils::parse_function_section(&mut RoundtripReencoder, &mut functions, section).map_err(text)?;
                    for _ in added {
                        functions.function(self.signature);
                    }
                    written.section(&functions);
                }
                Payload::TableSection(_) => {
                    let size = u64::from(self.table + count);
                    let (minimum, maximum) = (size, Some(size));
                    let element_type = wasm_encoder::RefType::FUNCREF;
                    let mut tables = TableSection::new();
                    tables.table(TableType { element_type, table64: false, minimum, maximum, shared: false });
                    written.section(&tables);
                }
                Payload::ElementSection(section) => {
                    let mut elements = ElementSection::new();
                    utils::parse_element_section(&mut RoundtripReencoder, &mut elements, section).map_err(text)?;
                    let functions: Vec<u32> = (self.functions..self.functions + count).collect();
                    let offset = ConstExpr::i32_const(self.table.cast_signed());
                    elements.active(None, &offset, Elements::Functions(functions.into()));
                    written.section(&elements);
                }
                Payload::CodeSectionStart { .. } => {}
                Payload::CodeSectionEntry(body) => {
                    code.raw(body.as_bytes());
                    left -= 1;
                    if left == 0 {
                        for function in added {
                            code.function(function);
                        }
                        written.section(&code);
                    }
                }
                other => {
                    if let Some((id, range)) = other.as_section() {
                        written.section(&RawSection { id, data: bytes.get(range).unwrap_or_default() });
                    }
                }
            }
        }
        Ok(written.finish())
    }
}

/// Which functions are at which places of the table.
fn read_elements(element: &wasmparser::Element<'_>, to: &mut BTreeMap<u32, u32>) -> Result<(), String> {
    let ElementKind::Active { offset_expr, .. } = &element.kind else { return Ok(()) };
    let Operator::I32Const { value } = offset_expr.get_operators_reader().read().map_err(text)? else {
        return Err("functions at a place that is computed".to_owned());
    };
    let ElementItems::Functions(functions) = element.items.clone() else {
        return Err("places that are expressions".to_owned());
    };
    for (place, function) in (value.cast_unsigned()..).zip(functions) {
        to.insert(place, function.map_err(text)?);
    }
    Ok(())
}

fn text(error: impl ToString) -> String {
    error.to_string()
}
