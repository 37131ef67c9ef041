//! Which functions look at the pulse as they are called, so that no ring of calls is without one,
//! and no tree of calls that takes long.

use super::super::split::text;
use std::collections::HashSet;
use wasmparser::{ConstExpr, ElementItems, FunctionBody, Operator, OperatorsReader, Parser, Payload, TableInit};

/// Bytes of code that may run from one look to the next: a fraction of a millisecond.
const MOST_UNSEEN: usize = 256 * 1024;

/// The functions of a module that ask. Whoever can be called through a table or by the host
/// does. Of the others as few as it takes: the shorter a function is, the more a look would cost
/// it, and the sooner it is spared.
///
/// # Errors
/// When the module cannot be read.
pub(super) fn askers(module: &[u8], imported: u32, entries: &HashSet<u32>) -> Result<HashSet<u32>, String> {
    let Calls { mut referenced, functions } = Calls::of(module)?;
    referenced.extend(entries);
    let known = |index: usize| u32::try_from(index).map(|index| imported.saturating_add(index)).map_err(text);
    let mut by_length = Vec::with_capacity(functions.len());
    for (index, function) in functions.iter().enumerate() {
        if !referenced.contains(&known(index)?) {
            by_length.push((function.length, index));
        }
    }
    by_length.sort_unstable();
    let mut choice = Choice { spared: vec![false; functions.len()], functions: &functions, imported };
    for (_, index) in by_length {
        choice.spare(index);
    }
    choice.bound();
    let mut askers = HashSet::new();
    for (index, is_spared) in choice.spared.into_iter().enumerate() {
        if !is_spared {
            askers.insert(known(index)?);
        }
    }
    Ok(askers)
}

/// Who calls whom.
#[derive(Default)]
struct Calls {
    /// Functions that a table can hold: they may be called from anywhere.
    referenced: HashSet<u32>,
    /// Those that the module has itself.
    functions: Vec<Called>,
}

struct Called {
    /// Bytes of its code.
    length: usize,
    /// Whom it calls, as often as it says so.
    calls: Vec<u32>,
}

impl Calls {
    fn of(module: &[u8]) -> Result<Self, String> {
        let mut calls = Self::default();
        for payload in Parser::new(0).parse_all(module) {
            match payload.map_err(text)? {
                Payload::TableSection(section) => {
                    for table in section {
                        if let TableInit::Expr(first) = table.map_err(text)?.init {
                            calls.constant(&first)?;
                        }
                    }
                }
                Payload::GlobalSection(section) => {
                    for global in section {
                        calls.constant(&global.map_err(text)?.init_expr)?;
                    }
                }
                Payload::ElementSection(section) => {
                    for element in section {
                        calls.elements(element.map_err(text)?.items)?;
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    let function = calls.function(&body)?;
                    calls.functions.push(function);
                }
                _ => {}
            }
        }
        Ok(calls)
    }

    fn elements(&mut self, items: ElementItems<'_>) -> Result<(), String> {
        match items {
            ElementItems::Functions(functions) => {
                for function in functions {
                    self.referenced.insert(function.map_err(text)?);
                }
            }
            ElementItems::Expressions(_, expressions) => {
                for expression in expressions {
                    self.constant(&expression.map_err(text)?)?;
                }
            }
        }
        Ok(())
    }

    fn constant(&mut self, expression: &ConstExpr<'_>) -> Result<(), String> {
        self.code(expression.get_operators_reader()).map(drop)
    }

    fn function(&mut self, body: &FunctionBody<'_>) -> Result<Called, String> {
        let calls = self.code(body.get_operators_reader().map_err(text)?)?;
        Ok(Called { length: body.as_bytes().len(), calls })
    }

    /// What is called by name; what is referred to is noted.
    fn code(&mut self, mut reader: OperatorsReader<'_>) -> Result<Vec<u32>, String> {
        let mut calls = Vec::new();
        while !reader.eof() {
            match reader.read().map_err(text)? {
                Operator::Call { function_index } | Operator::ReturnCall { function_index } => {
                    calls.push(function_index);
                }
                Operator::RefFunc { function_index } => _ = self.referenced.insert(function_index),
                _ => {}
            }
        }
        Ok(calls)
    }
}

/// Functions that do not ask; there is no ring among them.
struct Choice<'a> {
    spared: Vec<bool>,
    functions: &'a [Called],
    imported: u32,
}

