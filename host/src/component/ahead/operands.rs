//! Operands: their values, and whose the references are.

use super::function::{Body, Home, Kind, Operand, VALUE};
use super::step::{self, OBJECT, value};
use super::writer::at;
use wasm_encoder::ValType;

impl Body<'_> {
    /// Counts one reference more to what is in a local.
    pub(super) fn count_up(&mut self, local: u32) {
        let (place, count) = self.if_counted(local);
        self.writer.to().local_get(place).local_get(count).i32_const(1).i32_add().i32_store(at(0, 4));
        self.end_counted();
    }

    /// Gives a reference to what is in a local back.
    pub(super) fn count_down(&mut self, local: u32) {
        let (place, count) = self.if_counted(local);
        let mut to = self.writer.to();
        to.local_get(place).local_get(count).i32_const(1).i32_sub().local_tee(count).i32_store(at(0, 4));
        to.local_get(count).i32_const(0).i32_le_s();
        self.writer.if_();
        let context = self.function.context.cast_signed();
        self.writer.to().i32_const(context).local_get(local).call(self.module.helpers.free);
        self.writer.end();
        self.end_counted();
    }

    /// What follows is done where a local refers to something whose references are counted: the
    /// place of their number, and the number.
    fn if_counted(&mut self, local: u32) -> (u32, u32) {
        let before = self.module.layout.reference_count.cast_signed();
        let kept = self.module.layout.kept.cast_signed();
        let (place, count) = (self.writer.local(ValType::I32), self.writer.local(ValType::I32));
        self.writer.to().local_get(local).i64_const(step::COUNTED.cast_signed()).i64_ge_u();
        self.writer.if_();
        let mut to = self.writer.to();
        to.local_get(local).i32_wrap_i64().i32_const(before).i32_sub().local_tee(place);
        to.i32_load(at(0, 4)).local_tee(count).i32_const(kept).i32_lt_u();
        self.writer.if_();
        (place, count)
    }

    fn end_counted(&mut self) {
        self.writer.end();
        self.writer.end();
    }

    /// Leaves the value of an operand, whoever holds the reference.
    pub(super) fn push(&mut self, operand: Operand) {
        match operand {
            Operand::Owned(local, _) | Operand::Lent(local) => _ = self.writer.to().local_get(local),
            Operand::Variable(variable) => match self.homes.get(variable) {
                Some(Home::Local(local, _)) => _ = self.writer.to().local_get(*local),
                _ => unreachable!("what lies in the frame is read when it is asked for"),
            },
            Operand::Constant(value) => _ = self.writer.to().i64_const(value.cast_signed()),
            Operand::Flag(local) => {
                let mut to = self.writer.to();
                to.local_get(local).i64_extend_i32_u().i64_const(step::FALSE.cast_signed()).i64_or();
            }
            Operand::Catch(place) => _ = self.writer.to().i64_const(value(step::CATCH, place).cast_signed()),
        }
    }

    /// Leaves the value of an operand that is used up, with a reference of its own.
    pub(super) fn give(&mut self, operand: Operand) {
        let lent = match operand {
            Operand::Lent(local) => Some(local),
            Operand::Variable(variable) => match self.homes.get(variable) {
                Some(Home::Local(local, _)) => Some(*local),
                _ => None,
            },
            _ => None,
        };
        if let Some(local) = lent {
            self.count_up(local);
        }
        self.push(operand);
    }

    /// Is done with an operand.
    pub(super) fn release(&mut self, operand: Operand) {
        if let Operand::Owned(local, Kind::Any) = operand {
            self.count_down(local);
        }
    }

    /// Gives what lies at the place in this local another value, which is used up.
    pub(super) fn replace(&mut self, place: u32, value: Operand) {
        self.writer.to().local_get(place).i64_load(at(0, VALUE));
        let old = self.writer.keep(ValType::I64);
        self.writer.to().local_get(place);
        self.give(value);
        self.writer.to().i64_store(at(0, VALUE));
        self.count_down(old);
    }

    /// Gives operands that stand for this variable a value of their own, before it changes.
    pub(super) fn detach(&mut self, variable: usize) {
        for depth in 0..self.operands.len() {
            if self.operands.get(depth) == Some(&Operand::Variable(variable)) {
                self.give(Operand::Variable(variable));
                let local = self.writer.keep(ValType::I64);
                if let Some(operand) = self.operands.get_mut(depth) {
                    *operand = Operand::Owned(local, Kind::Any);
                }
            }
        }
    }

    /// Pushes what is on top of WebAssembly's own operands.
    pub(super) fn push_owned(&mut self, kind: Kind) {
        let local = self.writer.keep(ValType::I64);
        self.operands.push(Operand::Owned(local, kind));
    }

    /// Leaves with an exception where what is on top is negative.
    pub(super) fn check_negative(&mut self) {
        self.writer.to().i32_const(0).i32_lt_s();
        self.writer.if_();
        self.leave(true);
        self.writer.end();
    }

    /// Leaves whether an operand has this tag.
    pub(super) fn has_tag(&mut self, operand: Operand, tag: i32) {
        self.push(operand);
        self.writer.to().i64_const(32).i64_shr_u().i32_wrap_i64().i32_const(tag).i32_eq();
    }

    /// Leaves whether an operand is an object.
    pub(super) fn is_object(&mut self, operand: Operand) {
        self.has_tag(operand, OBJECT);
    }
}
