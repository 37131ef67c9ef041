//! How the host puts a program into the component, before the memory is frozen.
//!
//! The functions are exports of the core module, which no component shows; the host removes
//! them when it has the memory. Sources are compiled here, so that a start parses nothing;
//! what has to run to be linked, as CommonJS does, stays a text.
#![allow(unsafe_code, reason = "functions that the host calls by name, with places in memory")]

use super::program::{self, Program};
use super::{ahead, place, platform};
use crate::event_loop::EventLoop;
use crate::exception::Exception;
use crate::realm::{self, Realm};
use crate::{deep_stack, modules};
use rquickjs::Ctx;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::time::Duration;
#[cfg(not(feature = "command"))]
use {
    crate::failure::Failure,
    crate::freezing::{self, Obstacle},
    std::future::Future as _,
    std::pin::pin,
    std::task::{Context, Poll, Waker},
};

/// 2000-01-01T00:00:00Z: what `Date.now` answers while the component is built.
pub const BUILT_DATE: Duration = Duration::from_hours(24 * 10_957);

thread_local! {
    static IS_BUILDING: Cell<bool> = const { Cell::new(false) };
    /// Whether all of the stack may be used.
    static IS_PARSING: Cell<bool> = const { Cell::new(false) };
    /// The handle of what the entry exports.
    #[cfg(not(feature = "command"))]
    static ENTRY: Cell<u32> = const { Cell::new(u32::MAX) };
    /// What the program has told the console meanwhile.
    static CONSOLE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    /// What the host has written, and then what it is to read.
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    /// Where texts of built-ins lie that were evaluated, and how long they are.
    static SPENT: RefCell<Vec<(usize, usize)>> = const { RefCell::new(Vec::new()) };
    /// URLs of modules that are declared.
    static LOADED: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

/// The handle of what the entry exports.
#[cfg(feature = "plugin")]
pub fn entry() -> u32 {
    ENTRY.get()
}

/// Whether the component is being built: nothing that differs between runs may be asked for.
pub fn is_building() -> bool {
    IS_BUILDING.get()
}

/// Nothing that differs between runs may be asked for once more.
#[cfg(feature = "handler")]
pub fn build_on() {
    IS_BUILDING.set(true);
}

/// Whether the component is being built, and nothing of the program runs yet.
pub fn is_parsing() -> bool {
    IS_PARSING.get()
}

/// Keeps what is written to the console, for who builds the component.
pub fn note_console(text: &str) {
    CONSOLE.with_borrow_mut(|console| console.extend_from_slice(text.as_bytes()));
}

/// Remembers a text that nobody reads again: the frozen memory does without it.
pub fn note_spent(text: &[u8]) {
    if is_building() {
        SPENT.with_borrow_mut(|spent| spent.push((text.as_ptr().addr(), text.len())));
    }
}

/// Remembers what a build has loaded.
pub fn note_loaded(url: &str) {
    if is_building() {
        LOADED.with_borrow_mut(|loaded| loaded.insert(url.to_owned()));
    }
}

/// Builds the realm; called once, first.
#[unsafe(no_mangle)]
extern "C" fn skerry_build_realm() {
    IS_BUILDING.set(true);
    IS_PARSING.set(true);
    std::panic::set_hook(Box::new(|info| platform::write_error(&format!("internal fault: {info}\n"))));
    realm::freeze();
}

/// Room for a program of so many bytes.
#[unsafe(no_mangle)]
extern "C" fn skerry_build_room(length: usize) -> *mut u8 {
    BUFFER.with_borrow_mut(|buffer| {
        *buffer = vec![0; length];
        buffer.as_mut_ptr()
    })
}

/// Takes which blocks of the heap are to lie together, none where that is to be found out; called
/// before there is a realm.
#[unsafe(no_mangle)]
extern "C" fn skerry_build_place() {
    place::begin(&BUFFER.take());
}

/// Where the blocks are that were noted: of how many in the upper half, their place in the lower.
#[unsafe(no_mangle)]
extern "C" fn skerry_build_blocks() -> u64 {
    place::noted()
}

/// Takes the program in; the length of what there is to say against it, 0 where it is whole.
#[unsafe(no_mangle)]
extern "C" fn skerry_build_program() -> usize {
    let bytes = BUFFER.take();
    let words = match Program::read(&bytes) {
        Ok(program) => {
            program::set(program);
            let done = compile(&realm::current()).and_then(|()| evaluate());
            done.err().map(|exception| written(&exception)).unwrap_or_default()
        }
        Err(error) => written(&Exception::from_message(&format!("the program cannot be read: {error}"))),
    };
    BUFFER.replace(words);
    BUFFER.with_borrow(Vec::len)
}

/// Where that is.
#[unsafe(no_mangle)]
extern "C" fn skerry_build_words() -> *const u8 {
    BUFFER.with_borrow(|buffer| buffer.as_ptr())
}

/// Says which parts of the memory nobody reads again, as pairs of numbers: how many bytes these
/// pairs take, in the place of words.
#[unsafe(no_mangle)]
extern "C" fn skerry_build_spent() -> usize {
    let spent = SPENT.take();
    let number = |number: usize| u32::try_from(number).unwrap_or(0).to_le_bytes();
    BUFFER.replace(spent.into_iter().flat_map(|(at, length)| [number(at), number(length)]).flatten().collect());
    BUFFER.with_borrow(Vec::len)
}

/// Takes what the program has told the console: how many bytes, in the place of words.
#[unsafe(no_mangle)]
extern "C" fn skerry_build_console() -> usize {
    BUFFER.replace(CONSOLE.take());
    BUFFER.with_borrow(Vec::len)
}

/// Says what there is to be compiled ahead: how many bytes that takes, in the place of words.
#[unsafe(no_mangle)]
extern "C" fn skerry_build_ahead() -> usize {
    let words = realm::current().with(|ctx| ahead::description(ctx, &program::urls()));
    BUFFER.replace(words);
    BUFFER.with_borrow(Vec::len)
}

/// Leaves the memory as starts are to find it, and says where it begins: before that lies the
/// stack that this call runs on. Called last.
#[unsafe(no_mangle)]
extern "C" fn skerry_build_end() -> usize {
    unsafe extern "C" {
        /// The end of the linked stack; the linker's symbol.
        static __stack_high: u8;
    }
    drop(BUFFER.take());
    drop(LOADED.take());
    place::end();
    realm::current().rest();
    deep_stack::clear();
    IS_PARSING.set(false);
    IS_BUILDING.set(false);
    (&raw const __stack_high).addr()
}

/// Compiles and links what nothing has to run for.
fn compile(realm: &Realm) -> Result<(), Exception> {
    realm.with(|ctx| {
        // What is resolved and declared now is known when the program starts.
        EventLoop::of(ctx).freezing.set(true);
        let compiled = compile_all(ctx).map_err(|error| Exception::from_error(ctx, error));
        EventLoop::of(ctx).freezing.set(false);
        compiled
    })
}

fn compile_all(ctx: &Ctx<'_>) -> rquickjs::Result<()> {
    let ready = program::ready();
    let entry = program::entry();
    // The entry first: it is told that it is the main module.
    let modules = ready.iter().filter(|url| **url == entry).chain(ready.iter().filter(|url| **url != entry));
    for url in modules {
        if !LOADED.with_borrow(|loaded| loaded.contains(url.as_str())) {
            let source = program::load(url).map_err(|error| modules::throw_load_error(ctx, &error))?;
            note_loaded(url);
            modules::declare_ahead(ctx, &source, *url == entry)?;
        }
    }
    forget_texts();
    Ok(())
}

fn forget_texts() {
    for url in LOADED.with_borrow(BTreeSet::clone) {
        program::forget_text(&url);
    }
}

/// A program that runs from start to end does so when it is started.
#[cfg(feature = "command")]
#[expect(clippy::unnecessary_wraps, reason = "other worlds evaluate")]
fn evaluate() -> Result<(), Exception> {
    Ok(())
}

/// Evaluates the entry, and leaves everything as the first request is to find it.
#[cfg(not(feature = "command"))]
fn evaluate() -> Result<(), Exception> {
    IS_PARSING.set(false);
    // Scripts have less of the stack than the parser had.
    deep_stack::clear();
    let (realm, entry) = (realm::current(), program::entry());
    let frozen = pin!(freezing::freeze_entry(&realm, &entry));
    // Nothing is there that it could wait for.
    match frozen.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(exports)) => ENTRY.set(exports),
        Poll::Ready(Err(Obstacle::Failed(failure))) => return Err(refusal(failure)),
        Poll::Ready(Err(Obstacle::Pending(what))) => return Err(still_waiting(&what.join("\n  "))),
        Poll::Pending => return Err(still_waiting("what the platform does")),
    }
    forget_texts();
    check(&realm)
}

