//! A module whose memory becomes again what it began with, whenever a call from outside is over.
//!
//! What the memory begins with is data that functions of ours bring in: when the module is
//! instantiated, and when a call has ended. A memory cannot shrink: what a call has grown it by
//! is kept, is not there for the next one, and is given again, as zeros, when that one asks.
//! What lies outside of the memory, handles of the engine's, the guest lets go of itself.

mod functions;
mod rewriter;
mod survey;

use functions::{Functions, declare_types};
use rewriter::Rewriter;
use survey::Survey;
use wasm_encoder::reencode::{Reencode as _, RoundtripReencoder, utils};
use wasm_encoder::{
    CodeSection, ConstExpr, DataCountSection, DataSection, ExportSection, FunctionSection, GlobalSection, GlobalType,
    Module, RawSection, StartSection, TypeSection, ValType,
};
use wasmparser::{Parser, Payload};

/// What the guest exports for us alone begins so.
pub(super) const OURS: &str = "skerry_isolation_";
const BEGIN: &str = "skerry_isolation_begin";
const END: &str = "skerry_isolation_end";

/// The module with calls that leave nothing behind.
///
/// # Errors
/// When it is no guest whose calls can be told apart.
pub(super) fn module(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let survey = Survey::of(bytes)?;
    let functions = Functions::of(&survey);
    let mut rewriter = Rewriter { grow: functions.grow, pages: functions.pages };
    let mut written = Module::new();
    let mut code = CodeSection::new();
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.map_err(text)? {
            Payload::TypeSection(section) => {
                let mut types = TypeSection::new();
                utils::parse_type_section(&mut RoundtripReencoder, &mut types, section).map_err(text)?;
                declare_types(&mut types);
                written.section(&types);
            }
            Payload::FunctionSection(section) => {
                let mut declared = FunctionSection::new();
                utils::parse_function_section(&mut RoundtripReencoder, &mut declared, section).map_err(text)?;
                functions.declare(&mut declared);
                written.section(&declared);
            }
            Payload::GlobalSection(section) => {
                let mut globals = GlobalSection::new();
                utils::parse_global_section(&mut RoundtripReencoder, &mut globals, section).map_err(text)?;
                let kind = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
                globals.global(kind, &ConstExpr::i32_const(survey.pages.cast_signed()));
                globals.global(kind, &ConstExpr::i32_const(0));
                written.section(&globals);
            }
            Payload::ExportSection(section) => {
                let mut exports = ExportSection::new();
                for export in section {
                    let export = export.map_err(text)?;
                    if !export.name.starts_with(OURS) {
                        let kind = RoundtripReencoder.export_kind(export.kind).map_err(text)?;
                        exports.export(export.name, kind, functions.exported(export.name).unwrap_or(export.index));
                    }
                }
                written.section(&exports);
                written.section(&StartSection { function_index: functions.bring });
            }
            Payload::CodeSectionStart { .. } => {
                written.section(&DataCountSection { count: u32::try_from(survey.data.len()).map_err(text)? });
            }
            Payload::CodeSectionEntry(body) => {
                rewriter.parse_function_body(&mut code, body).map_err(text)?;
                if code.len() == survey.defined {
                    functions.write(&survey, &mut code);
                    written.section(&code);
                }
            }
            Payload::DataSection(_) => {
                let mut data = DataSection::new();
                for (_, bytes) in &survey.data {
                    data.passive(bytes.iter().copied());
                }
                written.section(&data);
            }
            Payload::StartSection { .. } => return Err("the guest begins by itself".to_owned()),
            Payload::DataCountSection { .. } => {}
            other => {
                if let Some((id, range)) = other.as_section() {
                    written.section(&RawSection { id, data: bytes.get(range).unwrap_or_default() });
                }
            }
        }
    }
    Ok(written.finish())
}

fn text(error: impl ToString) -> String {
    error.to_string()
}

#[cfg(test)]
mod tests;
