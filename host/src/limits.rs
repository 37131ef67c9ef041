//! How much a runtime may use.

use std::time::Duration;

/// One mebibyte.
pub const MIB: u64 = 1024 * 1024;
const KIB: u64 = 1024;

/// Bytes of the stack that JavaScript runs on; `host/build.rs` has the reason.
const DEEP_STACK: u64 = match u64::from_str_radix(env!("SKERRY_DEEP_STACK"), 10) {
    Ok(bytes) => bytes,
    Err(_) => panic!("host/build.rs gives a number"),
};
/// What `guest/src/deep_stack.rs` keeps of it for functions of the engine.
const STACK_RESERVE: u64 = 160 * KIB;

/// How much a runtime may use; plain data, applied when the runtime is built.
///
/// `wall`, `cpu` and `fuel` bound one call; `output`, `host_calls`, `host_call_bytes`, `modules` and
/// `source` the life of the runtime; the others what exists at a time. All are finite by
/// default, but for `fuel`, which needs an engine that counts it.
///
/// | limit | default | range |
/// |---|---|---|
/// | `memory` | 128 MiB | from 4 MiB to 1,984 MiB |
/// | `wall` | 30 s | any |
/// | `cpu` | 10 s | any |
/// | `fuel` | none | any |
/// | `output` | 16 MiB | any |
/// | `stack` | 864 KiB | from 64 KiB to 864 KiB |
/// | `handles` | 10,000 | any |
/// | `host_calls_in_flight` | 1,024 | any |
/// | `streams` | 64 | any |
/// | `stream_bytes` | 4 MiB | any |
/// | `timers` | 200,000 | any |
/// | `host_calls` | 10,000,000 | any |
/// | `host_call_bytes` | 16 GiB | any |
/// | `modules` | 10,000 | any |
/// | `source` | 64 MiB | any |
/// | `host_bytes` | 64 MiB | from 64 KiB |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub(crate) memory: u64,
    pub(crate) wall: Option<Duration>,
    pub(crate) cpu: Option<Duration>,
    pub(crate) fuel: Option<u64>,
    pub(crate) output: Option<u64>,
    pub(crate) stack: u64,
    pub(crate) handles: u32,
    pub(crate) host_calls_in_flight: usize,
    pub(crate) streams: usize,
    pub(crate) stream_bytes: u64,
    pub(crate) timers: u32,
    pub(crate) host_calls: Option<u64>,
    pub(crate) host_call_bytes: Option<u64>,
    pub(crate) modules: Option<u64>,
    pub(crate) source: Option<u64>,
    pub(crate) host_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory: 128 * MIB,
            wall: Some(Duration::from_secs(30)),
            cpu: Some(Duration::from_secs(10)),
            fuel: None,
            output: Some(16 * MIB),
            stack: Self::MOST_STACK,
            handles: 10_000,
            host_calls_in_flight: 1_024,
            streams: 64,
            stream_bytes: 4 * MIB,
            timers: 200_000,
            host_calls: Some(10_000_000),
            host_call_bytes: Some(16 * 1024 * MIB),
            modules: Some(10_000),
            source: Some(64 * MIB),
            host_bytes: 64 * MIB,
        }
    }
}

impl Limits {
    /// The least memory a runtime can live in: its image and its stack.
    pub const LEAST_MEMORY: u64 = 4 * MIB;
    /// The most memory a runtime can have: half of a 32-bit address space, but for what the
    /// engine has in it.
    pub const MOST_MEMORY: u64 = 1984 * MIB;
    /// The least stack a runtime can have: what its built-ins need.
    pub const LEAST_STACK: u64 = 64 * KIB;
    /// The most stack a runtime can have: all that its image has but for a reserve.
    pub const MOST_STACK: u64 = DEEP_STACK - STACK_RESERVE;

    /// The least that the host holds for a runtime: some errors and a short result.
    pub const LEAST_HOST_BYTES: u64 = 64 * KIB;

