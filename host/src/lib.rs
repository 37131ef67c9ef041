//! Runs JavaScript that nobody trusts, inside your program.
//!
//! QuickJS, an event loop and web APIs are one WebAssembly component, and each
//! runtime is a fresh instance of it with memory, clock, limits and permissions of
//! its own. It starts in tens of microseconds. There are no lifetimes, no scopes and
//! no thread-locals: a runtime is a value like any other.
//!
//! # A whole program
//!
//! It prices an order with a rule that somebody else wrote. The rule may ask the
//! program for a customer's discount, and may not do anything else.
//!
//! ```
//! use serde::{Deserialize, Serialize};
//! use skerry::loader::MapLoader;
//! use skerry::{AsyncCaller, Engine, Error, HostError, HostModule, Limits, MIB};
//! use std::time::Duration;
//!
//! #[derive(Serialize)]
//! struct Order {
//!     customer: String,
//!     cents: u64,
//! }
//!
//! #[derive(Debug, Deserialize, PartialEq)]
//! struct Price {
//!     cents: u64,
//!     why: String,
//! }
//!
//! const RULE: &str = "
//!     import { discount } from 'host:customers';
//!     export async function price({ customer, cents }) {
//!         const percent = await discount(customer);
//!         console.log(`${customer} gets ${percent} %`);
//!         return { cents: Math.round(cents * (100 - percent) / 100), why: `${percent} % off` };
//!     }";
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
//! // One per process. The first one on a machine compiles for some seconds; a cache keeps that.
//! let engine = Engine::builder().build()?;
//!
//! // What scripts may call. It crosses through serde, and an error is the script's exception.
//! let customers = HostModule::new("host:customers").async_function(
//!     "discount",
//!     |_: AsyncCaller, (name,): (String,)| async move {
//!         match name.as_str() {
//!             "ann" => Ok(20),
//!             _ => Err(HostError::range_error(format!("no customer {name}"))),
//!         }
//!     },
//! );
//!
//! // One isolated world. What is not said here is not allowed.
//! let mut runtime = engine
//!     .runtime()
//!     .limits(Limits::default().memory(32 * MIB).wall(Duration::from_secs(1)))
//!     .loader(MapLoader::new().module("rule", RULE))
//!     .host_module(customers)
//!     .build()
//!     .await?;
//!
//! let rule = runtime.import("rule").await?;
//! let order = Order { customer: "ann".to_owned(), cents: 1_000 };
//! let price: Price = runtime.call(&rule, "price", (order,)).await?;
//! assert_eq!(price, Price { cents: 800, why: "20 % off".to_owned() });
//!
//! // A script that throws, or does not end, is an error of the call, and of nothing else.
//! let order = Order { customer: "bob".to_owned(), cents: 1_000 };
//! match runtime.call::<Price>(&rule, "price", (order,)).await {
//!     Err(Error::Exception(thrown)) => assert_eq!(thrown.to_string(), "RangeError: no customer bob"),
//!     other => panic!("{other:?}"),
//! }
//! let endless = runtime.eval::<()>("for (;;);").timeout(Duration::from_millis(20)).await;
//! assert!(matches!(endless, Err(Error::Limit { .. })));
//! assert_eq!(runtime.usage().host_calls, 2);
//! # Ok(()) })
//! # }
//! ```
//!
//! # Nouns
//!
//! | | |
//! |---|---|
//! | [`Engine`] | what all runtimes share: compiled code, slots, a ticker; one per process |
//! | [`Runtime`] | one isolated JavaScript world; `Send` and `'static`, dropped at any moment in any order |
//! | [`Source`], [`Program`], [`Module`] | what is evaluated; the same, compiled ahead; what came of a module |
//! | [`Snapshot`] | evaluated code that runtimes start from |
//! | [`Limits`], [`Limit`] | how much a runtime may use; the one that was hit |
//! | [`Capabilities`], [`Network`] | what a runtime may reach: files, environment, hosts; nothing by default |
//! | [`loader`] | where imports come from; nowhere by default |
//! | [`HostModule`], [`Caller`] | functions of your program that scripts import as `host:name`; who calls them |
//! | [`Value`], [`Function`], [`Promise`] | values that no type of yours describes; what stays in the runtime, by handle |
//! | [`ByteReader`], [`ByteWriter`] | bytes that flow while a script runs: its `ReadableStream`, its `WritableStream` |
//! | [`InterruptHandle`] | stops a runtime from any thread |
//! | [`Usage`], [`EngineStats`] | what a runtime has used; how an engine's slots are taken |
//!
//! # What to know
//!
//! - Nothing in a runtime runs outside of a call. Timers and promises advance while one
//!   is awaited: [`Runtime::run_until_idle`] drives them, [`Runtime::concurrent`] makes
//!   many calls at a time.
//! - The future of a call may be dropped. The runtime is *poisoned* then, as it is after
//!   a hard stop; [`Runtime::reset`] starts it over.
//! - An [`Error`] is cut by what you do next: show it to the script's author
//!   ([`Exception`](Error::Exception)), look at your own error ([`Host`](Error::Host)), grant
//!   something ([`Denied`](Error::Denied)), expect it ([`Limit`](Error::Limit)), or report a
//!   defect ([`Fault`](Error::Fault)).
//! - Every runtime has `console`, timers and the modules `skerry:fs`, `skerry:env` and
//!   `skerry:process`, which reach what [`Capabilities`] grant.
//! - `fetch` reaches the hosts that a [`Network`] names; [`RuntimeBuilder::on_fetch`] answers, changes or
//!   refuses what a script asks for.
//! - Timers need an executor of tokio's with time enabled, and the network one with input and output;
//!   [`blocking`] brings its own.
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
mod handler;
mod module;
mod program;
mod heap;
mod handle;
mod function;
mod promise;
mod pulse;
mod stream;

mod host_module;
mod net;
mod component_module;
mod shipped;
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
mod graph;
mod component;
mod inspection;

#[cfg(doctest)]
mod does_not_compile;

mod build_info;
mod capabilities;
mod grants;
mod console;
mod account;
mod amounts;
mod output;
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
pub use component::{ComponentBuilder, Isolation, World};
pub use console::{ConsoleLevel, ConsoleSink, StdConsole};
pub use engine::{Engine, EngineBuilder};
pub use error::{Error, Result};
pub use exception::{Exception, Frame};
pub use function::Function;
pub use graph::{Graph, Problem, Severity};
pub use heap::Heap;
pub use host_error::HostError;
pub use host_module::HostModule;
pub use image::Progress;
pub use inspection::{Inspection, MemorySize, Origin, OriginAhead, OriginModule, Parts};
pub use interrupt::InterruptHandle;
pub use limits::{Limit, Limits, MIB};
pub use module::Module;
#[cfg(feature = "network")]
pub use net::Network;
pub use net::{FetchAnswer, FetchBody, FetchRequest, FetchResponse};
pub use program::Program;
pub use promise::Promise;
pub use random::Random;
pub use runtime::{Runtime, RuntimeBuilder};
pub use snapshot::{Snapshot, SnapshotBuilder};
pub use source::{Source, SourceKind};
pub use stats::EngineStats;
pub use stream::{ByteReader, ByteWriter, byte_pipe};
pub use usage::Usage;
pub use value::{Arguments, Bytes, Date, ErrorValue, TypedArrayKind, Value};
