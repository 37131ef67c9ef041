//! The core module of a guest, alive for as long as a program is put into it.

use super::ahead::{Ahead, Plan};
use super::sample::{Block, Sample};
use super::{Isolation, code, traced};
use crate::cache::Cache;
use crate::error::{Error, Result};
use crate::exception::{Exception, Frame};
use crate::image::{Memory, PAGE};
use minicbor::Decoder;
use std::ops::Range;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use wasmtime::{
    Config, Engine, Instance, Linker, Memory as LinearMemory, Module, OptLevel, Store, StoreLimits, StoreLimitsBuilder,
    Trap, TypedFunc, UpdateDeadline, WasmParams, WasmResults,
};

/// Bytes of the native stack for wasm: QuickJS stops recursion itself.
const WASM_STACK: usize = 64 * 1024 * 1024;
/// Bytes of memory that a program and the built-ins may take.
pub(super) const MOST_MEMORY: usize = 1024 * 1024 * 1024;
/// Bytes of a block as the guest describes it.
const BLOCK: usize = 8;
/// Functions and turns of loops after which a sample that goes on is given up.
const MOST_SAMPLED: u32 = 1_000_000;

/// What has become of a program.
pub(super) struct Outcome {
    /// What it has told the console.
    pub(super) console: String,
    pub(super) frozen: Result<Frozen>,
}

/// A program that was put in.
#[derive(Default)]
pub(super) struct Frozen {
    /// The memory that it is in.
    pub(super) memory: Memory,
    /// Its functions that were compiled.
    pub(super) ahead: Option<Ahead>,
    /// A place in each page that a request writes to.
    pub(super) written: Vec<u32>,
    /// What else it does, and the blocks of the heap, where none were placed.
    pub(super) sample: Sample,
    pub(super) blocks: Vec<Block>,
}

/// An instance of the core module.
pub(super) struct Core {
    store: Store<StoreLimits>,
    instance: Instance,
    memory: LinearMemory,
}

impl Core {
    /// The code that cores run, of a guest's module.
    ///
    /// # Errors
    /// When it does not compile, or the cache is not safe to use.
    pub(super) fn code(module: &[u8], cache: Option<&Cache>) -> Result<Module> {
        let mut config = Config::new();
        // It runs for some milliseconds.
        config.cranelift_opt_level(OptLevel::None).gc_support(false).epoch_interruption(true);
        // wasmtime compares the two, also where nothing is asynchronous.
        config.max_wasm_stack(WASM_STACK).async_stack_size(WASM_STACK);
        let engine = Engine::new(&config).map_err(|error| fault(&error))?;
        let traced = traced::module(module).map_err(|error| fault(&wasmtime::Error::msg(error)))?;
        code::compiled(&engine, &traced, cache)
    }

    /// Instantiates the module and builds its realm: with these blocks of the heap in a row, or
    /// where there are none, to be frozen with a list of all.
    ///
    /// # Errors
    /// When it is no guest of this build.
    pub(super) fn start(code: &Module, placed: Option<&[u8]>) -> Result<Self> {
        Self::of(code, placed).map_err(|error| fault(&error))
    }

    fn of(module: &Module, placed: Option<&[u8]>) -> wasmtime::Result<Self> {
        let limits = StoreLimitsBuilder::new().memory_size(MOST_MEMORY).build();
        let mut store = Store::new(module.engine(), limits);
        store.limiter(|limits| limits);
        store.set_epoch_deadline(1);
        let mut linker = Linker::new(module.engine());
        // While it is built it asks for nothing that differs from one time to the next; what
        // Rust's std asks for, a seed, is zero.
        linker.define_unknown_imports_as_default_values(&mut store, module)?;
        let instance = linker.instantiate(&mut store, module)?;
        let memory = instance.get_memory(&mut store, "memory");
        let memory = memory.ok_or_else(|| wasmtime::Error::msg("the guest has no memory"))?;
        let mut core = Self { store, instance, memory };
        if let Some(placed) = placed {
            core.give(placed)?;
            core.call::<(), ()>("skerry_build_place", ())?;
        }
        core.call::<(), ()>("skerry_build_realm", ())?;
        Ok(core)
    }

