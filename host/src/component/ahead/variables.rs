//! Variables: of the function, and of those around.

use super::function::{Body, FUNCTION, Home, Kind, Operand, VALUE};
use super::step::{Check, Instruction, UNINITIALIZED};
use super::writer::at;
use wasm_encoder::ValType;

impl Body<'_> {
    pub(super) fn get(&mut self, variable: usize) -> Option<()> {
        match *self.homes.get(variable)? {
            Home::Local(local, false) => self.operands.push(Operand::Lent(local)),
            Home::Local(..) => self.operands.push(Operand::Variable(variable)),
            Home::Frame(place) => {
                self.writer.to().local_get(self.frame).i64_load(at(place, VALUE));
                let local = self.writer.keep(ValType::I64);
                self.count_up(local);
                self.operands.push(Operand::Owned(local, Kind::Any));
            }
        }
        Some(())
    }

    /// Gives a variable a value that is used up.
    pub(super) fn put(&mut self, variable: usize, value: Operand) -> Option<()> {
        self.detach(variable);
        self.give(value);
        let new = self.writer.keep(ValType::I64);
        match *self.homes.get(variable)? {
            Home::Local(local, _) => {
                self.count_down(local);
                self.writer.to().local_get(new).local_set(local);
            }
            Home::Frame(place) => {
                self.writer.to().local_get(self.frame).i64_load(at(place, VALUE));
                let old = self.writer.keep(ValType::I64);
                self.writer.to().local_get(self.frame).local_get(new).i64_store(at(place, VALUE));
                self.count_down(old);
            }
        }
        Some(())
    }

    pub(super) fn set(&mut self, variable: usize) -> Option<()> {
        if let Home::Frame(_) = self.homes.get(variable)? {
            self.shuffle(1, &[0, 0])?;
            let value = self.operands.pop()?;
            return self.put(variable, value);
        }
        let value = self.operands.pop()?;
        self.put(variable, value)?;
        self.operands.push(match value {
            Operand::Constant(_) => value,
            _ => Operand::Variable(variable),
        });
        Some(())
    }

    pub(super) fn check_variable(&mut self, variable: usize, check: Check, instruction: &Instruction) -> Option<()> {
        match *self.homes.get(variable)? {
            Home::Local(local, _) => _ = self.writer.to().local_get(local),
            Home::Frame(place) => _ = self.writer.to().local_get(self.frame).i64_load(at(place, VALUE)),
        }
        self.writer.to().i64_const(UNINITIALIZED.cast_signed());
        if check == Check::Uninitialized {
            self.writer.to().i64_ne();
            self.leave_if(instruction);
            return Some(());
        }
        self.writer.to().i64_eq();
        let index = i32::try_from(variable.checked_sub(self.function.arguments as usize)?).ok()?;
        self.uninitialized(index, false, instruction);
        Some(())
    }

    /// Throws where what is on top is not 0.
    fn uninitialized(&mut self, index: i32, is_reference: bool, instruction: &Instruction) {
        self.writer.if_();
        self.at(instruction.next);
        self.context();
        self.stack_frame();
        let mut to = self.writer.to();
        to.i32_const(index).i32_const(i32::from(is_reference)).call(self.module.helpers.uninitialized);
        self.leave(true);
        self.writer.end();
    }

    /// Leaves where the value of a variable of a function around lies.
    fn reference(&mut self, index: u32) -> u32 {
        let layout = &self.module.layout;
        let mut to = self.writer.to();
        to.local_get(FUNCTION).i32_wrap_i64().i32_load(at(layout.function_references, 4)).i32_load(at(index * 4, 4));
        to.i32_load(at(layout.reference_value, 4));
        self.writer.keep(ValType::I32)
    }

    pub(super) fn get_reference(&mut self, index: u32, is_checked: bool, instruction: &Instruction) {
        let place = self.reference(index);
        self.writer.to().local_get(place).i64_load(at(0, VALUE));
        let local = self.writer.keep(ValType::I64);
        if is_checked {
            self.writer.to().local_get(local).i64_const(UNINITIALIZED.cast_signed()).i64_eq();
            self.uninitialized(index.cast_signed(), true, instruction);
        }
        self.count_up(local);
        self.operands.push(Operand::Owned(local, Kind::Any));
    }

    pub(super) fn put_reference(&mut self, index: u32, check: Check, instruction: &Instruction) -> Option<()> {
        let place = self.reference(index);
        if check != Check::Nothing {
            self.writer.to().local_get(place).i64_load(at(0, VALUE)).i64_const(UNINITIALIZED.cast_signed());
            if check == Check::Initialized {
                self.writer.to().i64_eq();
            } else {
                self.writer.to().i64_ne();
            }
            self.uninitialized(index.cast_signed(), true, instruction);
        }
        let value = self.operands.pop()?;
        self.replace(place, value);
        Some(())
    }
}
