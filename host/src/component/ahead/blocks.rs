//! Where control goes in a function: blocks, and which of them all ways to another pass.

use super::step::{Callee, Instruction, Step};
use std::collections::BTreeMap;
use std::ops::Range;

/// Functions with more are left to the interpreter.
const MOST_BLOCKS: usize = 3000;

/// The blocks that can be reached without an exception, in reverse postorder: each behind all
/// that lead to it, but for the ends of loops.
pub(super) struct Blocks {
    pub(super) blocks: Vec<Block>,
}

pub(super) struct Block {
    /// Its instructions, by number.
    pub(super) instructions: Range<usize>,
    pub(super) end: End,
    /// Whether a later block leads back to it.
    pub(super) is_loop: bool,
    /// Whether several earlier blocks lead to it.
    pub(super) is_merge: bool,
    /// The blocks that are reached only by way of this one, and by no other of those.
    pub(super) children: Vec<usize>,
}

/// How a block ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum End {
    Jump(usize),
    /// Where to if the last operand is true, and else.
    Branch(usize, usize),
    /// Its last instruction goes nowhere.
    Stop,
}

impl Blocks {
    /// The blocks of a function; none where it cannot be written with loops and blocks.
    pub(super) fn of(instructions: &[Instruction]) -> Option<Self> {
        let raw = raw(instructions)?;
        let order = order(&raw)?;
        let number: BTreeMap<usize, usize> = order.iter().enumerate().map(|(number, start)| (*start, number)).collect();
        let renumber = |end: End| {
            Some(match end {
                End::Jump(to) => End::Jump(*number.get(&to)?),
                End::Branch(yes, no) => End::Branch(*number.get(&yes)?, *number.get(&no)?),
                End::Stop => End::Stop,
            })
        };
        let mut blocks = Vec::new();
        for start in &order {
            let (instructions, end) = raw.get(start)?;
            let (instructions, end) = (instructions.clone(), renumber(*end)?);
            blocks.push(Block { instructions, end, is_loop: false, is_merge: false, children: Vec::new() });
        }
        let dominators = dominators(&blocks)?;
        let mut ways_in = vec![0_usize; blocks.len()];
        for from in 0..blocks.len() {
            for to in blocks.get(from)?.end.targets() {
                if to > from {
                    *ways_in.get_mut(to)? += 1;
                } else if dominates(&dominators, to, from) {
                    blocks.get_mut(to)?.is_loop = true;
                } else {
                    // Into the middle of a loop.
                    return None;
                }
            }
        }
        for (number, ways) in ways_in.into_iter().enumerate() {
            blocks.get_mut(number)?.is_merge = ways > 1;
            if number > 0 {
                blocks.get_mut(*dominators.get(number)?)?.children.push(number);
            }
        }
        Some(Self { blocks })
    }
}

impl End {
    pub(super) fn targets(self) -> impl Iterator<Item = usize> {
        let (first, second) = match self {
            Self::Jump(to) => (Some(to), None),
            Self::Branch(yes, no) => (Some(yes), Some(no)),
            Self::Stop => (None, None),
        };
        first.into_iter().chain(second)
    }
}

/// Blocks by the place of their first instruction, with ends that are places.
fn raw(instructions: &[Instruction]) -> Option<BTreeMap<usize, (Range<usize>, End)>> {
    let place = |at: usize| instructions.binary_search_by_key(&at, |instruction| instruction.at).ok();
    let mut starts = vec![false; instructions.len()];
    *starts.first_mut()? = true;
    for (number, instruction) in instructions.iter().enumerate() {
        if let Step::Jump(to) | Step::Branch(_, to) = instruction.step {
            *starts.get_mut(place(to)?)? = true;
        }
        if end(instruction).is_some() && number + 1 < starts.len() {
            *starts.get_mut(number + 1)? = true;
        }
    }
    let mut blocks = BTreeMap::new();
    let mut start = 0;
    for (number, instruction) in instructions.iter().enumerate() {
        let is_last = starts.get(number + 1).copied().unwrap_or(true);
        if is_last {
            let end = end(instruction).unwrap_or(End::Jump(instruction.next));
            blocks.insert(instructions.get(start)?.at, (start..number + 1, end));
            start = number + 1;
        }
    }
    (blocks.len() <= MOST_BLOCKS).then_some(blocks)
}

/// How an instruction ends its block, if it does.
fn end(instruction: &Instruction) -> Option<End> {
    match instruction.step {
        Step::Jump(to) => Some(End::Jump(to)),
        Step::Branch(true, to) => Some(End::Branch(to, instruction.next)),
        Step::Branch(false, to) => Some(End::Branch(instruction.next, to)),
        Step::Return
        | Step::ReturnUndefined
        | Step::Throw
        | Step::Leave
        | Step::Call(_, Callee::Function { is_last: true } | Callee::Method { is_last: true }) => Some(End::Stop),
        _ => None,
    }
}

/// Blocks that can be reached from the first one, in reverse postorder.
fn order(blocks: &BTreeMap<usize, (Range<usize>, End)>) -> Option<Vec<usize>> {
    let mut done = Vec::new();
    let mut seen = std::collections::BTreeSet::from([0]);
    let mut open = vec![(0, blocks.get(&0)?.1.targets().collect::<Vec<_>>())];
    while let Some((block, targets)) = open.last_mut() {
        match targets.pop() {
            Some(target) if seen.insert(target) => {
                open.push((target, blocks.get(&target)?.1.targets().collect()));
            }
            Some(_) => {}
            None => {
                done.push(*block);
                open.pop();
            }
        }
    }
    done.reverse();
    Some(done)
}

/// The nearest block on all ways to each (Cooper, Harvey, Kennedy: A Simple, Fast Dominance
/// Algorithm); the first one's is itself.
fn dominators(blocks: &[Block]) -> Option<Vec<usize>> {
    let mut before = vec![Vec::new(); blocks.len()];
    for (from, block) in blocks.iter().enumerate() {
        for to in block.end.targets() {
            before.get_mut(to)?.push(from);
        }
    }
    let mut nearest: Vec<Option<usize>> = vec![None; blocks.len()];
    *nearest.first_mut()? = Some(0);
    loop {
        let mut has_changed = false;
        for number in 1..blocks.len() {
            let mut found: Option<usize> = None;
            for from in before.get(number)? {
                if nearest.get(*from)?.is_some() {
                    found = Some(found.map_or(Some(*from), |other| common(&nearest, *from, other))?);
                }
            }
            let known = nearest.get_mut(number)?;
            has_changed |= *known != found;
            *known = found;
        }
        if !has_changed {
            return nearest.into_iter().collect();
        }
    }
}

fn common(nearest: &[Option<usize>], mut one: usize, mut other: usize) -> Option<usize> {
    while one != other {
        if one > other {
            one = (*nearest.get(one)?)?;
        } else {
            other = (*nearest.get(other)?)?;
        }
    }
    Some(one)
}

fn dominates(nearest: &[usize], above: usize, mut below: usize) -> bool {
    while below > above {
        below = nearest.get(below).copied().unwrap_or(0);
    }
    below == above
}
