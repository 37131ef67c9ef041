//! Bytecode as instructions: names, operands and shorter ways to write the same.

use super::guest::{Function, Guest};
use super::step::{
    Binary, Callee, Check, Comparison, FALSE, Instruction, Keep, NULL, SHORT_BIG_INT, Step, TRUE, UNDEFINED, value,
};

/// An instruction without operands of its own.
const NONE: [u32; 2] = [0; 2];

/// All instructions of a function; none where the bytecode is not what was told.
pub(super) fn decode(guest: &Guest, function: &Function, code: &[u8]) -> Option<Vec<Instruction>> {
    let mut instructions = Vec::new();
    let mut at = 0;
    while let Some(number) = code.get(at) {
        let opcode = guest.opcodes.get(usize::from(*number))?;
        let operands = Operands { at, bytes: code.get(at + 1..at + opcode.size)?, function };
        let step = step(&opcode.name, &operands)?;
        instructions.push(Instruction { at, next: at + opcode.size, opcode: *number, step });
        at += opcode.size;
    }
    Some(instructions)
}

struct Operands<'a> {
    at: usize,
    bytes: &'a [u8],
    function: &'a Function,
}

impl Operands<'_> {
    fn u8(&self, place: usize) -> Option<u8> {
        self.bytes.get(place).copied()
    }

    fn u16(&self, place: usize) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8(place)?, self.u8(place + 1)?]))
    }

    fn u32(&self, place: usize) -> Option<u32> {
        Some(u32::from(self.u16(place)?) | u32::from(self.u16(place + 2)?) << 16)
    }

    /// A whole number of one, two or four bytes, whatever is there.
    fn number(&self) -> Option<i32> {
        Some(match self.bytes.len() {
            1 => i32::from(self.u8(0)?.cast_signed()),
            2 => i32::from(self.u16(0)?.cast_signed()),
            _ => self.u32(0)?.cast_signed(),
        })
    }

    /// The same, without a sign.
    fn index(&self) -> Option<u32> {
        Some(match self.bytes.len() {
            1 => u32::from(self.u8(0)?),
            2 => u32::from(self.u16(0)?),
            _ => self.u32(0)?,
        })
    }

    /// Where a jump goes to.
    fn target(&self) -> Option<usize> {
        (self.at + 1).checked_add_signed(self.number()? as isize)
    }

    fn argument(&self, index: u32) -> usize {
        index.min(self.function.arguments) as usize
    }

    fn local(&self, index: u32) -> usize {
        (self.function.arguments + index) as usize
    }
}

/// The number at the end of a short name: `get_loc2`.
fn digit(name: &str, start: &str) -> Option<u32> {
    let digit = name.strip_prefix(start).filter(|rest| rest.len() == 1)?;
    digit.parse().ok().filter(|digit| *digit < 8)
}

