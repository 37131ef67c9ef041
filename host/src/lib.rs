//! Runs JavaScript that nobody trusts, inside your program.
//!
//! An [`Engine`] holds what all runtimes share: compiled code, slots, a ticker.
//! A [`Runtime`] is one isolated JavaScript world: one WebAssembly store, one
//! linear memory. It starts in tens of microseconds, is `Send` and `'static`,
//! and can be dropped at any moment, in any order.
//!
//! ```
//! use skerry::{Engine, Limits, MIB};
//! use std::time::Duration;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
//! let engine = Engine::builder().build()?; // one per process
//! let limits = Limits::default().memory(64 * MIB).wall(Duration::from_secs(2));
//! let mut runtime = engine.runtime().limits(limits).build().await?;
//!
//! let three: i64 = runtime.eval("1 + 2").await?;
//! assert_eq!(three, 3);
//!
//! let names: Vec<String> = runtime.eval("['a', 'b'].map((name) => name.toUpperCase())").await?;
//! assert_eq!(names, ["A", "B"]);
//!
//! let thrown = runtime.eval::<()>("null.x").await.unwrap_err();
//! assert_eq!(thrown.to_string(), "TypeError: cannot read property 'x' of null");
//! # Ok(()) })
//! # }
//! ```
//!
//! Nothing in a runtime runs outside of a call. What a script may use is in
//! [`Limits`], what it may reach in [`Capabilities`] and in its
//! [`loader`]. What went wrong is an [`Error`], cut by what to do next.
#![deny(missing_docs)]

mod engine;
mod image;
mod freeze;
mod cache;
mod snapshot;
mod pool;
mod linear;
mod stacks;
mod mapping;
mod ticker;
mod slot;

mod runtime;
mod source;
mod store;
mod link;
mod drive;
mod side;
mod work;
mod call;
mod calls;
mod finish;
mod module;
mod program;
mod heap;
mod handle;
mod function;
mod promise;

mod host_module;
mod component_module;
mod host_error;
mod host;
mod caller;
mod data;

mod clock;
mod random;
mod watch;
mod meter;
mod interrupt;
mod span;
pub mod blocking;

pub mod loader;
mod sources;
mod source_map;
mod trace;

#[cfg(doctest)]
mod does_not_compile;

mod build_info;
mod capabilities;
mod console;
mod error;
mod exception;
mod limits;
mod stats;
mod usage;
mod value;

pub use build_info::BuildInfo;
pub use cache::Cache;
pub use call::Call;
pub use caller::{AsyncCaller, Caller};
pub use calls::Calls;
pub use capabilities::Capabilities;
pub use clock::Clock;
pub use console::{ConsoleLevel, ConsoleSink, StdConsole};
pub use engine::{Engine, EngineBuilder};
pub use error::{Error, Result};
pub use exception::{Exception, Frame};
pub use function::Function;
pub use heap::Heap;
pub use host_error::HostError;
pub use host_module::HostModule;
pub use image::Progress;
pub use interrupt::InterruptHandle;
pub use limits::{Limit, Limits, MIB};
pub use module::Module;
pub use program::Program;
pub use promise::Promise;
pub use random::Random;
pub use runtime::{Runtime, RuntimeBuilder};
pub use snapshot::{Snapshot, SnapshotBuilder};
pub use source::{Source, SourceKind};
pub use stats::EngineStats;
pub use usage::Usage;
pub use value::{Arguments, Bytes, Date, ErrorValue, TypedArrayKind, Value};