    /// Puts a program in. There is no memory but [`Error::Exception`] where the program does not
    /// parse or link, or top-level code throws, or does not end in time.
    ///
    /// With the module its functions are compiled ahead.
    pub(super) fn freeze(
        mut self,
        program: &[u8],
        timeout: Duration,
        module: Option<&[u8]>,
        isolation: Isolation,
    ) -> Outcome {
        let engine = self.store.engine().clone();
        let words = thread::scope(|scope| {
            let (done, waiting) = mpsc::channel::<()>();
            scope.spawn(move || {
                if waiting.recv_timeout(timeout) == Err(mpsc::RecvTimeoutError::Timeout) {
                    engine.increment_epoch();
                }
            });
            let words = self.take(program);
            drop(done);
            words
        });
        // Also of what was ended in the middle, where it can still be had.
        self.store.set_epoch_deadline(2);
        let console = self.console().unwrap_or_default();
        let frozen = match words {
            Ok(None) => self.frozen(module, isolation).map_err(|error| fault(&error)),
            Ok(Some(words)) => Err(exception(&words)),
            Err(error) => Err(ended(&error, timeout)),
        };
        Outcome { console, frozen }
    }

    fn frozen(mut self, module: Option<&[u8]>, isolation: Isolation) -> wasmtime::Result<Frozen> {
        let ahead = module.map(|module| self.ahead(module)).transpose()?;
        let (start, bytes) = self.bytes()?;
        let blocks = self.blocks()?;
        let sample = match isolation {
            Isolation::Instance => self.sample()?,
            // All of the memory is written before each request.
            Isolation::Request => Sample::default(),
        };
        let written = sample.places(&bytes, start);
        let mut memory = Memory { pages: u32::try_from(bytes.len() / PAGE)?, ..Memory::default() };
        let mut at = start;
        while let Some(part) = bytes.get(at..).filter(|part| !part.is_empty()) {
            let part = part.get(..PAGE - at % PAGE).unwrap_or(part);
            memory.push(u32::try_from(at)?, part).map_err(wasmtime::Error::msg)?;
            at += part.len();
        }
        Ok(Frozen { memory, ahead, written, sample, blocks })
    }

    /// Compiles the program's functions, and has the memory name their code.
    fn ahead(&mut self, module: &[u8]) -> wasmtime::Result<Ahead> {
        let length: u32 = self.call("skerry_build_ahead", ())?;
        let words = self.words(length)?;
        let plan = Plan::of(module, &words, self.memory.data(&self.store)).map_err(wasmtime::Error::msg)?;
        let pages = plan.sites().div_ceil(PAGE as u64);
        let sites = self.memory.grow(&mut self.store, pages)? * PAGE as u64;
        let ahead = plan.compile(u32::try_from(sites)?);
        for (place, bytes) in &ahead.marks {
            self.memory.write(&mut self.store, *place as usize, bytes)?;
        }
        Ok(ahead)
    }

    /// What the program has told the console.
    fn console(&mut self) -> wasmtime::Result<String> {
        let length: u32 = self.call("skerry_build_console", ())?;
        Ok(String::from_utf8_lossy(&self.words(length)?).into_owned())
    }

    /// What the guest has to say against the program.
    fn take(&mut self, program: &[u8]) -> wasmtime::Result<Option<Vec<u8>>> {
        self.give(program)?;
        let length: u32 = self.call("skerry_build_program", ())?;
        if length == 0 {
            return Ok(None);
        }
        self.words(length).map(Some)
    }

    /// Has the guest have these bytes.
    fn give(&mut self, bytes: &[u8]) -> wasmtime::Result<()> {
        let place: u32 = self.call("skerry_build_room", u32::try_from(bytes.len())?)?;
        Ok(self.memory.write(&mut self.store, place as usize, bytes)?)
    }