    /// As little bounded as can be: 1,984 MiB of memory, no other limit.
    #[must_use]
    pub fn unlimited() -> Self {
        Self {
            memory: Self::MOST_MEMORY,
            wall: None,
            cpu: None,
            fuel: None,
            output: None,
            stack: Self::MOST_STACK,
            handles: u32::MAX,
            host_calls_in_flight: usize::MAX,
            streams: usize::MAX,
            stream_bytes: u64::MAX,
            timers: u32::MAX,
            host_calls: None,
            host_call_bytes: None,
            modules: None,
            source: None,
            host_bytes: u64::MAX,
        }
    }

    /// Bytes of linear memory: the heap, the stack and the image together.
    #[must_use]
    pub fn memory(mut self, bytes: u64) -> Self {
        self.memory = bytes;
        self
    }

    /// Time from the start of a call to its end, waiting included.
    #[must_use]
    pub fn wall(mut self, time: Duration) -> Self {
        self.wall = Some(time);
        self
    }

    /// Time that one call may compute; waiting is free.
    #[must_use]
    pub fn cpu(mut self, time: Duration) -> Self {
        self.cpu = Some(time);
        self
    }

    /// Units of work that one call may do: instructions of WebAssembly, roughly. The same
    /// script costs the same on each machine, as far as it does not ask for time or
    /// randomness. A runtime that has used it up is poisoned.
    ///
    /// Needs [`EngineBuilder::fuel`](crate::EngineBuilder::fuel).
    #[must_use]
    pub fn fuel(mut self, units: u64) -> Self {
        self.fuel = Some(units);
        self
    }

    /// Bytes that the console, `process.stdout` and `process.stderr` print in the life of the
    /// runtime.
    #[must_use]
    pub fn output(mut self, bytes: u64) -> Self {
        self.output = Some(bytes);
        self
    }

    /// Bytes of stack that JavaScript may use; recursion beyond it throws a
    /// `RangeError`. The default allows some 2,500 plain calls.
    #[must_use]
    pub fn stack(mut self, bytes: u64) -> Self {
        self.stack = bytes;
        self
    }

    /// Functions and promises of the script that Rust holds at a time. A value with one
    /// too many does not cross: [`Error::Convert`](crate::Error::Convert).
    #[must_use]
    pub fn handles(mut self, count: u32) -> Self {
        self.handles = count;
        self
    }

    /// Asynchronous host functions under way at a time. One more call throws a
    /// `RangeError` in the script.
    #[must_use]
    pub fn host_calls_in_flight(mut self, count: usize) -> Self {
        self.host_calls_in_flight = count;
        self
    }

    /// Ends of streams between script and host at a time. A value with one too many does
    /// not cross: [`Error::Convert`](crate::Error::Convert), or a `TypeError` in the script.
    #[must_use]
    pub fn streams(mut self, count: usize) -> Self {
        self.streams = count;
        self
    }

    /// Bytes that wait in the host's pipes: 64 KiB are set aside for each stream that the
    /// script gives out, as long as one of its ends is there. One that there is no room for
    /// does not cross, as with [`streams`](Self::streams).
    #[must_use]
    pub fn stream_bytes(mut self, bytes: u64) -> Self {
        self.stream_bytes = bytes;
        self
    }

    /// Timers, intervals and immediates that wait at a time. One more throws a `RangeError`
    /// in the script.
    #[must_use]
    pub fn timers(mut self, count: u32) -> Self {
        self.timers = count;
        self
    }

    /// Calls of host functions in the life of the runtime; `skerry:fs` makes one for each
    /// part of a file.
    #[must_use]
    pub fn host_calls(mut self, count: u64) -> Self {
        self.host_calls = Some(count);
        self
    }

    /// Bytes of arguments and results of host functions in the life of the runtime, as they
    /// cross. What flows through streams is not among them.
    #[must_use]
    pub fn host_call_bytes(mut self, bytes: u64) -> Self {
        self.host_call_bytes = Some(bytes);
        self
    }

    /// Modules that the script loads in the life of the runtime; what you hand in yourself
    /// is not counted.
    #[must_use]
    pub fn modules(mut self, count: u64) -> Self {
        self.modules = Some(count);
        self
    }

    /// Bytes of source text of these modules, all together.
    #[must_use]
    pub fn source(mut self, bytes: u64) -> Self {
        self.source = Some(bytes);
        self
    }

