//! What is to be known of a module before it is written anew.

use super::{BEGIN, END, text};
use wasmparser::{DataKind, ExternalKind, Operator, Parser, Payload, TypeRef};

/// What WASI 0.3 calls a function by that is to go on with what it waits for.
const CALLBACK: &str = "[callback][async-lift]";
const ASYNC: &str = "[async-lift]";
/// What WASI 0.2 calls.
const HANDLER: &str = "wasi:http/incoming-handler@0.2.";

/// A function that is called from outside.
pub(super) struct Entry<'a> {
    pub(super) name: &'a str,
    pub(super) function: u32,
    pub(super) kind: Kind,
    /// Its type, and how many parameters that has.
    pub(super) signature: (u32, u32),
}

/// What a call of it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// All of the request.
    Whole,
    /// The beginning of the request, which may wait.
    Begins,
    /// More of the same, which may wait again.
    GoesOn,
}

/// What there is in a module.
#[derive(Default)]
pub(super) struct Survey<'a> {
    pub(super) types: u32,
    /// Types of all functions.
    pub(super) functions: Vec<u32>,
    /// How many of them are not imported.
    pub(super) defined: u32,
    pub(super) globals: u32,
    /// Pages that the memory begins with.
    pub(super) pages: u32,
    /// What it begins with, and where.
    pub(super) data: Vec<(u32, &'a [u8])>,
    pub(super) entries: Vec<Entry<'a>>,
    /// The guest's own functions around a request.
    pub(super) begin: u32,
    pub(super) end: u32,
}

impl<'a> Survey<'a> {
    pub(super) fn of(module: &'a [u8]) -> Result<Self, String> {
        let mut survey = Self::default();
        let mut parameters = Vec::new();
        let mut exports = Vec::new();
        for payload in Parser::new(0).parse_all(module) {
            match payload.map_err(text)? {
                Payload::TypeSection(section) => {
                    for function in section.into_iter_err_on_gc_types() {
                        parameters.push(u32::try_from(function.map_err(text)?.params().len()).map_err(text)?);
                    }
                }
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        match import.map_err(text)?.ty {
                            TypeRef::Func(index) => survey.functions.push(index),
                            TypeRef::Global(_) => survey.globals += 1,
                            _ => {}
                        }
                    }
                }
                Payload::FunctionSection(section) => {
                    survey.defined = section.count();
                    for index in section {
                        survey.functions.push(index.map_err(text)?);
                    }
                }
                Payload::MemorySection(section) => {
                    for memory in section {
                        survey.pages = u32::try_from(memory.map_err(text)?.initial).map_err(text)?;
                    }
                }
                Payload::GlobalSection(section) => survey.globals += section.count(),
                Payload::ExportSection(section) => {
                    for export in section {
                        let export = export.map_err(text)?;
                        if export.kind == ExternalKind::Func {
                            exports.push((export.name, export.index));
                        }
                    }
                }
                Payload::DataSection(section) => {
                    for data in section {
                        let data = data.map_err(text)?;
                        survey.data.push((place(&data.kind)?, data.data));
                    }
                }
                _ => {}
            }
        }
        survey.types = u32::try_from(parameters.len()).map_err(text)?;
        let named = |name: &str| {
            let found = exports.iter().find(|(known, _)| *known == name).map(|(_, index)| *index);
            found.ok_or_else(|| format!("the guest has no {name}"))
        };
        (survey.begin, survey.end) = (named(BEGIN)?, named(END)?);
        for (name, function) in exports {
            let Some(kind) = kind(name) else { continue };
            let signature = survey.functions.get(function as usize).copied();
            let signature = signature.and_then(|index| Some((index, *parameters.get(index as usize)?)));
            let signature = signature.ok_or_else(|| format!("{name} has no type"))?;
            survey.entries.push(Entry { name, function, kind, signature });
        }
        if survey.entries.is_empty() {
            return Err("the guest handles no requests".to_owned());
        }
        Ok(survey)
    }
}

fn kind(name: &str) -> Option<Kind> {
    if name.starts_with(CALLBACK) {
        return Some(Kind::GoesOn);
    }
    if name.starts_with(ASYNC) {
        return Some(Kind::Begins);
    }
    name.starts_with(HANDLER).then_some(Kind::Whole)
}

fn place(kind: &DataKind<'_>) -> Result<u32, String> {
    let DataKind::Active { offset_expr, .. } = kind else { return Err("data that nobody has placed".to_owned()) };
    match offset_expr.get_operators_reader().read().map_err(text)? {
        Operator::I32Const { value } => Ok(value.cast_unsigned()),
        _ => Err("data at a place that is computed".to_owned()),
    }
}
