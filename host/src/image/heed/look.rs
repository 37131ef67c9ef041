//! What is written into code: looks at the pulse, and what they lead to.

use super::super::split::text;
use super::loops::{Loop, loops};
use super::plan::Plan;
use crate::pulse::{PULSE, WORDS};
use wasm_encoder::{BlockType, CodeSection, Function, InstructionSink, MemArg};
use wasmparser::{FunctionBody, Parser, Payload};

/// Ticks that an allocation may take. It takes microseconds, unless somebody has made
/// the heap a ring.
const MOST_QUIET: i32 = 64;

impl Plan {
    /// The code of a module, with looks in it and with the functions that they call.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn code(&self, module: &[u8]) -> Result<CodeSection, String> {
        let mut code = CodeSection::new();
        let mut index = self.imported;
        for payload in Parser::new(0).parse_all(module) {
            if let Payload::CodeSectionEntry(body) = payload.map_err(text)? {
                code.raw(&self.heeding(index, &body)?);
                index += 1;
            }
        }
        code.function(&self.tick_function()).function(&self.quiet_allocation()).function(&self.start_function());
        Ok(code)
    }

    /// A function's body that looks at the pulse where it has to.
    fn heeding(&self, index: u32, body: &FunctionBody<'_>) -> Result<Vec<u8>, String> {
        let bytes = body.as_bytes();
        let start = body.range().start;
        let mut heeding = Vec::with_capacity(bytes.len() + bytes.len() / 8);
        let mut copied = 0;
        let mut look_at = |place: usize, look: &[u8]| {
            heeding.extend_from_slice(bytes.get(copied..place).unwrap_or_default());
            heeding.extend_from_slice(look);
            copied = place;
        };
        let reader = body.get_operators_reader().map_err(text)?;
        if self.is_asker(index) {
            look_at(reader.original_position() - start, &self.ask());
        }
        for (number, found) in (1..).zip(loops(body)?) {
            let look = match found {
                Loop { asks: false, .. } if number < WORDS => self.end_if_doomed(number),
                Loop { .. } => self.ask(),
            };
            look_at(found.place - start, &look);
        }
        look_at(bytes.len(), &[]);
        Ok(heeding)
    }

    /// Asks when the pulse has moved.
    fn ask(&self) -> Vec<u8> {
        instructions(|code| {
            word(code, 0);
            code.global_get(self.seen()).i32_ne().if_(BlockType::Empty).call(self.tick()).end();
        })
    }

    /// Traps when the host has doomed this guest. Each loop of a function reads another word:
    /// a compiler may take what was read in one for what the next would read, where nothing is
    /// written in between, and a loop that reads nothing never ends.
    fn end_if_doomed(&self, number: u32) -> Vec<u8> {
        instructions(|code| {
            word(code, number);
            code.global_get(self.number()).i32_eq().if_(BlockType::Empty).unreachable().end();
        })
    }

    /// Remembers the pulse and asks, unless the guest may not call; traps when it is to end
    /// in whatever way it is asked.
    fn tick_function(&self) -> Function {
        let mut function = Function::new([(1, wasm_encoder::ValType::I32)]);
        let mut code = function.instructions();
        word(&mut code, 0);
        code.global_set(self.seen());
        code.global_get(self.quiet()).if_(BlockType::Empty);
        code.global_get(self.quiet()).i32_const(1).i32_add().global_set(self.quiet());
        code.global_get(self.quiet()).i32_const(MOST_QUIET).i32_gt_u();
        code.if_(BlockType::Empty).unreachable().end();
        code.return_().end();
        code.call(self.asks).local_tee(0).if_(BlockType::Empty).local_get(0).global_set(self.number()).end().end();
        function
    }

    /// Allocates; meanwhile a tick does not ask.
    fn quiet_allocation(&self) -> Function {
        let mut function = Function::new([]);
        let mut code = function.instructions();
        code.i32_const(1).global_set(self.quiet());
        code.local_get(0).local_get(1).local_get(2).local_get(3).call(self.allocates);
        code.i32_const(0).global_set(self.quiet());
        code.end();
        function
    }

    /// Asks for the guest's number before any of its code computes, or allocates what it is
    /// called with. Then what the module starts with.
    fn start_function(&self) -> Function {
        let mut function = Function::new([]);
        let mut code = function.instructions();
        code.call(self.tick());
        self.starts.iter().for_each(|start| _ = code.call(*start));
        code.end();
        function
    }
}

/// Pushes a word of the pulse's page. The address is no offset: compiled code then
/// needs no check of its own.
fn word(code: &mut InstructionSink<'_>, number: u32) {
    const { assert!(PULSE < i32::MAX as usize, "machine code adds a signed number") };
    let address = i32::try_from(PULSE).unwrap_or(i32::MAX) + number.cast_signed() * 4;
    code.i32_const(address).i32_load(MemArg { offset: 0, align: 2, memory_index: 0 });
}

fn instructions(write: impl FnOnce(&mut InstructionSink<'_>)) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(&mut InstructionSink::new(&mut bytes));
    bytes
}
