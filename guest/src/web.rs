//! The web platform, one file or folder per API.

use rquickjs::Ctx;

mod abort;
mod base64;
mod compression;
pub mod console;
mod crypto;
mod dom_exception;
mod encoding;
pub mod events;
mod fetch;
mod fetch_event;
mod file;
mod intl;
mod math_random;
mod messaging;
mod performance;
pub mod process;
mod random;
mod streams;
mod structured_clone;
pub mod timers;
mod url;
mod webidl;

pub use streams::{HostEnd, host_streams};

/// What `navigator.userAgent` and requests say.
const USER_AGENT: &str = concat!("Skerry/", env!("CARGO_PKG_VERSION"));

/// Installs every API into a context.
///
/// # Errors
/// When a built-in throws or memory runs out.
pub fn install(ctx: &Ctx<'_>) -> rquickjs::Result<()> {
    install_before_streams(ctx)?;
    streams::install(ctx)?;
    file::install(ctx)?;
    structured_clone::install(ctx)?;
    messaging::install(ctx)?;
    encoding::install(ctx)?;
    compression::install(ctx)?;
    url::install(ctx)?;
    crypto::install(ctx)?;
    fetch::install(ctx)?;
    fetch_event::install(ctx)?;
    intl::install(ctx)?;
    process::install(ctx)
}

fn install_before_streams(ctx: &Ctx<'_>) -> rquickjs::Result<()> {
    webidl::install(ctx)?;
    dom_exception::install(ctx)?;
    base64::install(ctx)?;
    events::install(ctx)?;
    abort::install(ctx)?;
    console::install(ctx)?;
    timers::install(ctx)?;
    performance::install(ctx)?;
    math_random::install(ctx)?;
    random::install(ctx)
}

#[cfg(test)]
mod tests {
    use super::{install_before_streams, streams};
    use crate::convert;
    use crate::event_loop::EventLoop;
    use crate::uncaught::Uncaught;
    use rquickjs::{Context, Ctx, Result, Runtime};

    /// What streams add to the heap of the image, in bytes, where a pointer takes eight and a
    /// value sixteen: in the component these take four and eight.
    const MOST: i64 = 330 * 1024;

    #[test]
    fn streams_take_little_of_the_heap() {
        let runtime = Runtime::new().unwrap();
        let context = Context::full(&runtime).unwrap();
        let bytes = || {
            runtime.run_gc();
            runtime.memory_usage().malloc_size
        };
        context.with(|ctx| before_streams(&ctx).unwrap());
        let before = bytes();
        context.with(|ctx| streams::install(&ctx).unwrap());
        let grown = bytes() - before;
        context.with(|ctx| EventLoop::of(&ctx).clear());
        assert!(grown <= MOST, "{grown} bytes");
    }

    fn before_streams(ctx: &Ctx<'_>) -> Result<()> {
        EventLoop::install(ctx)?;
        Uncaught::install(ctx)?;
        convert::install(ctx)?;
        install_before_streams(ctx)
    }
}