    /// Bytes that the host itself holds for the runtime at a time: results and arguments
    /// that cross, those of host functions under way, texts kept for stack traces, pipes of
    /// streams. Each part of a value that crosses to Rust counts as 16 bytes more.
    ///
    /// One value that is larger than all of it ends the call with [`Limit::HostBytes`] and
    /// poisons the runtime. Where many things together would be more, what comes last is
    /// refused with a `RangeError` in the script.
    #[must_use]
    pub fn host_bytes(mut self, bytes: u64) -> Self {
        self.host_bytes = bytes;
        self
    }

    /// What a limit allows, with its unit.
    pub(crate) fn allowed(&self, limit: Limit) -> String {
        let time = |time: Option<Duration>| time.map_or_else(|| "any".to_owned(), |time| format!("{time:?}"));
        let bytes = |bytes: u64| match bytes {
            whole if whole >= MIB && whole % MIB == 0 => format!("{} MiB", whole / MIB),
            bytes => format!("{bytes} bytes"),
        };
        let count = |count: Option<u64>| count.map_or_else(|| "any".to_owned(), |count| count.to_string());
        match limit {
            Limit::Memory => bytes(self.memory),
            Limit::Wall => time(self.wall),
            Limit::Cpu => time(self.cpu),
            Limit::Output => self.output.map_or_else(|| "any".to_owned(), bytes),
            Limit::Stack => "the engine's native stack".to_owned(),
            Limit::Fuel => count(self.fuel),
            Limit::HostCalls => count(self.host_calls),
            Limit::HostCallBytes => self.host_call_bytes.map_or_else(|| "any".to_owned(), bytes),
            Limit::Modules => count(self.modules),
            Limit::Source => self.source.map_or_else(|| "any".to_owned(), bytes),
            Limit::HostBytes => bytes(self.host_bytes),
        }
    }

    /// Checks what a builder would apply.
    pub(crate) fn check(&self) -> Result<(), String> {
        if self.memory < Self::LEAST_MEMORY || self.memory > Self::MOST_MEMORY {
            return Err(format!(
                "the memory limit of {} bytes is not between {} and {} bytes",
                self.memory,
                Self::LEAST_MEMORY,
                Self::MOST_MEMORY
            ));
        }
        if self.stack < Self::LEAST_STACK || self.stack > Self::MOST_STACK {
            return Err(format!(
                "the stack limit of {} bytes is not between {} KiB and {} KiB",
                self.stack,
                Self::LEAST_STACK / KIB,
                Self::MOST_STACK / KIB
            ));
        }
        if self.host_bytes < Self::LEAST_HOST_BYTES {
            let least = Self::LEAST_HOST_BYTES;
            return Err(format!("the limit of {} bytes for the host is below {least}", self.host_bytes));
        }
        Ok(())
    }
}

/// The limit that was hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// [`Limits::memory`]
    Memory,
    /// [`Limits::wall`]
    Wall,
    /// [`Limits::cpu`]
    Cpu,
    /// [`Limits::output`]
    Output,
    /// The stack of a native function of the engine; plain recursion is a `RangeError`.
    Stack,
    /// [`Limits::fuel`]
    Fuel,
    /// [`Limits::host_calls`]
    HostCalls,
    /// [`Limits::host_call_bytes`]
    HostCallBytes,
    /// [`Limits::modules`]
    Modules,
    /// [`Limits::source`]
    Source,
    /// [`Limits::host_bytes`]
    HostBytes,
}

impl Limit {
    /// Whether it bounds an amount that a script goes on counting, so that a call may end
    /// before the script is asked about it.
    pub(crate) fn is_amount(self) -> bool {
        matches!(
            self,
            Self::Output | Self::HostCalls | Self::HostCallBytes | Self::Modules | Self::Source | Self::HostBytes
        )
    }
}

impl std::fmt::Display for Limit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Memory => "memory",
            Self::Wall => "wall time",
            Self::Cpu => "cpu time",
            Self::Output => "output",
            Self::Stack => "stack",
            Self::Fuel => "fuel",
            Self::HostCalls => "host calls",
            Self::HostCallBytes => "host call bytes",
            Self::Modules => "modules",
            Self::Source => "module source",
            Self::HostBytes => "host bytes",
        })
    }
}
