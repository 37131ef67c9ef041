//! The web platform, one file or folder per API.

use rquickjs::Ctx;

pub mod console;
mod math_random;
mod performance;
pub mod process;
mod streams;
pub mod timers;
mod webidl;

/// Installs every API into a context.
///
/// # Errors
/// When a built-in throws or memory runs out.
pub fn install(ctx: &Ctx<'_>) -> rquickjs::Result<()> {
    webidl::install(ctx)?;
    console::install(ctx)?;
    timers::install(ctx)?;
    performance::install(ctx)?;
    math_random::install(ctx)?;
    streams::install(ctx)?;
    process::install(ctx)
}
