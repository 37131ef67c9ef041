//! The loops of a function, and which of them let others have their turn.

use super::super::split::text;
use wasmparser::{FunctionBody, Operator};

/// Ways on from one place: that many has an interpreter's loop alone, one for each of its
/// instructions. It asks by itself as a script goes on, and is what a script's speed is made of.
const MANY_WAYS: u32 = 128;

/// A loop of a function.
pub(super) struct Loop {
    /// Where its first instruction is, counted as the reader of the module does.
    pub(super) place: usize,
    /// Whether it asks. One that neither calls nor holds another loop is soon through what it
    /// works on, and does no more than to end with a guest that is doomed.
    pub(super) asks: bool,
}

/// The loops of a function, in the order in which they begin.
///
/// # Errors
/// When it cannot be read.
pub(super) fn loops(body: &FunctionBody<'_>) -> Result<Vec<Loop>, String> {
    let mut reader = body.get_operators_reader().map_err(text)?;
    let mut found: Vec<Loop> = Vec::new();
    // The blocks around, and which loop each of them is.
    let mut around: Vec<Option<usize>> = Vec::new();
    let mut interprets = false;
    while !reader.eof() {
        match reader.read().map_err(text)? {
            Operator::Loop { .. } => {
                outer_asks(&mut found, &around);
                around.push(Some(found.len()));
                found.push(Loop { place: reader.original_position(), asks: false });
            }
            Operator::Block { .. } | Operator::If { .. } | Operator::TryTable { .. } => around.push(None),
            Operator::End => _ = around.pop(),
            Operator::Call { .. } | Operator::CallIndirect { .. } => outer_asks(&mut found, &around),
            Operator::BrTable { targets } => interprets |= targets.len() >= MANY_WAYS,
            _ => {}
        }
    }
    if interprets {
        for found in &mut found {
            found.asks = false;
        }
    }
    Ok(found)
}

/// The innermost loop here asks; those around it do already, since they hold it.
fn outer_asks(found: &mut [Loop], around: &[Option<usize>]) {
    let innermost = around.iter().rev().find_map(|number| *number);
    if let Some(innermost) = innermost.and_then(|number| found.get_mut(number)) {
        innermost.asks = true;
    }
}