    /// Parts of the memory that nobody reads again: texts of built-ins.
    fn spent(&mut self) -> wasmtime::Result<Vec<Range<usize>>> {
        let length: u32 = self.call("skerry_build_spent", ())?;
        let words = self.words(length)?;
        Ok(pairs(&words).map(|(at, length)| at as usize..at as usize + length as usize).collect())
    }

    fn words(&mut self, length: u32) -> wasmtime::Result<Vec<u8>> {
        let place: u32 = self.call("skerry_build_words", ())?;
        let mut words = vec![0; length as usize];
        self.memory.read(&self.store, place as usize, &mut words)?;
        Ok(words)
    }

    /// All of the memory, without what is spent, and where it begins: before that lies the stack
    /// that calls have used.
    fn bytes(&mut self) -> wasmtime::Result<(usize, Vec<u8>)> {
        let spent = self.spent()?;
        let start: u32 = self.call("skerry_build_end", ())?;
        let bytes = self.memory.data_mut(&mut self.store);
        for range in spent {
            bytes.get_mut(range).ok_or_else(|| wasmtime::Error::msg("a text lies beyond the memory"))?.fill(0);
        }
        Ok((start as usize, bytes.to_vec()))
    }

    /// The blocks of the heap that were taken, where none were placed.
    fn blocks(&mut self) -> wasmtime::Result<Vec<Block>> {
        let found: u64 = self.call("skerry_build_blocks", ())?;
        let halves = [found & u64::from(u32::MAX), found >> 32];
        let [place, count] = halves.map(|half| usize::try_from(half).unwrap_or(0));
        let bytes = self.memory.data(&self.store).get(place..place + count * BLOCK).unwrap_or_default();
        Ok(pairs(bytes).map(|(place, size)| Block { place, size }).collect())
    }

    /// Has a program that handles requests answer one, and looks where that reads and writes.
    fn sample(&mut self) -> wasmtime::Result<Sample> {
        if self.instance.get_func(&mut self.store, "skerry_build_sample").is_none() {
            return Ok(Sample::default());
        }
        let notes = self.instance.get_memory(&mut self.store, traced::NOTES);
        let notes = notes.ok_or_else(|| wasmtime::Error::msg("the guest has no notes"))?;
        let length = self.memory.data_size(&self.store);
        for part in traced::parts(length) {
            notes.data_mut(&mut self.store).get_mut(part).unwrap_or_default().fill(0);
        }
        // It ends wherever a function or a turn of a loop begins, at the same place each time.
        let mut times = 0;
        self.store.epoch_deadline_callback(move |_| {
            times += 1;
            Ok(if times < MOST_SAMPLED { UpdateDeadline::Continue(0) } else { UpdateDeadline::Interrupt })
        });
        self.store.set_epoch_deadline(0);
        // It ends early where the program asks for what is not there: what it has used until then
        // is known.
        let _answered = self.call::<(), ()>("skerry_build_sample", ()).is_ok();
        Ok(Sample::new(notes.data(&self.store), length))
    }

    fn call<P: WasmParams, R: WasmResults>(&mut self, name: &str, parameters: P) -> wasmtime::Result<R> {
        let function: TypedFunc<P, R> = self.instance.get_typed_func(&mut self.store, name)?;
        function.call(&mut self.store, parameters)
    }
}

/// Numbers of 32 bits, two at a time.
fn pairs(bytes: &[u8]) -> impl Iterator<Item = (u32, u32)> {
    fn number(bytes: &[u8; 4]) -> u32 {
        u32::from_le_bytes(*bytes)
    }
    bytes.as_chunks::<8>().0.iter().filter_map(|pair| Some((number(pair.first_chunk()?), number(pair.last_chunk()?))))
}

fn fault(error: &wasmtime::Error) -> Error {
    Error::Fault(format!("cannot build the component: {error:#}"))
}