impl Choice<'_> {
    /// Spares a function where that closes no ring.
    fn spare(&mut self, index: usize) {
        let mut seen = vec![false; self.functions.len()];
        let mut next = vec![index];
        while let Some(at) = next.pop() {
            for called in self.called_by(at) {
                if called == index {
                    return;
                }
                if self.spared.get(called) == Some(&true) && !std::mem::replace(&mut seen[called], true) {
                    next.push(called);
                }
            }
        }
        self.spared[index] = true;
    }

    /// Takes it back where what a function calls, and what that calls, is more than may run
    /// without a look: twenty functions that each call the next one twice are a million calls.
    fn bound(&mut self) {
        // Bytes of code from the call of a function to the next look.
        let mut unseen: Vec<Option<usize>> = vec![None; self.functions.len()];
        for first in 0..self.functions.len() {
            let mut next = vec![first];
            while let Some(&at) = next.last() {
                let waits = next.len();
                if unseen[at].is_none() && self.spared[at] {
                    let below = self.called_by(at).filter(|called| unseen.get(*called) == Some(&None));
                    next.extend(below.filter(|called| self.spared[*called]));
                }
                if next.len() > waits {
                    continue;
                }
                next.pop();
                let calls = self.called_by(at).filter(|called| self.spared.get(*called) == Some(&true));
                let length = self.functions[at].length;
                let sum = calls.fold(length, |sum, called| sum.saturating_add(unseen[called].unwrap_or(0)));
                self.spared[at] &= sum <= MOST_UNSEEN;
                unseen[at] = Some(sum);
            }
        }
    }

    fn called_by(&self, index: usize) -> impl Iterator<Item = usize> {
        let calls = self.functions.get(index).map_or(&[][..], |function| &function.calls);
        let own = calls.iter().filter_map(|called| called.checked_sub(self.imported));
        own.filter_map(|called| usize::try_from(called).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::askers;
    use std::collections::HashSet;

    /// Who asks in a module with an import, by number, where the host comes in by 1.
    fn asking(functions: &str) -> Vec<u32> {
        let text = format!("(module (import \"host\" \"work\" (func $work)) {functions})");
        let askers = askers(&wat::parse_str(text).unwrap(), 1, &HashSet::from([1])).unwrap();
        let mut askers: Vec<u32> = askers.into_iter().collect();
        askers.sort_unstable();
        askers
    }

    #[test]
    fn where_nothing_calls_itself_the_entry_alone_asks() {
        assert_eq!(asking("(func call 2 call 3 call $work) (func call 3) (func)"), [1]);
    }

    #[test]
    fn of_a_ring_the_longest_asks() {
        assert_eq!(asking("(func call 2) (func call 3) (func nop nop call 4) (func call 2)"), [1, 3]);
        assert_eq!(asking("(func call 2) (func call 2)"), [1, 2]);
        // One that two rings share ends both, if it is the longest.
        assert_eq!(asking("(func call 2) (func nop nop call 3 call 4) (func call 2) (func call 2)"), [1, 2]);
        assert_eq!(
            asking("(func) (func call 3 call 4) (func nop nop nop call 2) (func nop nop nop call 2)"),
            [1, 3, 4]
        );
        // The ring through the entry has one already.
        assert_eq!(asking("(func call 2) (func nop nop call 1)"), [1]);
        assert_eq!(asking("(func return_call 2) (func return_call 2)"), [1, 2]);
    }

    #[test]
    fn a_tree_of_calls_that_takes_long_is_looked_into() {
        let twice: String = (3..63).map(|next| format!("(func call {next} call {next})")).collect();
        let asking = asking(&format!("(func call 2) {twice} (func)"));
        // From each to the next there are some fifteen levels.
        assert!((4..=6).contains(&asking.len()), "{asking:?}");
    }

    #[test]
    fn whoever_can_be_in_a_table_asks() {
        assert_eq!(asking("(table funcref (elem 2)) (func call 3) (func) (func)"), [1, 2]);
        assert_eq!(asking("(table 1 funcref) (elem declare func 3) (func call 2) (func) (func)"), [1, 3]);
        assert_eq!(asking("(table 1 funcref) (elem (i32.const 0) funcref (ref.func 3)) (func) (func) (func)"), [1, 3]);
        assert_eq!(asking("(global funcref (ref.func 2)) (func) (func)"), [1, 2]);
    }
}
