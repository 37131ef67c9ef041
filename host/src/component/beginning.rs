//! A module that writes to some places when it begins.
//!
//! An engine that maps the memory anew for each instance takes a fault where a page is read and
//! another where it is then written to, and of that one all cores hear. Pages that are written to
//! first take one fault.

use wasm_encoder::reencode::{RoundtripReencoder, utils};
use wasm_encoder::{
    CodeSection, Function, FunctionSection, MemArg, Module, RawSection, SectionId, StartSection, TypeSection,
};
use wasmparser::{Parser, Payload, TypeRef};

/// The module with a function that writes a zero to each place before anything else is done. What
/// begins by itself stays as it is.
///
/// # Errors
/// When it cannot be read.
pub(super) fn module(bytes: &[u8], places: &[u32]) -> Result<Vec<u8>, String> {
    let (mut imported, mut defined) = (0, 0);
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.map_err(text)? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import.map_err(text)?.ty, TypeRef::Func(_)));
                }
            }
            Payload::FunctionSection(section) => defined = section.count(),
            Payload::StartSection { .. } => return Ok(bytes.to_vec()),
            _ => {}
        }
    }
    let mut written = Module::new();
    let mut code = CodeSection::new();
    let mut kind = 0;
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.map_err(text)? {
            Payload::TypeSection(section) => {
                let mut types = TypeSection::new();
                utils::parse_type_section(&mut RoundtripReencoder, &mut types, section).map_err(text)?;
                kind = types.len();
                types.ty().function([], []);
                written.section(&types);
            }
            Payload::FunctionSection(section) => {
                let mut functions = FunctionSection::new();
                utils::parse_function_section(&mut RoundtripReencoder, &mut functions, section).map_err(text)?;
                functions.function(kind);
                written.section(&functions);
            }
            Payload::CodeSectionStart { .. } => {}
            Payload::CodeSectionEntry(body) => {
                code.raw(bytes.get(body.range()).unwrap_or_default());
                if code.len() == defined {
                    code.function(&write(places));
                    written.section(&code);
                }
            }
            other => {
                if let Some((id, range)) = other.as_section() {
                    written.section(&RawSection { id, data: bytes.get(range).unwrap_or_default() });
                    if id == u8::from(SectionId::Export) {
                        written.section(&StartSection { function_index: imported + defined });
                    }
                }
            }
        }
    }
    Ok(written.finish())
}

fn write(places: &[u32]) -> Function {
    let mut function = Function::new([]);
    let mut to = function.instructions();
    for place in places {
        to.i32_const(place.cast_signed()).i32_const(0);
        to.i32_store8(MemArg { offset: 0, align: 0, memory_index: 0 });
    }
    to.end();
    function
}

fn text(error: impl ToString) -> String {
    error.to_string()
}

#[cfg(test)]
mod tests {
    use super::module;
    use wasmtime::{Engine, Instance, Module, Store};

    const PROGRAM: &str = r#"(module
        (import "a" "b" (func))
        (memory (export "memory") 1)
        (data (i32.const 0) "\01\02\03\04")
        (func (export "first") (result i32) (i32.load8_u (i32.const 0)))
    )"#;

    fn begun(bytes: &[u8]) -> Vec<u8> {
        let engine = Engine::default();
        let module = Module::new(&engine, bytes).unwrap();
        let mut store = Store::new(&engine, ());
        let nothing = wasmtime::Func::wrap(&mut store, || {});
        let instance = Instance::new(&mut store, &module, &[nothing.into()]).unwrap();
        let first = instance.get_typed_func::<(), i32>(&mut store, "first").unwrap();
        assert_eq!(first.call(&mut store, ()).unwrap(), 1, "functions keep their numbers");
        instance.get_memory(&mut store, "memory").unwrap().data(&store)[..4].to_vec()
    }

    #[test]
    fn a_module_writes_to_places_when_it_begins() {
        let bytes = wat::parse_str(PROGRAM).unwrap();
        assert_eq!(begun(&module(&bytes, &[]).unwrap()), [1, 2, 3, 4]);
        assert_eq!(begun(&module(&bytes, &[1, 3]).unwrap()), [1, 0, 3, 0]);
    }

    #[test]
    fn one_that_begins_by_itself_stays_as_it_is() {
        let bytes = wat::parse_str("(module (memory 1) (func) (start 0))").unwrap();
        assert_eq!(module(&bytes, &[1]).unwrap(), bytes);
        assert!(module(b"\0asm\x01\0\0\0\x01", &[1]).is_err());
    }
}
