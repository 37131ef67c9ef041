//! Code that can be stopped: a module is written anew so that it heeds the pulse.
//!
//! Where the host comes in, and where a function can be on a ring of calls, it compares the
//! pulse, on a page that only the host writes to, with what it has seen of it. When it has
//! moved it asks the host, which lets others have their turn, ends the call, or traps. At the
//! head of a loop it only compares its number with the one that the host has doomed, and traps.
//!
//! wasmtime's epochs do in loops what is done here in functions, and cost an interpreter
//! a quarter of its speed: around the call that is made when the epoch has moved every value
//! of its one big loop has to be saved.
//!
//! What was seen and the number are globals, which no store into memory reaches:
//! whatever a script makes of the guest's memory, its code goes on looking.

mod look;
mod plan;
#[cfg(test)]
mod tests;

use super::split::text;
use plan::Plan;
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{
    ConstExpr, ExportKind, ExportSection, FunctionSection, GlobalSection, GlobalType, Module, RawSection, TypeSection,
    ValType,
};
use wasmparser::{Parser, Payload};

/// To be raised with each change of what is written into code.
pub(super) const REVISION: u32 = 3;

/// Makes the code of a module heed the pulse.
///
/// # Errors
/// When it is no module that asks and allocates as the guest does.
pub(super) fn heed(module: &[u8]) -> Result<Vec<u8>, String> {
    let plan = Plan::of(module)?;
    let mut heeding = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload.map_err(text)?;
        let raw = payload.as_section();
        match payload {
            Payload::TypeSection(section) => {
                let mut types = TypeSection::new();
                RoundtripReencoder.parse_type_section(&mut types, section).map_err(text)?;
                types.ty().function([], []);
                heeding.section(&types);
            }
            Payload::FunctionSection(section) => {
                let mut functions = FunctionSection::new();
                RoundtripReencoder.parse_function_section(&mut functions, section).map_err(text)?;
                functions.function(plan.types).function(plan.allocates_type);
                heeding.section(&functions);
            }
            Payload::GlobalSection(section) => {
                let mut globals = GlobalSection::new();
                RoundtripReencoder.parse_global_section(&mut globals, section).map_err(text)?;
                for global in 0..Plan::GLOBALS {
                    let ty = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
                    // What was seen first: nothing, so that a guest asks before it computes.
                    let start = if global == 0 { plan::NOTHING_SEEN } else { 0 };
                    globals.global(ty, &ConstExpr::i32_const(start));
                }
                heeding.section(&globals);
            }
            Payload::ExportSection(section) => {
                let mut exports = ExportSection::new();
                for export in section {
                    let export = export.map_err(text)?;
                    let index = if export.name == plan::ALLOCATES { plan.quiet_allocates() } else { export.index };
                    exports.export(export.name, ExportKind::from(export.kind), index);
                }
                heeding.section(&exports);
            }
            Payload::CodeSectionStart { .. } => {
                heeding.section(&plan.code(module)?);
            }
            Payload::CodeSectionEntry(_) => {}
            _ => {
                if let Some((id, range)) = raw {
                    heeding.section(&RawSection { id, data: module.get(range).unwrap_or_default() });
                }
            }
        }
    }
    Ok(heeding.finish())
}
