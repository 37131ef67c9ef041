//! Ways through bytecode, and guests that lie. What compiled code does is tested where it runs:
//! `tests/cli/ahead.rs`.

use super::Plan;
use super::blocks::{Blocks, End};
use super::guest::Guest;
use super::step::{Instruction, Step};
use minicbor::Encoder;

/// One instruction to a byte.
fn blocks(steps: &[Step]) -> Option<Blocks> {
    let instruction = |(at, step): (usize, &Step)| Instruction { at, next: at + 1, opcode: 0, step: *step };
    Blocks::of(&steps.iter().enumerate().map(instruction).collect::<Vec<_>>())
}

#[test]
fn a_loop_begins_where_a_later_block_leads_back_to() {
    // while (..) { if (..) ..; } return
    let steps = [
        Step::Branch(false, 5),
        Step::Branch(false, 3),
        Step::Nothing,
        Step::Nothing,
        Step::Jump(0),
        Step::ReturnUndefined,
    ];
    let found = blocks(&steps).unwrap().blocks;
    let first = |start: usize| found.iter().position(|block| block.instructions.start == start).unwrap();
    assert!(found[0].is_loop && !found[0].is_merge && found[0].instructions == (0..1));
    assert_eq!(found[0].end, End::Branch(first(1), first(5)));
    assert!(found[first(3)].is_merge && !found[first(3)].is_loop);
    assert_eq!(found[first(3)].end, End::Jump(0));
    assert!(found[first(1)].children.contains(&first(3)));
    assert_eq!(found[first(5)].end, End::Stop);
}

#[test]
fn what_nothing_leads_to_is_left_out() {
    let found = blocks(&[Step::ReturnUndefined, Step::Nothing, Step::Jump(1)]).unwrap().blocks;
    assert_eq!(found.len(), 1);
}

#[test]
fn loops_that_are_entered_in_the_middle_are_left_to_the_interpreter() {
    let steps = [Step::Branch(true, 2), Step::Nothing, Step::Nothing, Step::Jump(1)];
    assert!(blocks(&steps).is_none());
}

#[test]
fn ways_out_of_the_bytecode_are_none() {
    assert!(blocks(&[Step::Nothing]).is_none());
    assert!(blocks(&[Step::Jump(7), Step::ReturnUndefined]).is_none());
    assert!(blocks(&[]).is_none());
}

/// What a guest tells: a function of so many numbers, whose bytecode lies there.
fn told(numbers: &[u32]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut to = Encoder::new(&mut bytes);
    to.array(6).unwrap().str("invalid 1\n").unwrap().str("").unwrap().str("").unwrap();
    to.encode([0_u32; 0]).unwrap().encode([0_u32; 0]).unwrap().encode(numbers).unwrap();
    bytes
}

#[test]
fn guests_that_lie_are_refused() {
    let whole = [12, 8, 16, 24, 1 << 20, 9, 0, 0, 0, 1, 0, 1];
    assert_eq!(Guest::read(&told(&whole)).unwrap_or_else(|error| panic!("{error}")).functions.len(), 1);
    assert!(Guest::read(b"").is_err());
    for numbers in [&whole[..11], &[0], &[13, 1], &[u32::MAX]] {
        assert!(Guest::read(&told(numbers)).is_err(), "{numbers:?}");
    }
    let mut more = whole;
    more[8] = 3;
    assert!(Guest::read(&told(&more)).is_err(), "variables that are not told of");
    // No module, and none of its helpers.
    assert!(Plan::of(b"", &told(&whole), &[]).is_err());
    assert!(Plan::of(b"\0asm\x01\0\0\0", &told(&whole), &[]).is_err());
}
