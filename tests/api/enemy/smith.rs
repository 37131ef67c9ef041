//! Random modules in the guest's place: with its imports and exports, and whatever code.

use super::component::{Enemy, encoded};
use super::others_never_notice;
use crate::support::block_on;
use arbitrary::Unstructured;
use skerry::{Engine, Limits, MIB, Value};
use std::convert::Infallible;
use std::time::Duration;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, Function, GlobalType, Instruction, Module};
use wasm_smith::Config;
use wasmparser::{FunctionBody, Operator, Parser, Payload, TypeRef};

/// Modules that are tried; `just enemy` tries more.
const MODULES: u64 = 60;
/// Bytes out of which one is made.
const BYTES: usize = 8192;

#[test]
fn random_modules_hurt_nobody_but_themselves() {
    let modules = std::env::var("SKERRY_MODULES").map_or(MODULES, |count| count.parse().unwrap());
    let shape = Enemy::does("i32.const 16").core();
    let (mut ran, mut refused) = (0, Vec::new());
    for seed in 0..modules {
        match block_on(tried(encoded(tamed(&random(&shape, seed))))) {
            Ok(()) => ran += 1,
            Err(why) => refused.push(why),
        }
        if seed % 20 == 0 {
            others_never_notice();
        }
    }
    others_never_notice();
    assert!(ran > modules / 4, "{ran} of {modules} were guests: {refused:#?}");
}

/// Whatever it does: it ends, and holds no more than it may. Fails where it is no guest at all.
async fn tried(component: Vec<u8>) -> skerry::Result<()> {
    let engine = Engine::builder().hot_slots(1).wide_slots(1).cache(None).guest(component).build()?;
    let limits = Limits::default().memory(4 * MIB).wall(Duration::from_millis(50)).host_bytes(MIB).output(MIB);
    for _ in 0..2 {
        let mut runtime = engine.runtime().limits(limits).console(|_, _: &str| {}).build().await?;
        let _result = runtime.eval::<Value>("1").await;
        let _next = runtime.eval_text("2").await;
        if runtime.reset().await.is_ok() {
            let _module = runtime.import("x").await;
            let _idle = runtime.run_until_idle().await;
        }
        assert!(runtime.usage().peak_memory <= 4 * MIB);
    }
    assert_eq!(engine.stats().alive, 0);
    Ok(())
}

/// A random module of this shape.
fn random(shape: &[u8], seed: u64) -> Vec<u8> {
    let mut bytes = vec![0; BYTES];
    let mut state = seed;
    bytes.fill_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()[0]
    });
    let config = Config {
        module_shape: Some(shape.to_vec()),
        // What a guest is: data at constant places.
        min_globals: 1,
        bulk_memory_enabled: false,
        reference_types_enabled: false,
        gc_enabled: false,
        exceptions_enabled: false,
        threads_enabled: false,
        min_funcs: 30,
        max_instructions: 200,
        ..Config::default()
    };
    wasm_smith::Module::new(config, &mut Unstructured::new(&bytes)).unwrap().to_bytes()
}

/// The module, with nothing at the start, and with all of its memory handed over: the image is
/// made without limits.
fn tamed(module: &[u8]) -> Vec<u8> {
    let mut tamer = Tamer::default();
    for payload in Parser::new(0).parse_all(module) {
        match payload.unwrap() {
            Payload::ImportSection(section) => {
                for import in section.into_imports().map(Result::unwrap) {
                    if import.name == "memory-part" {
                        tamer.memory_part = tamer.next;
                    }
                    tamer.next += u32::from(matches!(import.ty, TypeRef::Func(_)));
                }
            }
            Payload::MemorySection(section) => {
                let pages = section.into_iter().next().unwrap().unwrap().initial;
                tamer.pages = i32::try_from(pages).unwrap();
            }
            Payload::ExportSection(section) => {
                for export in section.into_iter().map(Result::unwrap) {
                    match export.name {
                        "init" => tamer.init = export.index,
                        "hand-over" => tamer.hand_over = export.index,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    let mut tamed = Module::new();
    tamer.parse_core_module(&mut tamed, Parser::new(0), module).unwrap();
    tamed.finish()
}

#[derive(Default)]
struct Tamer {
    init: u32,
    hand_over: u32,
    memory_part: u32,
    pages: i32,
    /// The function whose body comes next.
    next: u32,
    globals: u32,
}

impl Reencode for Tamer {
    type Error = Infallible;

    /// One global changes, as a guest's stack pointer does.
    fn global_type(&mut self, ty: wasmparser::GlobalType) -> Result<GlobalType, Error<Infallible>> {
        self.globals += 1;
        Ok(GlobalType { mutable: self.globals == 1, ..utils::global_type(self, ty)? })
    }

    fn instruction<'a>(&mut self, operator: Operator<'a>) -> Result<Instruction<'a>, Error<Infallible>> {
        match operator {
            Operator::GlobalSet { global_index: 1.. } => Ok(Instruction::Drop),
            operator => utils::instruction(self, operator),
        }
    }

    fn parse_function_body(&mut self, code: &mut CodeSection, body: FunctionBody<'_>) -> Result<(), Error<Infallible>> {
        let index = self.next;
        self.next += 1;
        let mut function = Function::new([]);
        let mut instructions = function.instructions();
        if index == self.init {
            instructions.end();
        } else if index == self.hand_over {
            instructions.i32_const(0).i32_const(0).i32_const(self.pages * 65_536).call(self.memory_part);
            instructions.i32_const(self.pages).end();
        } else {
            return utils::parse_function_body(self, code, body);
        }
        code.function(&function);
        Ok(())
    }
}
