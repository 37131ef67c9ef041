//! The guest: QuickJS, an event loop and the web platform in one component.
//!
//! The modules, in the order in which a script meets them.

/// The component's exports and imports, translated to the plain types below.
#[cfg(all(target_arch = "wasm32", not(feature = "standalone")))]
mod world;
/// The same of components that hold a program and run by themselves, on WASI.
#[cfg(all(target_arch = "wasm32", feature = "standalone"))]
mod standalone;

/// What is handed in.
pub mod source;
/// What the C library would ask WASI.
#[cfg(target_arch = "wasm32")]
mod libc;
/// The stack that JavaScript runs on.
#[cfg(target_arch = "wasm32")]
mod deep_stack;
/// One JavaScript world: engine, context, built-ins.
pub mod realm;
/// What is done before it is frozen, so that its objects find their shapes.
mod rehearsal;
/// Scripts and modules evaluated as calls.
pub mod eval;
/// Functions and promises that the host holds, called and awaited.
pub mod call;
/// Requests that the script handles.
pub mod handler;
/// Scripts and modules compiled ahead.
pub mod program;
/// Sources that become part of a snapshot.
pub mod freezing;
/// The few calls of QuickJS's C interface that rquickjs does not wrap.
mod engine;
/// Imports: resolved and loaded by the host, linked here.
pub mod modules;
/// Jobs, timers and immediates, in their order.
pub mod event_loop;
/// Promises that were rejected and are not handled.
mod rejections;
/// What scripts threw and nobody caught.
mod uncaught;
/// Why a call ended without a result.
pub mod failure;
/// JavaScript exceptions as data.
pub mod exception;
/// Values as CBOR.
pub mod convert;
/// Functions, promises and modules that the host holds.
pub mod handles;

/// How built-ins that are written in JavaScript are evaluated.
pub mod builtins;
/// The web platform, one file or folder per API.
pub mod web;

/// The only door to the host.
pub mod system;
