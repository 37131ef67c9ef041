//! Functions of a program as code of WebAssembly, made when the component is built.
//!
//! Each instruction of a function's bytecode is written out with its operands in locals: what is
//! common is done at once, everything else by the helpers of `guest/qjs_ahead.h`. A function that
//! throws, or comes to an instruction that is not known here, writes its frame down as the
//! interpreter has it, and the interpreter goes on. So nothing is done twice, and all that is not
//! compiled works as before.

mod arithmetic;
mod blocks;
mod calls;
mod decode;
mod elements;
mod fields;
mod flow;
mod frame;
mod function;
mod guest;
mod module;
mod operands;
mod step;
mod steps;
mod variables;
mod writer;

use guest::Guest;
use module::Module;
use step::{Instruction, Step};
use wasm_encoder::Function;

/// Bytes of bytecode beyond which a function stays with the interpreter.
const LONGEST: usize = 32 * 1024;

/// Operands at a time for which there is never room.
const ENDLESS: u16 = u16::MAX;

/// What is to be compiled.
pub(super) struct Plan {
    module: Module,
    functions: Vec<Planned>,
    /// How many functions the program has.
    all: usize,
}

struct Planned {
    function: guest::Function,
    instructions: Vec<Instruction>,
    /// Its constants.
    pool: Vec<u64>,
}

/// What was compiled.
pub(super) struct Ahead {
    module: Module,
    functions: Vec<Function>,
    /// What is to be written into the memory, so that it is called.
    pub(super) marks: Vec<(u32, [u8; 2])>,
    /// How many functions the program has.
    all: usize,
}

impl Plan {
    /// Takes what the guest tells of and its memory has.
    ///
    /// # Errors
    /// When the guest tells what cannot be.
    pub(super) fn of(module: &[u8], words: &[u8], memory: &[u8]) -> Result<Self, String> {
        let guest = Guest::read(words)?;
        let module = Module::of(module, &guest)?;
        let all = guest.functions.len();
        let planned = guest.functions.iter().filter_map(|function| planned(&guest, function, memory));
        Ok(Self { functions: planned.collect(), module, all })
    }

    /// Bytes that instructions need to keep what they find.
    pub(super) fn sites(&self) -> u64 {
        let instructions = self.functions.iter().flat_map(|planned| &planned.instructions);
        let count = instructions.filter(|instruction| instruction.step.has_site()).count();
        count as u64 * u64::from(self.module.layout.site_size)
    }

    /// Compiles it all; the instructions keep what they find from this place on.
    pub(super) fn compile(self, mut sites: u32) -> Ahead {
        let Self { module, functions: planned, all } = self;
        let (mut functions, mut marks) = (Vec::new(), Vec::new());
        for Planned { function, instructions, pool } in planned {
            let Some(place) = module.place(functions.len()) else { break };
            let Some((code, behind)) = function::compile(&module, &function, &instructions, &pool, sites) else {
                continue;
            };
            sites = behind;
            functions.push(code);
            marks.push((function.record + module.layout.bytecode_place, place.to_le_bytes()));
            marks.push((function.record + module.layout.bytecode_stack, ENDLESS.to_le_bytes()));
        }
        Ahead { module, functions, marks, all }
    }
}

fn planned(guest: &Guest, function: &guest::Function, memory: &[u8]) -> Option<Planned> {
    let code = slice(memory, function.code, function.code_length)?;
    if code.len() > LONGEST {
        return None;
    }
    let pool = slice(memory, function.pool, function.pool_length.checked_mul(function::VALUE)?)?;
    let pool = pool.as_chunks::<8>().0.iter().map(|bytes| u64::from_le_bytes(*bytes)).collect();
    let instructions = decode::decode(guest, function, code)?;
    let has = |step| instructions.iter().any(|instruction| instruction.step == step);
    // The interpreter would look for the class above of a function that it does not see.
    if has(Step::Extend) && has(Step::Leave) {
        return None;
    }
    Some(Planned { function: function.clone(), instructions, pool })
}

impl Ahead {
    /// How many functions were compiled, and how many there are.
    pub(super) fn counts(&self) -> (usize, usize) {
        (self.functions.len(), self.all)
    }

    /// The module with the functions.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn with(&self, module: &[u8]) -> Result<Vec<u8>, String> {
        self.module.with(module, &self.functions)
    }
}

fn slice(memory: &[u8], at: u32, length: u32) -> Option<&[u8]> {
    memory.get(at as usize..)?.get(..length as usize)
}

#[cfg(test)]
mod tests;