/// Whether the program does what its world asks for.
#[cfg(feature = "handler")]
fn check(realm: &Realm) -> Result<(), Exception> {
    match crate::handler::handles_fetch(realm) {
        Ok(true) => Ok(()),
        Ok(false) => Err(told(
            "nothing handles requests",
            "export default { fetch(request) { return new Response('hello') } }, or listen to 'fetch'",
        )),
        Err(failure) => Err(refusal(failure)),
    }
}

/// Whether the program does what its world asks for.
#[cfg(feature = "plugin")]
fn check(realm: &Realm) -> Result<(), Exception> {
    if platform::calls::names(realm).is_empty() {
        return Err(told("the program exports no function", "export function hello(name) { return `hello ${name}` }"));
    }
    Ok(())
}

#[cfg(not(feature = "command"))]
fn still_waiting(what: &str) -> Exception {
    told(
        &format!("top-level code runs when the component is built, and still waits for\n  {what}"),
        "begin it in a function that is called later",
    )
}

#[cfg(not(feature = "command"))]
fn told(message: &str, hint: &str) -> Exception {
    let mut exception = Exception::from_message(message);
    if let Some(link) = exception.links.first_mut() {
        link.hint = Some(hint.to_owned());
    }
    exception
}

#[cfg(not(feature = "command"))]
fn refusal(failure: Failure) -> Exception {
    match failure {
        Failure::Exception(exception) | Failure::UnhandledRejection(exception) | Failure::Interrupted(exception) => {
            exception
        }
        Failure::Exited(code) => {
            told(&format!("top-level code ends the program, with the code {code}"), "export what is to be called")
        }
        Failure::Stalled => still_waiting("a promise"),
        Failure::Convert(reason) => Exception::from_message(&reason),
    }
}

/// An exception as the host reads it: an array of name, message, hint and frames.
fn written(exception: &Exception) -> Vec<u8> {
    let mut bytes = Vec::new();
    let Some(link) = exception.links.first() else { return vec![0] };
    let mut encoder = minicbor::Encoder::new(&mut bytes);
    let done = (|| {
        encoder.array(4)?.str(&link.name)?.str(&link.message)?.encode(link.hint.as_deref())?;
        encoder.array(link.frames.len() as u64)?;
        for frame in &link.frames {
            encoder.array(4)?.str(&frame.function)?.str(&frame.url)?.u32(frame.line)?.u32(frame.column)?;
        }
        Ok::<(), minicbor::encode::Error<std::convert::Infallible>>(())
    })();
    if done.is_err() { vec![0] } else { bytes }
}
