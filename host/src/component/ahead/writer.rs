//! Code of WebAssembly that is being written: its locals, and what is open around a place.

use wasm_encoder::{BlockType, Function, InstructionSink, MemArg, ValType};

/// Locals that an engine takes for certain.
const MOST_LOCALS: usize = 20_000;

/// Something that is open, by which it can be left or begun again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Open {
    /// Behind it the frame is given to the interpreter.
    Leave,
    /// Behind it the function returns.
    Return,
    /// Behind it this block of bytecode begins.
    Before(usize),
    /// It begins with this block of bytecode, and so does it when it is done again.
    Loop(usize),
    /// Something within one instruction.
    Inside,
}

/// The body of a function.
pub(super) struct Writer {
    code: Vec<u8>,
    parameters: u32,
    locals: Vec<ValType>,
    open: Vec<Open>,
}

impl Writer {
    pub(super) fn new(parameters: u32) -> Self {
        Self { code: Vec::new(), parameters, locals: Vec::new(), open: Vec::new() }
    }

    /// Where the next instruction goes.
    pub(super) fn to(&mut self) -> InstructionSink<'_> {
        InstructionSink::new(&mut self.code)
    }

    pub(super) fn local(&mut self, kind: ValType) -> u32 {
        self.locals.push(kind);
        self.parameters + u32::try_from(self.locals.len() - 1).unwrap_or(u32::MAX)
    }

    /// A new local with what is on top.
    pub(super) fn keep(&mut self, kind: ValType) -> u32 {
        let local = self.local(kind);
        self.to().local_set(local);
        local
    }

    pub(super) fn block(&mut self, open: Open) {
        self.to().block(BlockType::Empty);
        self.open.push(open);
    }

    pub(super) fn begin_loop(&mut self, block: usize) {
        self.to().loop_(BlockType::Empty);
        self.open.push(Open::Loop(block));
    }

    pub(super) fn if_(&mut self) {
        self.to().if_(BlockType::Empty);
        self.open.push(Open::Inside);
    }

    /// An `if` that leaves a value.
    pub(super) fn if_value(&mut self, kind: ValType) {
        self.to().if_(BlockType::Result(kind));
        self.open.push(Open::Inside);
    }

    pub(super) fn else_(&mut self) {
        self.to().else_();
    }

    pub(super) fn end(&mut self) {
        self.to().end();
        self.open.pop();
    }

    /// How many are open: a name for the innermost one.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Goes to the end of what is open at this depth.
    pub(super) fn br_to(&mut self, depth: usize) {
        let label = self.label(depth);
        self.to().br(label);
    }

    /// The same where what is on top is not 0.
    pub(super) fn br_if_to(&mut self, depth: usize) {
        let label = self.label(depth);
        self.to().br_if(label);
    }

    fn label(&self, depth: usize) -> u32 {
        u32::try_from(self.open.len() - depth).unwrap_or(u32::MAX)
    }

    /// Goes to the end of this, or to its beginning where it is a loop; false where it is not open.
    pub(super) fn br(&mut self, open: Open) -> bool {
        let Some(label) = self.open.iter().rev().position(|known| *known == open) else { return false };
        self.to().br(u32::try_from(label).unwrap_or(u32::MAX));
        true
    }

    /// The function; none where it has too many locals.
    pub(super) fn finish(mut self) -> Option<Function> {
        self.to().end();
        if self.locals.len() > MOST_LOCALS {
            return None;
        }
        let mut function = Function::new_with_locals_types(self.locals);
        function.raw(self.code);
        Some(function)
    }
}

/// A place in memory of so many bytes at an offset.
pub(super) fn at(offset: u32, bytes: u32) -> MemArg {
    MemArg { offset: u64::from(offset), align: bytes.trailing_zeros(), memory_index: 0 }
}
