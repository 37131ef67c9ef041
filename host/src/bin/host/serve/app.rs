//! The app: evaluated once, frozen, and what each of its runtimes is built with.

use super::ServeArgs;
use super::watched::{Noted, Stamps};
use crate::exit::Exit;
use crate::permissions::{Permissions, permissions};
use crate::{report, run};
use anyhow::{Context as _, bail};
use skerry::loader::{FsLoader, Loader as _, ModuleRequest, RequestKind};
use skerry::{Capabilities, ConsoleLevel, ConsoleSink, Engine, Limits, RuntimeBuilder, Snapshot, StdConsole};
use std::sync::Arc;

/// What apps are evaluated with, at the start and after each change.
pub struct Settings {
    engine: Engine,
    /// As it was typed.
    shown: String,
    name: String,
    limits: Limits,
    capabilities: Capabilities,
    loader: Arc<FsLoader>,
}

/// An evaluated app.
pub struct App {
    engine: Engine,
    snapshot: Snapshot,
    limits: Limits,
    capabilities: Capabilities,
    loader: Arc<FsLoader>,
    /// The files that it came from.
    pub files: Stamps,
}

impl Settings {
    /// # Errors
    /// Wrong arguments, or a file that is not there.
    pub fn new(args: &ServeArgs) -> anyhow::Result<Self> {
        let shown = args.file.display().to_string();
        let path = run::place(&args.file).with_context(|| format!("cannot serve {shown}"))?;
        let folder = path.parent().map(ToOwned::to_owned).unwrap_or_default();
        let Some(name) = path.to_str().map(str::to_owned) else {
            bail!("cannot serve {shown}: the path is not UTF-8, rename it");
        };
        let Permissions { capabilities, loader } = permissions(&folder, &args.shared)?;
        // Those that are worked on, and those that stand ready.
        let slots = args.max_in_flight as usize + super::spare::most() + 1;
        let engine = Engine::builder().wide_slots(slots).progress(crate::engine::show).build()?;
        let limits = args.shared.limits(Limits::default());
        Ok(Self { engine, shown, name, limits, capabilities, loader: Arc::new(loader) })
    }

    /// Evaluates the app, and looks whether it handles requests.
    ///
    /// # Errors
    /// When it does not.
    pub async fn evaluate(&self) -> anyhow::Result<App> {
        let failed = || format!("cannot serve {}", self.shown);
        let loader = Noted::new(Arc::clone(&self.loader));
        let request = ModuleRequest::new(RequestKind::Entry, &self.name, None);
        let url = loader.resolve(&request).with_context(failed)?.with_context(failed)?;
        let source = loader.load(&url).await.with_context(failed)?.with_context(failed)?;
        let files = loader.files();
        let mut snapshot = self.engine.snapshot([source]).limits(self.limits).loader(loader).console(Console);
        for (name, value) in self.capabilities.environment() {
            snapshot = snapshot.env(name, value);
        }
        let snapshot = snapshot.await?;
        let app = App {
            engine: self.engine.clone(),
            snapshot,
            limits: self.limits,
            capabilities: self.capabilities.clone(),
            loader: Arc::clone(&self.loader),
            files: files.take(),
        };
        if !app.runtime().build().await?.handles_fetch().await? {
            bail!(
                "{} handles no requests: write export default {{ fetch(request) {{ return new Response('hello') }} }}, \
                 or addEventListener('fetch', (event) => event.respondWith(...))",
                self.shown
            );
        }
        Ok(app)
    }
}

impl App {
    /// What each of its runtimes is built with.
    pub fn runtime(&self) -> RuntimeBuilder {
        self.engine
            .runtime()
            .snapshot(&self.snapshot)
            .limits(self.limits)
            .capabilities(self.capabilities.clone())
            .loader(Arc::clone(&self.loader))
            .console(Console)
    }

    /// How the slots are used.
    pub fn stats(&self) -> skerry::EngineStats {
        self.engine.stats()
    }
}

/// Says why an app cannot be served.
///
/// # Errors
/// What is no error of the script's.
pub fn failed(error: anyhow::Error) -> anyhow::Result<Exit> {
    match error.downcast_ref::<skerry::Error>() {
        Some(ended) => {
            report::script_error(ended, None, None);
            Ok(Exit::of(&error))
        }
        None => Err(error),
    }
}

/// The process's own streams. Requests go on where nobody reads them any more.
struct Console;

impl ConsoleSink for Console {
    fn write(&mut self, level: ConsoleLevel, text: &str) -> std::io::Result<()> {
        let _written = StdConsole.write(level, text).is_ok();
        Ok(())
    }
}
