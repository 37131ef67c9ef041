//! Calls: straight into functions that are compiled too.

use super::function::{Body, Kind, Operand, VALUE};
use super::step::{Callee, Instruction, UNDEFINED};
use super::writer::at;
use wasm_encoder::ValType;

impl Body<'_> {
    /// Writes operands to the frame, where the callee reads them; they stay what they are.
    fn lend(&mut self, start: usize) -> Option<()> {
        for depth in start..self.operands.len() {
            let (operand, place) = (*self.operands.get(depth)?, self.operand_place(depth));
            self.writer.to().local_get(self.frame);
            self.push(operand);
            self.writer.to().i64_store(at(place, VALUE));
        }
        Some(())
    }

    pub(super) fn array(&mut self, count: usize, instruction: &Instruction) -> Option<()> {
        let start = self.operands.len().checked_sub(count)?;
        self.lend(start)?;
        self.context();
        let (count, place) = (i32::try_from(count).ok()?, self.operand_place(start).cast_signed());
        let mut to = self.writer.to();
        to.i32_const(count).local_get(self.frame).i32_const(place).i32_add().call(self.module.helpers.array);
        self.called(start, instruction)
    }

    pub(super) fn call(&mut self, count: usize, callee: Callee, instruction: &Instruction) -> Option<()> {
        let arguments = self.operands.len().checked_sub(count)?;
        let start = arguments.checked_sub(if matches!(callee, Callee::Function { .. }) { 1 } else { 2 })?;
        self.lend(arguments)?;
        self.at(instruction.next);
        let count = i32::try_from(count).ok()?;
        let is_last = match callee {
            Callee::Constructor => {
                self.context();
                for depth in start..arguments {
                    self.push(*self.operands.get(depth)?);
                }
                self.argument_list(count, arguments);
                self.writer.to().call(self.module.helpers.construct);
                false
            }
            Callee::Method { is_last } => {
                let (this, function) = (*self.operands.get(start)?, *self.operands.get(start + 1)?);
                self.call_function(function, this, count, arguments);
                is_last
            }
            Callee::Function { is_last } => {
                let function = *self.operands.get(start)?;
                self.call_function(function, Operand::Constant(UNDEFINED), count, arguments);
                is_last
            }
        };
        self.called(start, instruction)?;
        if is_last {
            let value = self.operands.pop()?;
            self.return_value(value);
        }
        Some(())
    }

    fn argument_list(&mut self, count: i32, depth: usize) {
        let place = self.operand_place(depth).cast_signed();
        self.writer.to().i32_const(count).local_get(self.frame).i32_const(place).i32_add();
    }

    /// Leaves the result of a call.
    fn call_function(&mut self, function: Operand, this: Operand, count: i32, arguments: usize) {
        let (module, place) = (self.module, self.writer.local(ValType::I32));
        let layout = &module.layout;
        // The place of its code, 0 where it has none.
        self.is_object(function);
        self.writer.if_value(ValType::I32);
        self.push(function);
        self.writer.to().i32_wrap_i64().local_tee(place).i32_load16_u(at(layout.object_class, 2));
        self.writer.to().i32_const(layout.class_function.cast_signed()).i32_eq();
        self.writer.if_value(ValType::I32);
        let mut to = self.writer.to();
        to.local_get(place).i32_load(at(layout.function_bytecode, 4)).i32_load16_u(at(layout.bytecode_place, 2));
        self.writer.else_();
        self.writer.to().i32_const(0);
        self.writer.end();
        self.writer.else_();
        self.writer.to().i32_const(0);
        self.writer.end();
        self.writer.to().local_tee(place);
        self.writer.if_value(ValType::I64);
        self.context();
        self.push(function);
        self.push(this);
        self.writer.to().i64_const(UNDEFINED.cast_signed());
        self.argument_list(count, arguments);
        self.writer.to().i32_const(0).local_get(place).call_indirect(0, module.signature);
        self.writer.else_();
        self.context();
        self.push(function);
        self.push(this);
        self.argument_list(count, arguments);
        self.writer.to().call(module.helpers.call);
        self.writer.end();
    }

    /// Pushes the result in place of what the call has taken.
    fn called(&mut self, start: usize, instruction: &Instruction) -> Option<()> {
        let result = self.writer.keep(ValType::I64);
        self.checked(result, instruction);
        for operand in self.operands.split_off(start) {
            self.release(operand);
        }
        self.operands.push(Operand::Owned(result, Kind::Any));
        Some(())
    }
}
