//! Numbers: what is done to 32-bit integers is written out, all else is the guest's.

use super::function::{Body, Home, Kind, Operand, VALUE};
use super::step::{Binary, Comparison, Instruction, UNDEFINED};
use super::writer::{Open, at};
use wasm_encoder::ValType;

impl Body<'_> {
    /// Leaves whether both are integers; false where that is known.
    fn are_integers(&mut self, a: Operand, b: Operand) -> bool {
        let unknown: Vec<_> = [a, b].into_iter().filter(|operand| !is_integer(*operand)).collect();
        for (number, operand) in unknown.iter().enumerate() {
            self.push(*operand);
            if number > 0 {
                self.writer.to().i64_or();
            }
        }
        if unknown.is_empty() {
            return false;
        }
        self.writer.to().i64_const(32).i64_shr_u().i64_eqz();
        true
    }

    fn integer(&mut self, operand: Operand) {
        match operand {
            Operand::Constant(value) => {
                #[expect(clippy::cast_possible_truncation, reason = "the payload is the lower half")]
                self.writer.to().i32_const(value as i32);
            }
            _ => {
                self.push(operand);
                self.writer.to().i32_wrap_i64();
            }
        }
    }

    /// The guest does it to both, which are used up.
    fn by_guest(&mut self, a: Operand, b: Operand, opcode: u8, result: u32, instruction: &Instruction) {
        self.at(instruction.next);
        self.context();
        self.give(a);
        self.give(b);
        self.writer.to().i32_const(i32::from(opcode)).call(self.module.helpers.operate).local_set(result);
        self.checked(result, instruction);
    }

    pub(super) fn binary(&mut self, binary: Binary, instruction: &Instruction) -> Option<()> {
        let b = self.operands.pop()?;
        let a = self.operands.pop()?;
        let result = self.writer.local(ValType::I64);
        self.binary_into(binary, a, b, instruction.opcode, result, instruction);
        let has_integer = is_integer(a) || is_integer(b);
        let kind = match binary {
            Binary::And | Binary::Or | Binary::Xor | Binary::ShiftLeft | Binary::ShiftRight if has_integer => {
                Kind::Integer
            }
            Binary::ShiftRightUnsigned => Kind::Plain,
            Binary::Subtract | Binary::Multiply | Binary::Divide | Binary::Remainder if has_integer => Kind::Plain,
            _ => Kind::Any,
        };
        self.operands.push(Operand::Owned(result, kind));
        Some(())
    }

    fn binary_into(&mut self, binary: Binary, a: Operand, b: Operand, opcode: u8, result: u32, at: &Instruction) {
        self.writer.block(Open::Inside);
        let done = self.writer.depth();
        self.writer.block(Open::Inside);
        let slow = self.writer.depth();
        if matches!(binary, Binary::Other | Binary::Divide) {
            self.writer.br_to(slow);
        } else {
            if self.are_integers(a, b) {
                self.writer.to().i32_eqz();
                self.writer.br_if_to(slow);
            }
            self.of_integers(binary, a, b, slow);
            self.writer.to().i64_extend_i32_u().local_set(result);
            self.writer.br_to(done);
        }
        self.writer.end();
        self.by_guest(a, b, opcode, result, at);
        self.writer.end();
    }

    /// Leaves the result of two integers, or goes where the guest does it.
    fn of_integers(&mut self, binary: Binary, a: Operand, b: Operand, slow: usize) {
        match binary {
            Binary::Add | Binary::Subtract | Binary::Multiply => {
                self.integer(a);
                self.writer.to().i64_extend_i32_s();
                self.integer(b);
                self.writer.to().i64_extend_i32_s();
                match binary {
                    Binary::Add => _ = self.writer.to().i64_add(),
                    Binary::Subtract => _ = self.writer.to().i64_sub(),
                    _ => _ = self.writer.to().i64_mul(),
                }
                let exact = self.writer.keep(ValType::I64);
                self.writer.to().local_get(exact).i64_extend32_s().local_get(exact).i64_ne();
                if binary == Binary::Multiply {
                    // Of 0 there are two.
                    self.writer.to().local_get(exact).i64_eqz().i32_or();
                }
                self.writer.br_if_to(slow);
                self.writer.to().local_get(exact).i32_wrap_i64();
            }
            Binary::Remainder => {
                self.integer(a);
                self.writer.to().i32_const(0).i32_lt_s();
                self.integer(b);
                self.writer.to().i32_const(0).i32_le_s().i32_or();
                self.writer.br_if_to(slow);
                self.both(a, b);
                self.writer.to().i32_rem_u();
            }
            Binary::ShiftRightUnsigned => {
                self.both(a, b);
                self.writer.to().i32_shr_u();
                let shifted = self.writer.keep(ValType::I32);
                self.writer.to().local_get(shifted).i32_const(0).i32_lt_s();
                self.writer.br_if_to(slow);
                self.writer.to().local_get(shifted);
            }
            _ => {
                self.both(a, b);
                let mut to = self.writer.to();
                match binary {
                    Binary::And => to.i32_and(),
                    Binary::Or => to.i32_or(),
                    Binary::Xor => to.i32_xor(),
                    Binary::ShiftLeft => to.i32_shl(),
                    _ => to.i32_shr_s(),
                };
            }
        }
    }

    fn both(&mut self, a: Operand, b: Operand) {
        self.integer(a);
        self.integer(b);
    }

    pub(super) fn compare(&mut self, comparison: Comparison, instruction: &Instruction) -> Option<()> {
        let b = self.operands.pop()?;
        let a = self.operands.pop()?;
        let is_strict = matches!(comparison, Comparison::StrictlyEqual | Comparison::StrictlyNotEqual);
        if is_strict && (is_single(a) || is_single(b)) {
            self.push(a);
            self.push(b);
            self.writer.to().i64_eq();
            if comparison == Comparison::StrictlyNotEqual {
                self.writer.to().i32_eqz();
            }
            self.flag();
            self.release(a);
            self.release(b);
            return Some(());
        }
        let (flag, result) = (self.writer.local(ValType::I32), self.writer.local(ValType::I64));
        self.writer.block(Open::Inside);
        let done = self.writer.depth();
        self.writer.block(Open::Inside);
        let slow = self.writer.depth();
        if self.are_integers(a, b) {
            self.writer.to().i32_eqz();
            self.writer.br_if_to(slow);
        }
        self.both(a, b);
        let mut to = self.writer.to();
        match comparison {
            Comparison::Less => to.i32_lt_s(),
            Comparison::LessOrEqual => to.i32_le_s(),
            Comparison::Greater => to.i32_gt_s(),
            Comparison::GreaterOrEqual => to.i32_ge_s(),
            Comparison::Equal | Comparison::StrictlyEqual => to.i32_eq(),
            Comparison::NotEqual | Comparison::StrictlyNotEqual => to.i32_ne(),
        };
        to.local_set(flag);
        self.writer.br_to(done);
        self.writer.end();
        self.by_guest(a, b, instruction.opcode, result, instruction);
        self.writer.to().local_get(result).i32_wrap_i64().local_set(flag);
        self.writer.end();
        self.operands.push(Operand::Flag(flag));
        Some(())
    }

    /// What follows is done where a value is no integer, or the last one; else the next one is the result.
    fn unless_integer(&mut self, value: Operand, by: i32, result: u32, done: usize) {
        let last = if by > 0 { i32::MAX } else { i32::MIN };
        self.writer.block(Open::Inside);
        let slow = self.writer.depth();
        self.push(value);
        self.writer.to().i64_const(32).i64_shr_u().i64_eqz().i32_eqz();
        self.writer.br_if_to(slow);
        self.integer(value);
        self.writer.to().i32_const(last).i32_eq();
        self.writer.br_if_to(slow);
        self.integer(value);
        self.writer.to().i32_const(by).i32_add().i64_extend_i32_u().local_set(result);
        self.writer.br_to(done);
        self.writer.end();
    }

    /// Adds to an integer in a local, or has the guest do it to a copy of its own.
    fn changed(&mut self, value: Operand, by: i32, instruction: &Instruction) -> u32 {
        let result = self.writer.local(ValType::I64);
        let opcode = if by > 0 { self.module.increment } else { self.module.decrement };
        self.writer.block(Open::Inside);
        let done = self.writer.depth();
        self.unless_integer(value, by, result, done);
        self.at(instruction.next);
        self.context();
        self.give(value);
        self.writer.to().i32_const(i32::from(opcode)).call(self.module.helpers.operate_on).local_set(result);
        self.checked(result, instruction);
        self.writer.end();
        result
    }

    pub(super) fn by(&mut self, by: i32, instruction: &Instruction) -> Option<()> {
        let value = self.operands.pop()?;
        let result = self.changed(value, by, instruction);
        self.operands.push(Operand::Owned(result, Kind::Any));
        Some(())
    }

    /// A variable as an operand that is its own, wherever it is.
    fn variable(&mut self, variable: usize) -> Option<Operand> {
        match *self.homes.get(variable)? {
            Home::Local(..) => Some(Operand::Variable(variable)),
            Home::Frame(place) => {
                self.writer.to().local_get(self.frame).i64_load(at(place, VALUE));
                Some(Operand::Lent(self.writer.keep(ValType::I64)))
            }
        }
    }

    pub(super) fn change(&mut self, variable: usize, by: i32, instruction: &Instruction) -> Option<()> {
        let value = self.variable(variable)?;
        let result = self.changed(value, by, instruction);
        self.put(variable, Operand::Owned(result, Kind::Any))
    }

    pub(super) fn add_to(&mut self, variable: usize, instruction: &Instruction) -> Option<()> {
        let b = self.operands.pop()?;
        let a = self.variable(variable)?;
        let result = self.writer.local(ValType::I64);
        self.binary_into(Binary::Add, a, b, self.module.add, result, instruction);
        self.put(variable, Operand::Owned(result, Kind::Any))
    }

    /// Leaves what a number was and what it is then.
    pub(super) fn post_by(&mut self, by: i32, instruction: &Instruction) -> Option<()> {
        let value = self.operands.pop()?;
        let (old, new) = (self.writer.local(ValType::I64), self.writer.local(ValType::I64));
        let depth = self.operands.len();
        self.writer.block(Open::Inside);
        let done = self.writer.depth();
        self.push(value);
        self.writer.to().local_set(old);
        self.unless_integer(value, by, new, done);
        self.spill(depth, value);
        self.at(instruction.next);
        self.context();
        let above = self.operand_place(depth + 1).cast_signed();
        let mut to = self.writer.to();
        to.local_get(self.frame).i32_const(above).i32_add();
        to.i32_const(i32::from(instruction.opcode)).i32_const(0).i32_const(0).call(self.module.helpers.step);
        self.writer.if_();
        self.operands.push(value);
        self.leave_from(depth, true);
        self.operands.pop();
        self.writer.end();
        for (number, local) in [(depth, old), (depth + 1, new)] {
            let place = self.operand_place(number);
            self.writer.to().local_get(self.frame).i64_load(at(place, VALUE)).local_set(local);
        }
        self.writer.end();
        self.operands.push(Operand::Owned(old, Kind::Any));
        self.operands.push(Operand::Owned(new, Kind::Any));
        Some(())
    }
}

fn is_integer(operand: Operand) -> bool {
    match operand {
        Operand::Constant(value) => value >> 32 == 0,
        Operand::Owned(_, kind) => kind == Kind::Integer,
        _ => false,
    }
}

/// Whether nothing else is strictly equal to it.
fn is_single(operand: Operand) -> bool {
    matches!(operand, Operand::Constant(value) if value > u64::from(u32::MAX) && value <= UNDEFINED)
}
