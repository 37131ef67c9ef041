//! Blocks of bytecode as blocks and loops of WebAssembly (Ramsey: Beyond Relooper).

use super::blocks::End;
use super::function::{Body, Kind, Operand, Shape};
use super::step::Instruction;
use super::writer::Open;
use wasm_encoder::ValType;

impl Body<'_> {
    /// A block of bytecode and all that are reached by way of it: those that several lead to come
    /// behind, each after a block of WebAssembly that ends where it begins.
    pub(super) fn tree(&mut self, number: usize) -> Option<()> {
        let block = self.blocks.blocks.get(number)?;
        if block.is_loop {
            self.writer.begin_loop(number);
        }
        let children = block.children.iter().copied();
        let mut merges: Vec<usize> =
            children.filter(|child| self.blocks.blocks.get(*child).is_some_and(|child| child.is_merge)).collect();
        merges.sort_unstable();
        for merge in merges.iter().rev() {
            self.writer.block(Open::Before(*merge));
        }
        self.block(number)?;
        for merge in merges {
            self.writer.to().unreachable();
            self.writer.end();
            self.tree(merge)?;
        }
        if block.is_loop {
            self.writer.to().unreachable();
            self.writer.end();
        }
        Some(())
    }

    fn block(&mut self, number: usize) -> Option<()> {
        let block = self.blocks.blocks.get(number)?;
        let shape = match number {
            0 => Vec::new(),
            _ => self.shapes.get(number)?.clone()?,
        };
        self.operands.clear();
        for (depth, catch) in shape.into_iter().enumerate() {
            let operand = match catch {
                Some(place) => Operand::Catch(place),
                None => Operand::Owned(self.slot(depth), Kind::Any),
            };
            self.operands.push(operand);
        }
        let mut last = None;
        for place in block.instructions.clone() {
            let instruction = *self.instructions.get(place)?;
            if self.operands.len() > self.function.stack as usize {
                return None;
            }
            self.step(&instruction)?;
            last = Some(instruction);
        }
        match block.end {
            End::Stop => Some(()),
            End::Jump(to) => {
                self.settle();
                self.go(number, to, last?)
            }
            End::Branch(yes, no) => {
                let condition = self.operands.pop()?;
                self.test(condition);
                let condition = self.writer.keep(ValType::I32);
                self.settle();
                self.writer.to().local_get(condition);
                self.writer.if_();
                let before = self.operands.clone();
                self.go(number, yes, last?)?;
                self.writer.else_();
                self.operands = before;
                self.go(number, no, last?)?;
                self.writer.end();
                Some(())
            }
        }
    }

    /// From the end of a block to another one; all operands are in their slots.
    fn go(&mut self, from: usize, to: usize, last: Instruction) -> Option<()> {
        let shape = self.operands.iter().map(|operand| match operand {
            Operand::Catch(place) => Some(*place),
            _ => None,
        });
        let shape: Shape = shape.collect();
        let known = self.shapes.get_mut(to)?;
        if known.get_or_insert_with(|| shape.clone()) != &shape {
            return None;
        }
        if to <= from {
            self.poll_counter();
            self.writer.if_();
            self.at(last.next);
            self.writer.to().i32_const(self.function.context.cast_signed()).call(self.module.helpers.poll);
            self.writer.if_();
            self.leave(true);
            self.writer.end();
            self.writer.end();
            return self.writer.br(Open::Loop(to)).then_some(());
        }
        if self.blocks.blocks.get(to)?.is_merge {
            return self.writer.br(Open::Before(to)).then_some(());
        }
        self.tree(to)
    }

    fn slot(&mut self, depth: usize) -> u32 {
        while self.slots.len() <= depth {
            let local = self.writer.local(ValType::I64);
            self.slots.push(local);
        }
        self.slots.get(depth).copied().unwrap_or_default()
    }

    /// Brings all operands where they cross to another block.
    fn settle(&mut self) {
        let operands = self.operands.clone();
        let mut moved = Vec::new();
        for (depth, operand) in operands.into_iter().enumerate() {
            let slot = self.slot(depth);
            if !matches!(operand, Operand::Catch(_)) && !matches!(operand, Operand::Owned(local, _) if local == slot) {
                self.give(operand);
                moved.push(slot);
            }
            if !matches!(operand, Operand::Catch(_))
                && let Some(operand) = self.operands.get_mut(depth)
            {
                *operand = Operand::Owned(slot, Kind::Any);
            }
        }
        for slot in moved.into_iter().rev() {
            self.writer.to().local_set(slot);
        }
    }
}
