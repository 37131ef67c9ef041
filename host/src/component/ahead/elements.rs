//! Elements of arrays.

use super::function::{Body, Operand, VALUE};
use super::step::{Instruction, Keep};
use super::writer::at;
use wasm_encoder::ValType;

impl Body<'_> {
    /// Leaves whether an object and a key are an array and one of its indices; where it is, the
    /// place of the element is in the local.
    fn is_element(&mut self, object: Operand, key: Operand) -> u32 {
        let layout = &self.module.layout;
        let place = self.writer.local(ValType::I32);
        self.is_object(object);
        self.has_tag(key, 0);
        self.writer.to().i32_and();
        self.writer.if_value(ValType::I32);
        self.push(object);
        self.writer.to().i32_wrap_i64().local_tee(place).i32_load16_u(at(layout.object_class, 2));
        self.writer.to().i32_const(layout.class_array.cast_signed()).i32_eq();
        self.push(key);
        self.writer.to().i32_wrap_i64().local_get(place).i32_load(at(layout.array_count, 4)).i32_lt_u().i32_and();
        self.writer.else_();
        self.writer.to().i32_const(0);
        self.writer.end();
        place
    }

    /// Leaves where the element lies whose array is in this local.
    fn element(&mut self, array: u32, key: Operand) {
        self.writer.to().local_get(array).i32_load(at(self.module.layout.array_values, 4));
        self.push(key);
        self.writer.to().i32_wrap_i64().i32_const(VALUE.cast_signed()).i32_mul().i32_add();
    }

    pub(super) fn get_element(&mut self, keep: Keep, instruction: &Instruction) -> Option<()> {
        let key = self.operands.pop()?;
        let object = *self.operands.last()?;
        let value = self.writer.local(ValType::I64);
        let array = self.is_element(object, key);
        self.writer.if_();
        self.element(array, key);
        self.writer.to().i64_load(at(0, VALUE)).local_set(value);
        self.count_up(value);
        self.writer.else_();
        self.at(instruction.next);
        self.context();
        self.push(object);
        self.give(key);
        self.writer.to().call(self.module.helpers.get_element).local_set(value);
        self.checked(value, instruction);
        self.writer.end();
        self.taken_out(value, keep)
    }

    pub(super) fn put_element(&mut self, instruction: &Instruction) -> Option<()> {
        let value = self.operands.pop()?;
        let key = self.operands.pop()?;
        let object = *self.operands.last()?;
        let array = self.is_element(object, key);
        self.writer.if_();
        self.element(array, key);
        let place = self.writer.keep(ValType::I32);
        self.replace(place, value);
        self.writer.else_();
        self.at(instruction.next);
        self.context();
        self.push(object);
        self.give(key);
        self.give(value);
        self.writer.to().call(self.module.helpers.put_element);
        self.check_negative();
        self.writer.end();
        self.operands.pop();
        self.release(object);
        Some(())
    }
}
