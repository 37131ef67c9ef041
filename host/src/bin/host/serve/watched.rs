//! `--watch`: the app again, when one of its files has changed.

use super::app::{self, Settings};
use super::server::Server;
use crate::report;
use skerry::loader::{FsLoader, LoadError, LoadFuture, Loader, ModuleRequest};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// Between two looks: nobody sees a delay of a quarter of a second.
const PERIOD: Duration = Duration::from_millis(250);

/// Files, as they were just before they were read.
#[derive(Clone, Default)]
pub struct Files(Arc<Mutex<Stamps>>);

impl Files {
    pub fn take(&self) -> Stamps {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn note(&self, url: &str) {
        let path = url::Url::parse(url).ok().and_then(|url| url.to_file_path().ok());
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(path.map(stamped));
    }
}

/// A loader that notes what it loads.
pub struct Noted {
    loader: Arc<FsLoader>,
    files: Files,
}

impl Noted {
    pub fn new(loader: Arc<FsLoader>) -> Self {
        Self { loader, files: Files::default() }
    }

    pub fn files(&self) -> Files {
        self.files.clone()
    }
}

impl Loader for Noted {
    fn resolve(&self, request: &ModuleRequest<'_>) -> Result<Option<String>, LoadError> {
        self.loader.resolve(request)
    }

    fn load(&self, url: &str) -> LoadFuture<'_> {
        self.files.note(url);
        self.loader.load(url)
    }
}

/// Evaluates the app again after each change of its files. Where that fails, the app that
/// was there stays.
pub async fn watch(settings: Settings, server: Arc<Server>) {
    let mut known = server.spare().app().files.clone();
    loop {
        tokio::time::sleep(PERIOD).await;
        let files = known.iter().map(|(path, _)| path.clone()).collect();
        let now = stamps(files).await;
        if now == known {
            continue;
        }
        known = now;
        match settings.evaluate().await {
            Ok(app) => {
                known.clone_from(&app.files);
                server.replace(app);
                report::note("the app has changed");
            }
            Err(error) => {
                if let Err(error) = app::failed(error) {
                    report::failure(&error);
                }
                report::note("the app has changed and cannot be served; the one before it still is");
            }
        }
    }
}

/// When each file was changed, and how long it is; none where it is gone.
pub type Stamps = Vec<(PathBuf, Option<(SystemTime, u64)>)>;

fn stamped(path: PathBuf) -> (PathBuf, Option<(SystemTime, u64)>) {
    let about = std::fs::metadata(&path).ok();
    let stamp = about.and_then(|about| Some((about.modified().ok()?, about.len())));
    (path, stamp)
}

async fn stamps(files: Vec<PathBuf>) -> Stamps {
    let stamps = tokio::task::spawn_blocking(move || files.into_iter().map(stamped).collect());
    stamps.await.unwrap_or_default()
}
