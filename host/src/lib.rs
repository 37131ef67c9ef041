//! Runs JavaScript that nobody trusts, inside your program.
#![deny(missing_docs)]

mod engine;
mod image;
mod freeze;
mod cache;
mod pool;
mod ticker;

mod runtime;
mod source;
mod store;
mod link;
mod call;
mod clock;
mod watch;
mod meter;
mod interrupt;

pub mod loader;
mod sources;
mod source_map;
mod trace;

mod build_info;
mod capabilities;
mod console;
mod error;
mod exception;
mod limits;
mod usage;
mod value;

pub use build_info::BuildInfo;
pub use cache::Cache;
pub use capabilities::Capabilities;
pub use console::{ConsoleLevel, ConsoleSink, StdConsole};
pub use engine::{Engine, EngineBuilder};
pub use error::{Error, Result};
pub use exception::{Exception, Frame};
pub use image::Progress;
pub use interrupt::InterruptHandle;
pub use limits::{Limit, Limits, MIB};
pub use runtime::{Runtime, RuntimeBuilder};
pub use source::{Source, SourceKind};
pub use usage::Usage;
pub use value::Value;
