//! The guest's own functions: how large the memory is, they ask ours.

use std::convert::Infallible;
use wasm_encoder::Instruction;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasmparser::Operator;

pub(super) struct Rewriter {
    /// The function that gives pages.
    pub(super) grow: u32,
    /// The global that counts those that are given.
    pub(super) pages: u32,
}

impl Reencode for Rewriter {
    type Error = Infallible;

    fn instruction<'a>(&mut self, operator: Operator<'a>) -> Result<Instruction<'a>, Error> {
        match operator {
            Operator::MemoryGrow { .. } => Ok(Instruction::Call(self.grow)),
            Operator::MemorySize { .. } => Ok(Instruction::GlobalGet(self.pages)),
            other => utils::instruction(self, other),
        }
    }
}
