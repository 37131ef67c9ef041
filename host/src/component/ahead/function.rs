//! One function: its frame, its blocks, and what of its operands is known.
//!
//! Arguments, variables and operands are locals of WebAssembly. Those that closures share lie in the
//! frame, as the interpreter has them. The frame has room for all of them: where the interpreter
//! goes on, they are written there first.

use super::blocks::Blocks;
use super::guest;
use super::module::Module;
use super::step::Instruction;
use super::writer::{Open, Writer, at};
use wasm_encoder::{Function, ValType};

/// Parameters of a compiled function, as `JS_CallInternal` has them.
pub(super) const FUNCTION: u32 = 1;
pub(super) const THIS: u32 = 2;
pub(super) const NEW_TARGET: u32 = 3;
pub(super) const ARGUMENT_COUNT: u32 = 4;
pub(super) const ARGUMENTS: u32 = 5;
pub(super) const FLAGS: u32 = 6;
const PARAMETERS: u32 = 7;
/// Bytes of a value.
pub(super) const VALUE: u32 = 8;
/// Bytes of the frame that stand for what the engine keeps elsewhere.
const CLAIM: u32 = 128;

/// An operand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Operand {
    /// In a local, with a reference of its own where references are counted at all.
    Owned(u32, Kind),
    /// In a local that holds it longer than this operand is there.
    Lent(u32),
    /// The value of a variable, as long as nothing is written to that.
    Variable(usize),
    /// A value whose references nobody counts.
    Constant(u64),
    /// 0 or 1 in a local, for a boolean.
    Flag(u32),
    /// Where an exception is caught.
    Catch(u32),
}

/// What is known of an operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Any,
    /// Nobody counts references to it.
    Plain,
    /// A number that is held as a 32-bit integer.
    Integer,
}

/// Where a variable is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Home {
    /// In a local; whether the reference is this function's.
    Local(u32, bool),
    /// In the frame, so many bytes from its beginning.
    Frame(u32),
}

/// What of operands crosses from a block to the next: where exceptions are caught.
pub(super) type Shape = Vec<Option<u32>>;

pub(super) struct Body<'a> {
    pub(super) module: &'a Module,
    pub(super) function: &'a guest::Function,
    pub(super) instructions: &'a [Instruction],
    pub(super) blocks: &'a Blocks,
    pub(super) pool: &'a [u64],
    pub(super) writer: Writer,
    pub(super) homes: Vec<Home>,
    pub(super) operands: Vec<Operand>,
    /// Locals in which operands cross from a block to another, by depth.
    pub(super) slots: Vec<u32>,
    pub(super) shapes: Vec<Option<Shape>>,
    /// Locals: the frame, what is returned, the depth and the throw of one that is left.
    pub(super) frame: u32,
    pub(super) result: u32,
    pub(super) left: u32,
    pub(super) throws: u32,
    /// Where the next instruction keeps what it finds.
    pub(super) sites: u32,
}

/// The code of a function, and where the sites behind its own begin; none where the interpreter is
/// to have it.
pub(super) fn compile(
    module: &Module,
    function: &guest::Function,
    instructions: &[Instruction],
    pool: &[u64],
    sites: u32,
) -> Option<(Function, u32)> {
    let blocks = Blocks::of(instructions)?;
    let mut writer = Writer::new(PARAMETERS);
    let (frame, result) = (writer.local(ValType::I32), writer.local(ValType::I64));
    let (left, throws) = (writer.local(ValType::I32), writer.local(ValType::I32));
    let shapes = vec![None; blocks.blocks.len()];
    let mut body = Body {
        module,
        function,
        instructions,
        blocks: &blocks,
        pool,
        writer,
        homes: Vec::new(),
        operands: Vec::new(),
        slots: Vec::new(),
        shapes,
        frame,
        result,
        left,
        throws,
        sites,
    };
    body.homes = body.find_homes();
    body.enter();
    body.writer.block(Open::Leave);
    body.writer.block(Open::Return);
    body.tree(0)?;
    body.writer.to().unreachable();
    body.writer.end();
    body.return_()?;
    body.writer.end();
    body.leave_frame();
    Some((body.writer.finish()?, body.sites))
}

impl Body<'_> {
    fn find_homes(&mut self) -> Vec<Home> {
        let written = |variable: usize| self.instructions.iter().any(|instruction| instruction.step.writes(variable));
        let mut homes = Vec::new();
        for (variable, captured) in self.function.captured.iter().enumerate() {
            let is_argument = variable < self.function.arguments as usize;
            homes.push(if *captured {
                Home::Frame(self.variable_place(variable))
            } else {
                Home::Local(u32::MAX, !is_argument || written(variable))
            });
        }
        for home in &mut homes {
            if let Home::Local(local, _) = home {
                *local = self.writer.local(ValType::I64);
            }
        }
        homes
    }

    /// Bytes from the beginning of the frame.
    pub(super) fn variable_place(&self, variable: usize) -> u32 {
        self.module.layout.state_size + u32::try_from(variable).unwrap_or(0) * VALUE
    }

    /// The same of an operand.
    pub(super) fn operand_place(&self, depth: usize) -> u32 {
        self.variable_place(self.function.captured.len() + depth)
    }

    pub(super) fn references_place(&self) -> u32 {
        self.operand_place(self.function.stack as usize)
    }

    pub(super) fn frame_size(&self) -> u32 {
        (self.references_place() + self.function.references * 4 + CLAIM).next_multiple_of(16)
    }

    /// A field of the stack frame.
    pub(super) fn field(&self, offset: u32) -> u32 {
        self.module.layout.frame + offset
    }

    /// Says where the function is, for whoever asks while it calls.
    pub(super) fn at(&mut self, place: usize) {
        let place = self.function.code + u32::try_from(place).unwrap_or(0);
        let field = self.field(self.module.layout.frame_place);
        self.writer.to().local_get(self.frame).i32_const(place.cast_signed()).i32_store(at(field, 4));
    }

    /// The interpreter goes on with what the operands are now; where it is was said.
    pub(super) fn leave(&mut self, is_thrown: bool) {
        self.leave_from(self.operands.len(), is_thrown);
    }

    /// The same; operands above this one lie in the frame already.
    pub(super) fn leave_from(&mut self, above: usize, is_thrown: bool) {
        for (depth, operand) in self.operands.clone().into_iter().enumerate().take(above) {
            self.spill(depth, operand);
        }
        let depth = i32::try_from(self.operands.len()).unwrap_or(0);
        self.writer.to().i32_const(depth).local_set(self.left);
        self.writer.to().i32_const(i32::from(is_thrown)).local_set(self.throws);
        self.writer.br(Open::Leave);
    }

    /// Writes an operand to the frame, with a reference of its own.
    pub(super) fn spill(&mut self, depth: usize, operand: Operand) {
        let place = self.operand_place(depth);
        self.writer.to().local_get(self.frame);
        self.give(operand);
        self.writer.to().i64_store(at(place, VALUE));
    }
}