/// Why the program did not go in.
fn ended(error: &wasmtime::Error, timeout: Duration) -> Error {
    let message = match error.downcast_ref::<Trap>() {
        Some(Trap::Interrupt) => format!("top-level code has run for {timeout:?}, and has not ended"),
        Some(Trap::MemoryOutOfBounds | Trap::UnreachableCodeReached) => {
            format!("top-level code takes more memory than {} MiB, or the guest is at fault", MOST_MEMORY >> 20)
        }
        _ => return fault(error),
    };
    let hint = Some("do less when the program starts: it is done once, when the component is built".to_owned());
    Error::Exception(Box::new(Exception { name: "Error".to_owned(), message, hint, ..Exception::default() }))
}

/// What the guest says against a program, as the library says it.
fn exception(words: &[u8]) -> Error {
    match read(words) {
        Ok(exception) => Error::Exception(Box::new(exception)),
        Err(error) => Error::Fault(format!("the guest refuses the program, and does not say why: {error}")),
    }
}

fn read(words: &[u8]) -> Result<Exception, minicbor::decode::Error> {
    let mut from = Decoder::new(words);
    from.array()?;
    let (name, message) = (from.str()?.to_owned(), from.str()?.to_owned());
    let hint = from.decode::<Option<&str>>()?.map(str::to_owned);
    let mut frames = Vec::new();
    for _ in 0..from.array()?.unwrap_or(0) {
        from.array()?;
        let (function, url) = (from.str()?.to_owned(), from.str()?.to_owned());
        let mut number = || from.u32().map(|number| Some(number).filter(|number| *number > 0));
        frames.push(Frame { function, url, line: number()?, column: number()? });
    }
    Ok(Exception { name, message, frames, hint, ..Exception::default() })
}

#[cfg(test)]
mod tests {
    use super::super::traced::GRAIN;
    use super::super::{World, bake, guests};
    use super::{Core, Frozen, Isolation, WASM_STACK};
    use std::time::Duration;

    const MINUTE: Duration = Duration::from_mins(1);
    /// What Linux shows of a file with one fault.
    const PART: usize = 64 * 1024;
    const APP: &str = "export default { fetch: (request) => new Response(`you asked for ${request.url}`) }";

    fn program() -> Vec<u8> {
        let (mut bytes, url) = (Vec::new(), "file:///app.js");
        let mut to = minicbor::Encoder::new(&mut bytes);
        to.array(4).unwrap().str(url).unwrap().array(1).unwrap();
        to.array(4).unwrap().str(url).unwrap().u8(1).unwrap().bool(true).unwrap().str(APP).unwrap();
        to.array(0).unwrap().array(0).unwrap();
        bytes
    }

    #[test]
    fn what_a_request_uses_lies_together() {
        let guest = guests::of(World::HttpP2).unwrap();
        let code = Core::code(bake::core_module(&guest).unwrap(), None).unwrap();
        let frozen = |placed: Option<&[u8]>| -> Frozen {
            let put = || Core::start(&code, placed).unwrap().freeze(&program(), MINUTE, None, Isolation::Instance);
            let outcome = std::thread::scope(|scope| {
                std::thread::Builder::new().stack_size(WASM_STACK * 2).spawn_scoped(scope, put).unwrap().join().unwrap()
            });
            outcome.frozen.unwrap()
        };
        let parts = |frozen: &Frozen| frozen.sample.reads.chunks(PART / GRAIN).filter(|part| part.contains(&1)).count();
        let first = frozen(Some(&[]));
        let second = frozen(Some(&first.sample.used(&first.blocks)));
        let (parts, pages) = ([&first, &second].map(parts), [&first, &second].map(|frozen| frozen.written.len()));
        assert!(parts[1] * 3 < parts[0] * 2, "parts of the memory that are read: {parts:?}");
        assert!(pages[1] * 3 < pages[0] * 2, "pages that are written to: {pages:?}");
        assert!(second.blocks.is_empty(), "they are noted the first time alone");
    }
}
