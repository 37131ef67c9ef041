//! Code that can be stopped: a module is written anew so that it heeds the pulse.
//!
//! Where the host comes in, and where a function can be on a ring of calls, it compares the
//! pulse, on a page that only the host writes to, with what it has seen of it. When it has
//! moved it asks the host, which lets others have their turn, ends the call, or traps. So it does
//! at the head of a loop that calls or holds another loop, but for the interpreter's: there, and
//! in the loops that are left, it only compares its number with the one that the host has doomed,
//! and traps.
//!
//! wasmtime's epochs do in loops what is done here in functions, and cost an interpreter
//! a quarter of its speed: around the call that is made when the epoch has moved every value
//! of its one big loop has to be saved.
//!
//! What was seen and the number are globals, which no store into memory reaches:
//! whatever a script makes of the guest's memory, its code goes on looking.

mod look;
mod loops;
mod plan;
mod rings;
#[cfg(test)]
mod tests;

use super::split::text;
pub(super) use plan::ALLOCATES;
use plan::Plan;
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{
    ConstExpr, ExportKind, ExportSection, FunctionSection, GlobalSection, GlobalType, Module, RawSection, StartSection,
    TypeSection, ValType,
};
use wasmparser::{Parser, Payload};

/// To be raised with each change of what is written into code.
pub(super) const REVISION: u32 = 7;

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
                functions.function(plan.types).function(plan.allocates_type).function(plan.types);
                heeding.section(&functions);
            }
            Payload::GlobalSection(section) => {
                let mut globals = GlobalSection::new();
                RoundtripReencoder.parse_global_section(&mut globals, section).map_err(text)?;
                for _ in 0..Plan::GLOBALS {
                    let ty = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
                    globals.global(ty, &ConstExpr::i32_const(0));
                }
                heeding.section(&globals);
            }
            Payload::ExportSection(section) => {
                let mut exports = ExportSection::new();
                for export in section {
                    let export = export.map_err(text)?;
                    let index = if export.name == ALLOCATES { plan.quiet_allocates() } else { export.index };
                    exports.export(export.name, ExportKind::from(export.kind), index);
                }
                heeding.section(&exports);
                heeding.section(&StartSection { function_index: plan.start() });
            }
            Payload::CodeSectionStart { .. } => {
                heeding.section(&plan.code(module)?);
            }
            Payload::CodeSectionEntry(_) | Payload::StartSection { .. } => {}
            _ => {
                if let Some((id, range)) = raw {
                    heeding.section(&RawSection { id, data: module.get(range).unwrap_or_default() });
                }
            }
        }
    }
    Ok(heeding.finish())
}
