//! What an instruction of bytecode does.

/// An instruction, without the shorter ways to write it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Step {
    Nothing,
    /// Pushes a value that nobody counts references to.
    Constant(u64),
    /// Pushes where an exception is caught.
    Catch(u32),
    Pool(u32),
    Closure(u32),
    Atom(u32),
    EmptyString,
    This,
    NewTarget,
    Arguments,
    Rest(u32),
    Special(u32),
    Object,
    /// Takes so many operands and leaves those of these numbers.
    Shuffle(usize, &'static [usize]),
    /// Variables: arguments first, then locals.
    Get(usize),
    /// This one and the next.
    GetBoth(usize),
    Put(usize),
    Set(usize),
    GetChecked(usize),
    PutChecked(usize),
    PutInitial(usize),
    Uninitialize(usize),
    /// Ends what closures share of a local variable.
    Close(u32),
    AddTo(usize),
    Change(usize, i32),
    /// Variables of functions around.
    GetReference(u32, bool),
    PutReference(u32, Check),
    SetReference(u32),
    GetGlobal(u32, bool),
    PutGlobal(u32, u32),
    GetField(u32, Keep),
    Length,
    PutField(u32),
    DefineField(u32),
    GetElement(Keep),
    PutElement,
    Call(u32, Callee),
    Array(u32),
    CheckConstructor,
    CheckConstructed,
    /// Constructs with the class above, the arguments as they came.
    Extend,
    Return,
    ReturnUndefined,
    Throw,
    Jump(usize),
    /// Jumps where the operand is this.
    Branch(bool, usize),
    Not,
    Is(&'static [u64]),
    Compare(Comparison),
    Binary(Binary),
    /// Increments or decrements.
    By(i32),
    PostBy(i32),
    Unary,
    NipCatch,
    /// A function of the guest's does it to operands in memory: how many it takes and leaves,
    /// and operands of the instruction.
    Operate(usize, usize, [u32; 2]),
    /// Something that is left to the interpreter.
    Leave,
}

/// What is checked before a variable of a function around is written to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Check {
    Nothing,
    Initialized,
    Uninitialized,
}

/// Whether the object stays under what is taken out of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Keep {
    Nothing,
    Object,
}

/// What is called.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Callee {
    Function { is_last: bool },
    Method { is_last: bool },
    Constructor,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Comparison {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    StrictlyEqual,
    StrictlyNotEqual,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    And,
    Or,
    Xor,
    ShiftLeft,
    ShiftRight,
    ShiftRightUnsigned,
    /// Only the guest knows how.
    Other,
}

/// An instruction where it lies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Instruction {
    /// Bytes from the beginning of the function, and those behind it.
    pub(super) at: usize,
    pub(super) next: usize,
    pub(super) opcode: u8,
    pub(super) step: Step,
}

pub(super) const fn value(tag: i32, payload: u32) -> u64 {
    ((tag.cast_unsigned() as u64) << 32) | payload as u64
}

pub(super) const FALSE: u64 = value(1, 0);
pub(super) const TRUE: u64 = value(1, 1);
pub(super) const NULL: u64 = value(2, 0);
pub(super) const UNDEFINED: u64 = value(3, 0);
pub(super) const UNINITIALIZED: u64 = value(4, 0);
pub(super) const CATCH: i32 = 5;
pub(super) const SHORT_BIG_INT: i32 = 7;
pub(super) const EXCEPTION: u64 = value(6, 0);
pub(super) const OBJECT: i32 = -1;
/// The first tag of values whose references are counted.
pub(super) const COUNTED: u64 = value(-9, 0);

impl Step {
    /// Whether it keeps what it finds.
    pub(super) fn has_site(&self) -> bool {
        matches!(self, Self::GetField(..) | Self::Length | Self::PutField(_))
    }

    /// Whether it gives this variable another value.
    pub(super) fn writes(&self, variable: usize) -> bool {
        match self {
            Self::Put(written)
            | Self::Set(written)
            | Self::PutChecked(written)
            | Self::PutInitial(written)
            | Self::Uninitialize(written)
            | Self::AddTo(written)
            | Self::Change(written, _) => *written == variable,
            _ => false,
        }
    }
}
