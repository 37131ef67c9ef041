//! The frame of a function: how it is made, given back, and given to the interpreter.

use super::function::{ARGUMENT_COUNT, ARGUMENTS, Body, FLAGS, FUNCTION, Home, NEW_TARGET, THIS, VALUE};
use super::step::{EXCEPTION, UNDEFINED};
use super::writer::at;
use wasm_encoder::ValType;

/// Of the flags: the call is one of a constructor.
const IS_CONSTRUCTOR: i32 = 1;

impl Body<'_> {
    /// Makes the frame, or returns where the call is to end or nothing is left of the stack.
    pub(super) fn enter(&mut self) {
        let (module, function, frame) = (self.module, self.function, self.frame);
        let layout = &module.layout;
        self.poll_counter();
        self.writer.if_();
        self.writer.to().i32_const(function.context.cast_signed()).call(module.helpers.poll);
        self.writer.if_();
        self.writer.to().i64_const(EXCEPTION.cast_signed()).return_();
        self.writer.end();
        self.writer.end();
        let size = self.frame_size().cast_signed();
        self.writer.to().global_get(module.stack_pointer).i32_const(size).i32_sub().local_tee(frame);
        let limit = function.runtime + layout.runtime_limit;
        self.writer.to().i32_const(limit.cast_signed()).i32_load(at(0, 4)).i32_lt_u();
        self.writer.if_();
        self.writer.to().i32_const(function.context.cast_signed()).call(module.helpers.overflow).return_();
        self.writer.end();
        self.writer.to().local_get(frame).global_set(module.stack_pointer);
        self.fill_frame();
        let homes = self.homes.clone();
        for (variable, home) in homes.into_iter().enumerate() {
            if variable < function.arguments as usize {
                self.take_argument(variable, home);
            } else {
                match home {
                    Home::Local(local, _) => {
                        self.writer.to().i64_const(UNDEFINED.cast_signed()).local_set(local);
                    }
                    Home::Frame(place) => {
                        let mut to = self.writer.to();
                        to.local_get(frame).i64_const(UNDEFINED.cast_signed()).i64_store(at(place, VALUE));
                    }
                }
            }
        }
    }

    /// Leaves whether it is time to ask if the call is to end.
    pub(super) fn poll_counter(&mut self) {
        let counter = (self.function.context + self.module.layout.context_counter).cast_signed();
        let left = self.writer.local(ValType::I32);
        let mut to = self.writer.to();
        to.i32_const(counter).i32_const(counter).i32_load(at(0, 4)).i32_const(1).i32_sub().local_tee(left);
        to.i32_store(at(0, 4)).local_get(left).i32_const(0).i32_le_s();
    }

    fn fill_frame(&mut self) {
        let (function, frame) = (self.function, self.frame);
        let layout = &self.module.layout;
        let current = (function.runtime + layout.runtime_frame).cast_signed();
        let (arguments, variables) = (self.variable_place(0), self.variable_place(function.arguments as usize));
        let references = self.references_place();
        let places = [
            (layout.frame_arguments, arguments),
            (layout.frame_variables, variables),
            (layout.frame_references, references),
        ];
        let start = layout.frame.cast_signed();
        let mut to = self.writer.to();
        to.local_get(frame).i32_const(current).i32_load(at(0, 4));
        to.i32_store(at(layout.frame + layout.frame_previous, 4));
        to.local_get(frame).local_get(FUNCTION).i64_store(at(layout.frame + layout.frame_function, 8));
        for (field, place) in places {
            to.local_get(frame).local_get(frame).i32_const(place.cast_signed()).i32_add();
            to.i32_store(at(layout.frame + field, 4));
        }
        for field in [layout.frame_place, layout.frame_owner] {
            to.local_get(frame).i32_const(0).i32_store(at(layout.frame + field, 4));
        }
        for (field, count) in
            [(layout.frame_reference_count, function.references), (layout.frame_argument_count, function.arguments)]
        {
            to.local_get(frame).i32_const(count.cast_signed()).i32_store16(at(layout.frame + field, 2));
        }
        to.local_get(frame).i32_const(i32::from(function.is_strict));
        to.i32_store8(at(layout.frame + layout.frame_strict, 1));
        to.local_get(frame).local_get(FLAGS).i32_const(IS_CONSTRUCTOR).i32_and();
        to.i32_store8(at(layout.frame + layout.frame_constructor, 1));
        for number in 0..function.references {
            to.local_get(frame).i32_const(0).i32_store(at(references + number * 4, 4));
        }
        to.i32_const(current).local_get(frame).i32_const(start).i32_add().i32_store(at(0, 4));
    }

    /// What the caller gives stays the caller's where nothing is written to it.
    fn take_argument(&mut self, variable: usize, home: Home) {
        let number = u32::try_from(variable).unwrap_or(0);
        self.writer.to().local_get(ARGUMENT_COUNT).i32_const(number.cast_signed()).i32_gt_s();
        self.writer.if_value(ValType::I64);
        self.writer.to().local_get(ARGUMENTS).i64_load(at(number * VALUE, VALUE));
        self.writer.else_();
        self.writer.to().i64_const(UNDEFINED.cast_signed());
        self.writer.end();
        match home {
            Home::Local(local, is_owned) => {
                self.writer.to().local_set(local);
                if is_owned {
                    self.count_up(local);
                }
            }
            Home::Frame(place) => {
                let local = self.writer.keep(ValType::I64);
                self.count_up(local);
                self.writer.to().local_get(self.frame).local_get(local).i64_store(at(place, VALUE));
            }
        }
    }

    /// Behind all blocks: nothing but the result is left.
    pub(super) fn return_(&mut self) -> Option<()> {
        let (context, close) = (self.function.context.cast_signed(), self.module.helpers.close);
        let start = self.field(0).cast_signed();
        if self.function.references > 0 {
            self.writer.to().i32_const(context).local_get(self.frame).i32_const(start).i32_add().call(close);
        }
        for home in self.homes.clone() {
            match home {
                Home::Local(local, true) => self.count_down(local),
                Home::Local(_, false) => {}
                Home::Frame(place) => {
                    self.writer.to().local_get(self.frame).i64_load(at(place, VALUE));
                    let local = self.writer.keep(ValType::I64);
                    self.count_down(local);
                }
            }
        }
        let layout = &self.module.layout;
        let current = (self.function.runtime + layout.runtime_frame).cast_signed();
        let previous = layout.frame + layout.frame_previous;
        self.writer.to().i32_const(current).local_get(self.frame).i32_load(at(previous, 4)).i32_store(at(0, 4));
        self.unwind();
        self.writer.to().local_get(self.result).return_();
        Some(())
    }

    fn unwind(&mut self) {
        let size = self.frame_size().cast_signed();
        self.writer.to().local_get(self.frame).i32_const(size).i32_add().global_set(self.module.stack_pointer);
    }

    /// Behind all: the interpreter takes the frame over.
    pub(super) fn leave_frame(&mut self) {
        for (variable, home) in self.homes.clone().into_iter().enumerate() {
            if let Home::Local(local, is_owned) = home {
                if !is_owned {
                    self.count_up(local);
                }
                let place = self.variable_place(variable);
                self.writer.to().local_get(self.frame).local_get(local).i64_store(at(place, VALUE));
            }
        }
        let layout = &self.module.layout;
        let (stack, operands) = (layout.frame + layout.frame_stack, self.operand_place(0).cast_signed());
        let (context, leave) = (self.function.context.cast_signed(), self.module.helpers.leave);
        let mut to = self.writer.to();
        to.local_get(self.frame).local_get(self.frame).i32_const(operands).i32_add();
        to.local_get(self.left).i32_const(VALUE.cast_signed()).i32_mul().i32_add().i32_store(at(stack, 4));
        to.local_get(self.frame).local_get(self.throws).i32_store8(at(layout.state_throws, 1));
        to.i32_const(context).local_get(self.frame).local_get(THIS).local_get(NEW_TARGET);
        to.local_get(ARGUMENT_COUNT).local_get(ARGUMENTS).call(leave).local_set(self.result);
        self.unwind();
        self.writer.to().local_get(self.result);
    }
}
