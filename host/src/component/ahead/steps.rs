//! Each instruction, but for calls and arithmetic.

use super::function::{ARGUMENT_COUNT, ARGUMENTS, Body, FUNCTION, Kind, NEW_TARGET, Operand, THIS, VALUE};
use super::step::{self, Check, Instruction, Keep, Step, UNDEFINED, UNINITIALIZED};
use super::writer::{Open, at};
use wasm_encoder::ValType;

impl Body<'_> {
    /// One instruction; none where the bytecode is not what it should be.
    #[expect(clippy::too_many_lines, reason = "a table")]
    pub(super) fn step(&mut self, instruction: &Instruction) -> Option<()> {
        match instruction.step {
            Step::Nothing | Step::Jump(_) | Step::Branch(..) => {}
            Step::Constant(value) => self.operands.push(Operand::Constant(value)),
            Step::Catch(place) => self.operands.push(Operand::Catch(place)),
            Step::Pool(index) => self.constant(index)?,
            Step::Closure(index) => self.closure(index, instruction)?,
            Step::Atom(atom) => self.atom(atom),
            Step::EmptyString => self.atom(self.module.layout.atom_empty),
            Step::This => self.this(instruction),
            Step::NewTarget => self.operands.push(Operand::Lent(NEW_TARGET)),
            Step::Arguments => {
                self.context();
                self.writer.to().local_get(ARGUMENT_COUNT).local_get(ARGUMENTS).call(self.module.helpers.arguments);
                self.made(instruction);
            }
            Step::Rest(first) => self.rest(first, instruction),
            Step::Special(kind) => {
                self.context();
                self.stack_frame();
                self.writer.to().i32_const(kind.cast_signed()).call(self.module.helpers.special);
                self.made(instruction);
            }
            Step::Object => {
                self.context();
                self.writer.to().call(self.module.helpers.object);
                self.made(instruction);
            }
            Step::Shuffle(taken, left) => self.shuffle(taken, left)?,
            Step::Get(variable) => self.get(variable)?,
            Step::GetBoth(variable) => {
                self.get(variable)?;
                self.get(variable + 1)?;
            }
            Step::Put(variable) => {
                let value = self.operands.pop()?;
                self.put(variable, value)?;
            }
            Step::Set(variable) => self.set(variable)?,
            Step::GetChecked(variable) => {
                self.check_variable(variable, Check::Initialized, instruction)?;
                self.get(variable)?;
            }
            Step::PutChecked(variable) => {
                self.check_variable(variable, Check::Initialized, instruction)?;
                let value = self.operands.pop()?;
                self.put(variable, value)?;
            }
            Step::PutInitial(variable) => {
                self.check_variable(variable, Check::Uninitialized, instruction)?;
                let value = self.operands.pop()?;
                self.put(variable, value)?;
            }
            Step::Uninitialize(variable) => self.put(variable, Operand::Constant(UNINITIALIZED))?,
            Step::Close(index) => {
                self.context();
                self.stack_frame();
                self.writer.to().i32_const(index.cast_signed()).call(self.module.helpers.close_loc);
            }
            Step::AddTo(variable) => self.add_to(variable, instruction)?,
            Step::Change(variable, by) => self.change(variable, by, instruction)?,
            Step::GetReference(index, is_checked) => self.get_reference(index, is_checked, instruction),
            Step::PutReference(index, check) => self.put_reference(index, check, instruction)?,
            Step::SetReference(index) => {
                self.shuffle(1, &[0, 0])?;
                self.put_reference(index, Check::Nothing, instruction)?;
            }
            Step::GetGlobal(atom, throws) => {
                self.at(instruction.next);
                self.context();
                let mut to = self.writer.to();
                to.i32_const(atom.cast_signed()).i32_const(i32::from(throws)).call(self.module.helpers.get_global);
                self.made(instruction);
            }
            Step::PutGlobal(atom, flag) => {
                self.at(instruction.next);
                self.context();
                self.writer.to().i32_const(atom.cast_signed());
                let value = self.operands.pop()?;
                self.give(value);
                self.writer.to().i32_const(flag.cast_signed()).call(self.module.helpers.put_global);
                self.check_negative();
            }
            Step::GetField(atom, keep) => self.get_field(atom, keep, instruction)?,
            Step::Length => self.get_field(self.module.layout.atom_length, Keep::Nothing, instruction)?,
            Step::PutField(atom) => self.put_field(atom, instruction)?,
            Step::DefineField(atom) => self.define_field(atom, instruction)?,
            Step::GetElement(keep) => self.get_element(keep, instruction)?,
            Step::PutElement => self.put_element(instruction)?,
            Step::Call(count, callee) => self.call(count as usize, callee, instruction)?,
            Step::Array(count) => self.array(count as usize, instruction)?,
            Step::CheckConstructor => self.check_constructor(instruction),
            Step::Extend => {
                self.check_constructor(instruction);
                self.at(instruction.next);
                self.context();
                let mut to = self.writer.to();
                to.local_get(FUNCTION).local_get(NEW_TARGET).local_get(ARGUMENT_COUNT).local_get(ARGUMENTS);
                to.call(self.module.helpers.extend);
                self.made(instruction);
            }
            Step::CheckConstructed => self.check_constructed(instruction)?,
            Step::Return => {
                let value = self.operands.pop()?;
                self.return_value(value);
            }
            Step::ReturnUndefined => self.return_value(Operand::Constant(UNDEFINED)),
            Step::Throw => {
                self.at(instruction.next);
                self.context();
                let value = self.operands.pop()?;
                self.give(value);
                self.writer.to().call(self.module.helpers.throw);
                self.leave(true);
            }
            Step::Not => {
                let value = self.operands.pop()?;
                self.test(value);
                self.writer.to().i32_eqz();
                self.flag();
            }
            Step::Is(values) => {
                let value = self.operands.pop()?;
                self.is_one_of(value, values);
                self.flag();
                self.release(value);
            }
            Step::Compare(comparison) => self.compare(comparison, instruction)?,
            Step::Binary(binary) => self.binary(binary, instruction)?,
            Step::By(by) => self.by(by, instruction)?,
            Step::PostBy(by) => self.post_by(by, instruction)?,
            Step::Unary => {
                let value = self.operands.pop()?;
                self.at(instruction.next);
                self.context();
                self.give(value);
                let opcode = i32::from(instruction.opcode);
                self.writer.to().i32_const(opcode).call(self.module.helpers.operate_on);
                self.made(instruction);
            }
            Step::NipCatch => {
                let value = self.operands.pop()?;
                loop {
                    match self.operands.pop()? {
                        Operand::Catch(_) => break,
                        other => self.release(other),
                    }
                }
                self.operands.push(value);
            }
            Step::Operate(taken, left, numbers) => self.operate(taken, left, numbers, instruction)?,
            Step::Leave => {
                self.at(instruction.at);
                self.leave(false);
            }
        }
        Some(())
    }

    /// Leaves the context, which helpers take first.
    pub(super) fn context(&mut self) {
        self.writer.to().i32_const(self.function.context.cast_signed());
    }

    /// Leaves the stack frame.
    pub(super) fn stack_frame(&mut self) {
        let start = self.field(0).cast_signed();
        self.writer.to().local_get(self.frame).i32_const(start).i32_add();
    }

    /// Pushes what a helper has made, or leaves with its exception.
    pub(super) fn made(&mut self, instruction: &Instruction) {
        let local = self.writer.keep(ValType::I64);
        self.checked(local, instruction);
        self.operands.push(Operand::Owned(local, Kind::Any));
    }

    /// Leaves where what is in this local is an exception that this instruction has thrown.
    pub(super) fn checked(&mut self, local: u32, instruction: &Instruction) {
        self.writer.to().local_get(local).i64_const(step::EXCEPTION.cast_signed()).i64_eq();
        self.writer.if_();
        self.at(instruction.next);
        self.leave(true);
        self.writer.end();
    }

    /// Has the interpreter do this instruction where what is on top is not 0.
    pub(super) fn leave_if(&mut self, instruction: &Instruction) {
        self.writer.if_();
        self.at(instruction.at);
        self.leave(false);
        self.writer.end();
    }

    /// Pushes what is on top of WebAssembly's own operands, 0 or 1.
    pub(super) fn flag(&mut self) {
        let local = self.writer.keep(ValType::I32);
        self.operands.push(Operand::Flag(local));
    }

    /// Returns a value that is used up.
    pub(super) fn return_value(&mut self, value: Operand) {
        self.give(value);
        self.writer.to().local_set(self.result);
        while let Some(operand) = self.operands.pop() {
            self.release(operand);
        }
        self.writer.br(Open::Return);
    }

    /// The interpreter counts a reference more: constants are the function's, which the caller
    /// holds.
    fn constant(&mut self, index: u32) -> Option<()> {
        let value = *self.pool.get(index as usize)?;
        if value < step::COUNTED {
            self.operands.push(Operand::Constant(value));
            return Some(());
        }
        self.writer.to().i64_const(value.cast_signed());
        let local = self.writer.keep(ValType::I64);
        self.operands.push(Operand::Lent(local));
        Some(())
    }

    fn closure(&mut self, index: u32, instruction: &Instruction) -> Option<()> {
        let bytecode = *self.pool.get(index as usize)?;
        self.context();
        self.stack_frame();
        self.writer.to().i64_const(bytecode.cast_signed()).call(self.module.helpers.closure);
        self.made(instruction);
        Some(())
    }

    fn atom(&mut self, atom: u32) {
        self.context();
        self.writer.to().i32_const(atom.cast_signed()).call(self.module.helpers.atom);
        self.push_owned(Kind::Any);
    }

    fn this(&mut self, instruction: &Instruction) {
        if self.function.is_strict {
            self.operands.push(Operand::Lent(THIS));
            return;
        }
        self.is_object(Operand::Lent(THIS));
        self.writer.if_value(ValType::I64);
        self.count_up(THIS);
        self.writer.to().local_get(THIS);
        self.writer.else_();
        self.context();
        self.writer.to().local_get(THIS).call(self.module.helpers.this);
        self.writer.end();
        self.made(instruction);
    }

    fn rest(&mut self, first: u32, instruction: &Instruction) {
        let (count, first) = (self.writer.local(ValType::I32), first.cast_signed());
        self.context();
        let mut to = self.writer.to();
        to.local_get(ARGUMENT_COUNT).i32_const(first).i32_sub().local_tee(count);
        to.i32_const(0).local_get(count).i32_const(0).i32_gt_s().select();
        to.local_get(ARGUMENTS).i32_const(first * VALUE.cast_signed()).i32_add().call(self.module.helpers.array);
        self.made(instruction);
    }

    pub(super) fn shuffle(&mut self, taken: usize, left: &[usize]) -> Option<()> {
        let start = self.operands.len().checked_sub(taken)?;
        let taken = self.operands.split_off(start);
        for (number, operand) in taken.iter().enumerate() {
            let times = left.iter().filter(|place| **place == number).count();
            if times == 0 {
                self.release(*operand);
            }
            if let Operand::Owned(local, Kind::Any) = operand {
                for _ in 1..times {
                    self.count_up(*local);
                }
            }
        }
        for place in left {
            self.operands.push(*taken.get(*place)?);
        }
        Some(())
    }

    /// Leaves 0 or 1 for a condition that is used up.
    pub(super) fn test(&mut self, condition: Operand) {
        match condition {
            Operand::Flag(local) => _ = self.writer.to().local_get(local),
            Operand::Owned(_, Kind::Integer) => {
                self.push(condition);
                self.writer.to().i32_wrap_i64().i32_const(0).i32_ne();
            }
            _ => {
                self.push(condition);
                self.writer.to().i64_const(UNINITIALIZED.cast_signed()).i64_lt_u();
                self.writer.if_value(ValType::I32);
                self.push(condition);
                self.writer.to().i32_wrap_i64().i32_const(0).i32_ne();
                self.writer.else_();
                self.context();
                self.give(condition);
                self.writer.to().call(self.module.helpers.test).i32_const(0).i32_ne();
                self.writer.end();
            }
        }
    }

    /// Leaves whether a value is one of these.
    fn is_one_of(&mut self, value: Operand, values: &[u64]) {
        for (number, known) in values.iter().enumerate() {
            self.push(value);
            self.writer.to().i64_const(known.cast_signed()).i64_eq();
            if number > 0 {
                self.writer.to().i32_or();
            }
        }
    }

    fn check_constructor(&mut self, instruction: &Instruction) {
        self.writer.to().local_get(NEW_TARGET).i64_const(UNDEFINED.cast_signed()).i64_eq();
        self.leave_if(instruction);
    }

    fn check_constructed(&mut self, instruction: &Instruction) -> Option<()> {
        let value = *self.operands.last()?;
        self.is_object(value);
        let is_object = self.writer.keep(ValType::I32);
        self.is_one_of(value, &[UNDEFINED]);
        self.writer.to().local_get(is_object).i32_or().i32_eqz();
        self.leave_if(instruction);
        self.writer.to().local_get(is_object).i32_eqz();
        self.flag();
        Some(())
    }

    /// A helper works on operands in the frame.
    fn operate(&mut self, taken: usize, left: usize, numbers: [u32; 2], instruction: &Instruction) -> Option<()> {
        let start = self.operands.len().checked_sub(taken)?;
        for depth in start..self.operands.len() {
            let operand = *self.operands.get(depth)?;
            self.spill(depth, operand);
        }
        self.at(instruction.next);
        self.context();
        let place = self.operand_place(self.operands.len()).cast_signed();
        let mut to = self.writer.to();
        to.local_get(self.frame).i32_const(place).i32_add();
        to.i32_const(i32::from(instruction.opcode));
        to.i32_const(numbers[0].cast_signed()).i32_const(numbers[1].cast_signed()).call(self.module.helpers.step);
        self.writer.if_();
        self.leave_from(start, true);
        self.writer.end();
        let before = self.operands.split_off(start);
        for number in 0..left {
            let is_iterator = number == 2 && taken == 1 && left == 3 && instruction.opcode == self.module.for_of_start;
            match before.get(number) {
                Some(Operand::Catch(place)) => self.operands.push(Operand::Catch(*place)),
                _ if is_iterator => self.operands.push(Operand::Catch(0)),
                _ => {
                    let place = self.operand_place(start + number);
                    self.writer.to().local_get(self.frame).i64_load(at(place, VALUE));
                    self.push_owned(Kind::Any);
                }
            }
        }
        Some(())
    }
}
