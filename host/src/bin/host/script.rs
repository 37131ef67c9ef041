//! A script as the command runs it: settings, ctrl-c, the event loop, the end.

use crate::args::SharedArgs;
use crate::console::{BrokenPipe, TerminalConsole};
use crate::exit::Exit;
use crate::permissions::{Permissions, permissions};
use crate::signals::Signals;
use crate::{engine, report, streams, usage};
use skerry::loader::FsLoader;
use skerry::{Error, InterruptHandle, Limits, MIB, Runtime};
use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// Memory of a script without `--max-memory`.
const DEFAULT_MEMORY: u64 = 512 * MIB;

/// What is run: its folder, and what it sees of the command line.
pub struct Script {
    /// The folder that its modules may come from.
    pub folder: PathBuf,
    /// `process.argv[1]`.
    pub name: String,
    /// `process.argv` from the third on.
    pub arguments: Vec<String>,
    /// What to do about a `SyntaxError`.
    pub advice: Option<&'static str>,
}

/// Runs `work` in a fresh runtime and reports how it ended. What `work` is given
/// beside the runtime is the loader of its modules.
///
/// # Errors
/// Wrong arguments, a file that cannot be read, or what the script ended with.
pub fn execute(
    script: Script,
    shared: &SharedArgs,
    work: impl AsyncFnOnce(&mut Runtime, &FsLoader) -> anyhow::Result<i32>,
) -> anyhow::Result<Exit> {
    let limits = shared.limits(Limits::unlimited().memory(DEFAULT_MEMORY));
    let Permissions { capabilities, loader } = permissions(&script.folder, shared)?;
    let loader = Arc::new(loader);
    let broken_pipe = BrokenPipe::default();
    let console = TerminalConsole { broken_pipe: broken_pipe.clone() };
    let argv = [host_name(), script.name].into_iter().chain(script.arguments);
    // The process ends with the script: the system takes back what they hold, at once.
    let engine = ManuallyDrop::new(engine::engine()?);
    let tokio = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let exit = tokio.block_on(async {
        let builder = engine.runtime().limits(limits).capabilities(capabilities).loader(Arc::clone(&loader));
        let builder = streams::standard(builder.console(console).arguments(argv), &broken_pipe);
        let mut runtime = ManuallyDrop::new(builder.build().await?);
        let stop = runtime.interrupt_handle();
        let ended = interruptible(stop, work(&mut runtime, &loader)).await;
        if let Some(format) = shared.usage {
            usage::print(&runtime.usage(), format);
        }
        if broken_pipe.load(Ordering::Acquire) {
            return Ok(Exit::Done);
        }
        match ended {
            Ok(code) => Ok(Exit::script(code)),
            Err(error) => match error.downcast_ref::<Error>() {
                Some(Error::Exited(code)) => Ok(Exit::script(*code)),
                Some(ended) => {
                    report::script_error(ended, Some(&runtime), script.advice);
                    Ok(Exit::of(&error))
                }
                None => Err(error),
            },
        }
    });
    // A read of stdin that nobody waits for any more must not keep the process.
    tokio.shutdown_background();
    exit
}

/// The first ctrl-c interrupts the script, a second one quits.
async fn interruptible<T>(stop: InterruptHandle, work: impl Future<Output = T>) -> T {
    let mut work = std::pin::pin!(work);
    let mut pressed = false;
    // Listens from here on: the first poll of the script may take for ever.
    let mut signals = Signals::ctrl_c();
    loop {
        tokio::select! {
            biased;
            done = &mut work => return done,
            () = signals.next() => {
                if pressed {
                    std::process::exit(130);
                }
                pressed = true;
                stop.interrupt();
            }
        }
    }
}

fn host_name() -> String {
    std::env::args().next().unwrap_or_else(|| "host".to_owned())
}
