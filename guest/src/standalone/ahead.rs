//! What the host is told that compiles functions ahead; `host/src/component/ahead.rs` reads it.
#![allow(unsafe_code, reason = "tables of `qjs_ahead.h`; each block says why it holds")]

use rquickjs::{Ctx, qjs};
use std::ffi::{CStr, c_char};

unsafe extern "C" {
    /// Of `qjs_ahead.h`: instructions, helpers and what the layout holds, a line for each.
    static skerry_ahead_names: [*const c_char; 3];
    /// The helpers' places in the table of functions.
    static skerry_ahead_helpers: u32;
    /// The numbers of the layout.
    static skerry_ahead_layout: u32;
    fn skerry_ahead_functions(
        ctx: *mut qjs::JSContext,
        files: *const qjs::JSAtom,
        count: usize,
        to: *mut u32,
        room: usize,
    ) -> usize;
}

/// Instructions, helpers and layout as texts, then the numbers of the helpers, the layout and the
/// functions that these files hold, as CBOR.
pub fn description(ctx: &Ctx<'_>, files: &[String]) -> Vec<u8> {
    // SAFETY: QuickJS's build has them, and nothing writes to them; they are C strings.
    let names = unsafe { skerry_ahead_names.map(|name| CStr::from_ptr(name).to_str().unwrap_or_default()) };
    let lines = |text: &str| text.lines().count();
    // SAFETY: each table has a number for every line of its text.
    let (helpers, layout) = unsafe {
        let helpers = std::slice::from_raw_parts(&raw const skerry_ahead_helpers, lines(names[1]));
        (helpers, std::slice::from_raw_parts(&raw const skerry_ahead_layout, lines(names[2])))
    };
    let functions = functions(ctx, files);
    let mut bytes = Vec::new();
    let mut to = minicbor::Encoder::new(&mut bytes);
    let done = (|| {
        to.array(6)?.str(names[0])?.str(names[1])?.str(names[2])?;
        to.encode(helpers)?.encode(layout)?.encode(functions)?;
        Ok::<(), minicbor::encode::Error<std::convert::Infallible>>(())
    })();
    if done.is_err() { Vec::new() } else { bytes }
}

fn functions(ctx: &Ctx<'_>, files: &[String]) -> Vec<u32> {
    let raw = ctx.as_raw().as_ptr();
    // SAFETY: the context is live, and each text as long as said.
    let atoms: Vec<_> =
        files.iter().map(|file| unsafe { qjs::JS_NewAtomLen(raw, file.as_ptr().cast(), file.len() as _) }).collect();
    let fill = |numbers: &mut [u32]| {
        let (files, count) = (atoms.as_ptr(), atoms.len());
        // SAFETY: the context is live, both lists are as long as said, and it keeps neither.
        unsafe { skerry_ahead_functions(raw, files, count, numbers.as_mut_ptr(), numbers.len()) }
    };
    let mut numbers = vec![0; fill(&mut [])];
    fill(&mut numbers);
    for atom in atoms {
        // SAFETY: it was made above.
        unsafe { qjs::JS_FreeAtom(raw, atom) };
    }
    numbers
}
