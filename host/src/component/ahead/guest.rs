//! What a guest tells of itself: its instructions, its helpers, where it keeps what, and its
//! functions. `guest/src/standalone/ahead.rs` has the other side.

use minicbor::Decoder;
use minicbor::decode::Error;
use std::collections::BTreeMap;

/// What a guest has told.
pub(super) struct Guest {
    /// Instructions, in the order of their numbers.
    pub(super) opcodes: Vec<Opcode>,
    /// Places of helpers in the table of functions.
    pub(super) helpers: BTreeMap<String, u32>,
    layout: BTreeMap<String, u32>,
    pub(super) functions: Vec<Function>,
}

/// An instruction of bytecode.
pub(super) struct Opcode {
    pub(super) name: String,
    /// Bytes, with its operands.
    pub(super) size: usize,
}

/// A function in the guest's memory.
#[derive(Clone)]
pub(super) struct Function {
    /// Where its record lies.
    pub(super) record: u32,
    pub(super) context: u32,
    pub(super) runtime: u32,
    /// Where its bytecode lies, and how long it is.
    pub(super) code: u32,
    pub(super) code_length: u32,
    /// Where its constants lie, and how many there are.
    pub(super) pool: u32,
    pub(super) pool_length: u32,
    pub(super) arguments: u32,
    /// Operands at a time.
    pub(super) stack: u32,
    /// Variables of its own that closures share.
    pub(super) references: u32,
    pub(super) is_strict: bool,
    /// Whether closures share it: for each argument, then for each local variable.
    pub(super) captured: Vec<bool>,
}

impl Guest {
    pub(super) fn read(words: &[u8]) -> Result<Self, String> {
        Self::decode(words).map_err(|error| format!("what the guest tells cannot be read: {error}"))
    }

    fn decode(words: &[u8]) -> Result<Self, Error> {
        let mut from = Decoder::new(words);
        from.array()?;
        let (opcodes, helpers, layout) = (from.str()?, from.str()?, from.str()?);
        let opcodes = opcodes.lines().map(opcode).collect::<Option<_>>();
        let named = |names: &str, numbers: Vec<u32>| names.lines().map(str::to_owned).zip(numbers).collect();
        let helpers = named(helpers, from.decode()?);
        let layout = named(layout, from.decode()?);
        let numbers: Vec<u32> = from.decode()?;
        let functions = functions(&numbers);
        let cut = || Error::message("a line or a row is cut");
        Ok(Self { opcodes: opcodes.ok_or_else(cut)?, helpers, layout, functions: functions.ok_or_else(cut)? })
    }

    /// A number of the layout.
    pub(super) fn layout(&self, name: &str) -> Result<u32, String> {
        self.layout.get(name).copied().ok_or_else(|| format!("the guest does not tell its {name}"))
    }

    /// The number of an instruction.
    pub(super) fn opcode(&self, name: &str) -> Result<u8, String> {
        let place = self.opcodes.iter().position(|opcode| opcode.name == name);
        place.and_then(|place| u8::try_from(place).ok()).ok_or_else(|| format!("the guest has no instruction {name}"))
    }
}

fn opcode(line: &str) -> Option<Opcode> {
    let (name, size) = line.split_once(' ')?;
    Some(Opcode { name: name.to_owned(), size: size.parse().ok()? })
}

fn functions(mut numbers: &[u32]) -> Option<Vec<Function>> {
    let mut functions = Vec::new();
    while let Some(length) = numbers.first() {
        let (row, rest) = numbers.split_at_checked(*length as usize)?;
        functions.push(function(row.iter().skip(1).copied())?);
        numbers = rest;
    }
    Some(functions)
}

/// Of a row, in its order.
fn function(mut row: impl Iterator<Item = u32>) -> Option<Function> {
    let function = Function {
        record: row.next()?,
        context: row.next()?,
        runtime: row.next()?,
        code: row.next()?,
        code_length: row.next()?,
        pool: row.next()?,
        pool_length: row.next()?,
        arguments: row.next()?,
        stack: row.next()?,
        references: row.next()?,
        is_strict: row.next()? != 0,
        captured: row.map(|flag| flag != 0).collect(),
    };
    (function.arguments as usize <= function.captured.len()).then_some(function)
}
