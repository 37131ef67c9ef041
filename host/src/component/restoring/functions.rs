//! The functions that a module gets.

use super::survey::{Entry, Kind, Survey};
use crate::image::PAGE;
use wasm_encoder::{BlockType, CodeSection, Function, FunctionSection, InstructionSink, TypeSection, ValType};

/// How far a number of pages is shifted to be a number of bytes.
const SHIFT: i32 = PAGE.trailing_zeros().cast_signed();
/// What of a code says what an asynchronous function wants, and what it says when it is done.
const WANTED: i32 = 0xf;

/// Their numbers, and those of the globals that they use.
pub(super) struct Functions<'a> {
    entries: &'a [Entry<'a>],
    types: u32,
    /// Gives pages: as `memory.grow`, but for pages that are there already.
    pub(super) grow: u32,
    /// Brings in what the memory begins with.
    pub(super) bring: u32,
    /// Makes the memory what it began with.
    restore: u32,
    /// Pages that are given, a global.
    pub(super) pages: u32,
    /// Whether a request is under way, a global.
    busy: u32,
}

impl<'a> Functions<'a> {
    pub(super) fn of(survey: &'a Survey<'a>) -> Self {
        let first = u32::try_from(survey.functions.len()).unwrap_or(u32::MAX);
        Self {
            entries: &survey.entries,
            types: survey.types,
            grow: first,
            bring: first + 1,
            restore: first + 2,
            pages: survey.globals,
            busy: survey.globals + 1,
        }
    }

    pub(super) fn declare(&self, functions: &mut FunctionSection) {
        functions.function(self.types).function(self.types + 1).function(self.types + 1);
        for entry in self.entries {
            functions.function(entry.signature.0);
        }
    }

    /// What is exported by this name instead.
    pub(super) fn exported(&self, name: &str) -> Option<u32> {
        let place = self.entries.iter().position(|entry| entry.name == name)?;
        Some(self.restore + 1 + u32::try_from(place).ok()?)
    }

    pub(super) fn write(&self, survey: &Survey<'_>, code: &mut CodeSection) {
        code.function(&self.grow()).function(&bring(survey)).function(&self.restore(survey));
        for entry in self.entries {
            code.function(&self.wrapper(survey, entry));
        }
    }

    fn grow(&self) -> Function {
        let (asked, before, missing) = (0, 1, 2);
        let mut function = Function::new([(2, ValType::I32)]);
        let mut to = function.instructions();
        to.global_get(self.pages).local_tee(before).local_get(asked).i32_add();
        to.memory_size(0).i32_sub().local_set(missing);
        // Pages are some thousands: only what is asked for can be too much to be added up.
        to.local_get(asked).i32_const(1 << 16).i32_gt_u().if_(BlockType::Empty).i32_const(-1).return_().end();
        to.local_get(missing).i32_const(0).i32_gt_s().if_(BlockType::Empty);
        to.local_get(missing).memory_grow(0).i32_const(-1).i32_eq();
        to.if_(BlockType::Empty).i32_const(-1).return_().end();
        // Those are new: the rest is what somebody has used.
        to.local_get(before).i32_const(SHIFT).i32_shl().i32_const(0);
        to.local_get(asked).local_get(missing).i32_sub().i32_const(SHIFT).i32_shl().memory_fill(0);
        to.else_();
        to.local_get(before).i32_const(SHIFT).i32_shl().i32_const(0);
        to.local_get(asked).i32_const(SHIFT).i32_shl().memory_fill(0);
        to.end();
        to.local_get(before).local_get(asked).i32_add().global_set(self.pages);
        to.local_get(before).end();
        function
    }

    /// Zeros wherever data lies or may have come to lie; before all data lies the stack, of which
    /// nothing is left when no call runs.
    fn restore(&self, survey: &Survey<'_>) -> Function {
        let mut function = Function::new([]);
        let mut to = function.instructions();
        let first = survey.data.iter().map(|(place, _)| *place).min().unwrap_or(0);
        let length = survey.pages.wrapping_shl(SHIFT.cast_unsigned()).wrapping_sub(first);
        to.i32_const(first.cast_signed()).i32_const(0).i32_const(length.cast_signed()).memory_fill(0);
        to.call(self.bring);
        to.i32_const(survey.pages.cast_signed()).global_set(self.pages);
        to.end();
        function
    }

    fn wrapper(&self, survey: &Survey<'_>, entry: &Entry<'_>) -> Function {
        let (_, parameters) = entry.signature;
        let code = parameters;
        let mut function = Function::new([(u32::from(entry.kind != Kind::Whole), ValType::I32)]);
        let mut to = function.instructions();
        if entry.kind != Kind::GoesOn {
            // Two at a time would be one for each other: the guest has let nobody in.
            to.global_get(self.busy).if_(BlockType::Empty).unreachable().end();
            to.i32_const(1).global_set(self.busy);
            to.call(survey.begin);
        }
        for parameter in 0..parameters {
            to.local_get(parameter);
        }
        to.call(entry.function);
        if entry.kind == Kind::Whole {
            self.finish(survey, &mut to);
        } else {
            to.local_tee(code).i32_const(WANTED).i32_and().i32_eqz().if_(BlockType::Empty);
            self.finish(survey, &mut to);
            to.end().local_get(code);
        }
        to.end();
        function
    }

    fn finish(&self, survey: &Survey<'_>, to: &mut InstructionSink<'_>) {
        to.call(survey.end).call(self.restore).i32_const(0).global_set(self.busy);
    }
}

/// Types of the functions, in this order behind all others.
pub(super) fn declare_types(types: &mut TypeSection) {
    types.ty().function([ValType::I32], [ValType::I32]);
    types.ty().function([], []);
}

fn bring(survey: &Survey<'_>) -> Function {
    let mut function = Function::new([]);
    let mut to = function.instructions();
    for (index, (place, bytes)) in (0..).zip(&survey.data) {
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        to.i32_const(place.cast_signed()).i32_const(0).i32_const(length.cast_signed()).memory_init(0, index);
    }
    to.end();
    function
}
