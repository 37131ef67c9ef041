//! What a guest tells of itself: its instructions, its helpers, where it keeps what, and its
//! functions. `guest/src/standalone/ahead.rs` has the other side.

use minicbor::Decoder;
use minicbor::decode::Error;
use std::collections::BTreeMap;

/// Numbers of a function before those of its variables.
const FIELDS: usize = 14;

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

/// Of a line: name, bytes, and what it takes and leaves, which steps know themselves.
fn opcode(line: &str) -> Option<Opcode> {
    let mut words = line.split(' ');
    Some(Opcode { name: words.next()?.to_owned(), size: words.next()?.parse().ok()? })
}

fn functions(mut numbers: &[u32]) -> Option<Vec<Function>> {
    let mut functions = Vec::new();
    while let Some(length) = numbers.first() {
        let (row, rest) = numbers.split_at_checked(*length as usize)?;
        numbers = rest;
        let (fields, variables) = row.split_at_checked(FIELDS)?;
        let &[
            _,
            record,
            context,
            runtime,
            code,
            code_length,
            pool,
            pool_length,
            arguments,
            locals,
            stack,
            references,
            _,
            strict,
        ] = fields
        else {
            return None;
        };
        let captured =
            variables.get(..arguments.checked_add(locals)? as usize)?.iter().map(|flag| *flag != 0).collect();
        functions.push(Function {
            record,
            context,
            runtime,
            code,
            code_length,
            pool,
            pool_length,
            arguments,
            stack,
            references,
            is_strict: strict != 0,
            captured,
        });
    }
    Some(functions)
}