#[expect(clippy::too_many_lines, reason = "a table")]
fn step(name: &str, from: &Operands<'_>) -> Option<Step> {
    if let Some(step) = short(name, from) {
        return Some(step);
    }
    let integer = |number: i32| Step::Constant(u64::from(number.cast_unsigned()));
    Some(match name {
        "nop" => Step::Nothing,
        "push_i32" | "push_i16" | "push_i8" => integer(from.number()?),
        "push_minus1" => integer(-1),
        "push_bigint_i32" => Step::Constant(value(SHORT_BIG_INT, from.u32(0)?)),
        "undefined" => Step::Constant(UNDEFINED),
        "null" => Step::Constant(NULL),
        "push_false" => Step::Constant(FALSE),
        "push_true" => Step::Constant(TRUE),
        "push_const" | "push_const8" => Step::Pool(from.index()?),
        "fclosure" | "fclosure8" => Step::Closure(from.index()?),
        "push_atom_value" => Step::Atom(from.u32(0)?),
        "push_this" => Step::This,
        "special_object" => match from.u8(0)? {
            0 => Step::Arguments,
            // Its elements are the arguments themselves.
            1 => return None,
            3 => Step::NewTarget,
            other => Step::Special(u32::from(other)),
        },
        "rest" => Step::Rest(from.index()?),
        "object" => Step::Object,
        "drop" => Step::Shuffle(1, &[]),
        "nip" => Step::Shuffle(2, &[1]),
        "nip1" => Step::Shuffle(3, &[1, 2]),
        "dup" => Step::Shuffle(1, &[0, 0]),
        "dup1" => Step::Shuffle(2, &[0, 0, 1]),
        "dup2" => Step::Shuffle(2, &[0, 1, 0, 1]),
        "dup3" => Step::Shuffle(3, &[0, 1, 2, 0, 1, 2]),
        "insert2" => Step::Shuffle(2, &[1, 0, 1]),
        "insert3" => Step::Shuffle(3, &[2, 0, 1, 2]),
        "insert4" => Step::Shuffle(4, &[3, 0, 1, 2, 3]),
        "perm3" => Step::Shuffle(3, &[1, 0, 2]),
        "perm4" => Step::Shuffle(4, &[2, 0, 1, 3]),
        "perm5" => Step::Shuffle(5, &[3, 0, 1, 2, 4]),
        "swap" => Step::Shuffle(2, &[1, 0]),
        "swap2" => Step::Shuffle(4, &[2, 3, 0, 1]),
        "rot3l" => Step::Shuffle(3, &[1, 2, 0]),
        "rot3r" => Step::Shuffle(3, &[2, 0, 1]),
        "rot4l" => Step::Shuffle(4, &[1, 2, 3, 0]),
        "rot5l" => Step::Shuffle(5, &[1, 2, 3, 4, 0]),
        "push_empty_string" => Step::EmptyString,
        "get_loc0_loc1" => Step::GetBoth(from.local(0)),
        "get_loc" | "get_loc8" => Step::Get(from.local(from.index()?)),
        "put_loc" | "put_loc8" => Step::Put(from.local(from.index()?)),
        "set_loc" | "set_loc8" => Step::Set(from.local(from.index()?)),
        "get_arg" => Step::Get(from.argument(from.index()?)),
        "put_arg" => Step::Put(from.argument(from.index()?)),
        "set_arg" => Step::Set(from.argument(from.index()?)),
        "get_loc_check" => Step::GetChecked(from.local(from.index()?)),
        "put_loc_check" => Step::PutChecked(from.local(from.index()?)),
        "put_loc_check_init" => Step::PutInitial(from.local(from.index()?)),
        "set_loc_uninitialized" => Step::Uninitialize(from.local(from.index()?)),
        "close_loc" => Step::Close(from.index()?),
        "inc_loc" => Step::Change(from.local(from.index()?), 1),
        "dec_loc" => Step::Change(from.local(from.index()?), -1),
        "add_loc" => Step::AddTo(from.local(from.index()?)),
        "get_var_ref" => Step::GetReference(from.index()?, false),
        "get_var_ref_check" => Step::GetReference(from.index()?, true),
        "put_var_ref" => Step::PutReference(from.index()?, Check::Nothing),
        "put_var_ref_check" => Step::PutReference(from.index()?, Check::Initialized),
        "put_var_ref_check_init" => Step::PutReference(from.index()?, Check::Uninitialized),
        "set_var_ref" => Step::SetReference(from.index()?),
        "get_var_undef" => Step::GetGlobal(from.u32(0)?, false),
        "get_var" => Step::GetGlobal(from.u32(0)?, true),
        "put_var" => Step::PutGlobal(from.u32(0)?, 0),
        "put_var_init" => Step::PutGlobal(from.u32(0)?, 1),
        "get_length" => Step::Length,
        "get_field" => Step::GetField(from.u32(0)?, Keep::Nothing),
        "get_field2" => Step::GetField(from.u32(0)?, Keep::Object),
        "put_field" => Step::PutField(from.u32(0)?),
        "define_field" => Step::DefineField(from.u32(0)?),
        "get_array_el" => Step::GetElement(Keep::Nothing),
        "get_array_el2" => Step::GetElement(Keep::Object),
        "put_array_el" => Step::PutElement,
        "call" => Step::Call(from.index()?, Callee::Function { is_last: false }),
        "tail_call" => Step::Call(from.index()?, Callee::Function { is_last: true }),
        "call_method" => Step::Call(from.index()?, Callee::Method { is_last: false }),
        "tail_call_method" => Step::Call(from.index()?, Callee::Method { is_last: true }),
        "call_constructor" => Step::Call(from.index()?, Callee::Constructor),
        "array_from" => Step::Array(from.index()?),
        "check_ctor" => Step::CheckConstructor,
        "check_ctor_return" => Step::CheckConstructed,
        "init_ctor" => Step::Extend,
        "return" => Step::Return,
        "return_undef" => Step::ReturnUndefined,
        "throw" => Step::Throw,
        "goto" | "goto16" | "goto8" => Step::Jump(from.target()?),
        "if_true" | "if_true8" => Step::Branch(true, from.target()?),
        "if_false" | "if_false8" => Step::Branch(false, from.target()?),
        "catch" => Step::Catch(u32::try_from(from.target()?).ok()?),
        "nip_catch" => Step::NipCatch,
        "lnot" => Step::Not,
        "is_undefined" => Step::Is(&[UNDEFINED]),
        "is_null" => Step::Is(&[NULL]),
        "is_undefined_or_null" => Step::Is(&[UNDEFINED, NULL]),
        "lt" => Step::Compare(Comparison::Less),
        "lte" => Step::Compare(Comparison::LessOrEqual),
        "gt" => Step::Compare(Comparison::Greater),
        "gte" => Step::Compare(Comparison::GreaterOrEqual),
        "eq" => Step::Compare(Comparison::Equal),
        "neq" => Step::Compare(Comparison::NotEqual),
        "strict_eq" => Step::Compare(Comparison::StrictlyEqual),
        "strict_neq" => Step::Compare(Comparison::StrictlyNotEqual),
        "add" => Step::Binary(Binary::Add),
        "sub" => Step::Binary(Binary::Subtract),
        "mul" => Step::Binary(Binary::Multiply),
        "div" => Step::Binary(Binary::Divide),
        "mod" => Step::Binary(Binary::Remainder),
        "and" => Step::Binary(Binary::And),
        "or" => Step::Binary(Binary::Or),
        "xor" => Step::Binary(Binary::Xor),
        "shl" => Step::Binary(Binary::ShiftLeft),
        "sar" => Step::Binary(Binary::ShiftRight),
        "shr" => Step::Binary(Binary::ShiftRightUnsigned),
        "pow" | "in" | "instanceof" | "delete" | "private_in" => Step::Binary(Binary::Other),
        "inc" => Step::By(1),
        "dec" => Step::By(-1),
        "post_inc" => Step::PostBy(1),
        "post_dec" => Step::PostBy(-1),
        "neg"
        | "plus"
        | "not"
        | "typeof"
        | "typeof_is_undefined"
        | "typeof_is_function"
        | "to_object"
        | "to_propkey" => Step::Unary,
        "for_of_start" | "for_in_next" => Step::Operate(1, 3, NONE),
        "for_of_next" => {
            let between = usize::from(from.u8(0)?);
            Step::Operate(3 + between, 5 + between, [from.index()?, 0])
        }
        "for_in_start" | "get_super" => Step::Operate(1, 1, NONE),
        "iterator_get_value_done" => Step::Operate(1, 2, NONE),
        "iterator_close" | "put_private_field" => Step::Operate(3, 0, NONE),
        "append" | "define_array_el" => Step::Operate(3, 2, NONE),
        "copy_data_properties" => {
            let mask = from.index()?;
            let deepest = 1 + (mask & 3).max(mask >> 2 & 7).max(mask >> 5 & 7) as usize;
            Step::Operate(deepest, deepest, [mask, 0])
        }
        "set_name" => Step::Operate(1, 1, [from.u32(0)?, 0]),
        "set_name_computed" | "set_home_object" | "check_brand" | "to_propkey2" => Step::Operate(2, 2, NONE),
        "get_private_field" | "regexp" | "set_proto" => Step::Operate(2, 1, NONE),
        "define_private_field" | "get_super_value" => Step::Operate(3, 1, NONE),
        "apply" => Step::Operate(3, 1, [from.index()?, 0]),
        "add_brand" => Step::Operate(2, 0, NONE),
        "private_symbol" => Step::Operate(0, 1, [from.u32(0)?, 0]),
        "define_method" => Step::Operate(2, 1, [from.u32(0)?, u32::from(from.u8(4)?)]),
        "define_method_computed" => Step::Operate(3, 1, [u32::from(from.u8(0)?), 0]),
        "define_class" => Step::Operate(2, 2, [from.u32(0)?, u32::from(from.u8(4)?)]),
        "define_class_computed" => Step::Operate(3, 3, [from.u32(0)?, u32::from(from.u8(4)?)]),
        // What code it may add to this function's variables is not known.
        "eval" | "apply_eval" | "make_arg_ref" | "make_loc_ref" => return None,
        _ => Step::Leave,
    })
}

/// Instructions that hold their operand in their name.
fn short(name: &str, from: &Operands<'_>) -> Option<Step> {
    let ways: [(&str, &dyn Fn(u32) -> Step); 11] = [
        ("push_", &|number| Step::Constant(u64::from(number))),
        ("get_loc", &|index| Step::Get(from.local(index))),
        ("put_loc", &|index| Step::Put(from.local(index))),
        ("set_loc", &|index| Step::Set(from.local(index))),
        ("get_arg", &|index| Step::Get(from.argument(index))),
        ("put_arg", &|index| Step::Put(from.argument(index))),
        ("set_arg", &|index| Step::Set(from.argument(index))),
        ("get_var_ref", &|index| Step::GetReference(index, false)),
        ("put_var_ref", &|index| Step::PutReference(index, Check::Nothing)),
        ("set_var_ref", &|index| Step::SetReference(index)),
        ("call", &|count| Step::Call(count, Callee::Function { is_last: false })),
    ];
    ways.iter().find_map(|(start, make)| Some(make(digit(name, start)?)))
}
