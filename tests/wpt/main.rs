//! Runs web-platform-tests through the public interface, one runtime per file.
//!
//! `just wpt [PATH]...` runs the folders below, or the files whose path holds
//! one of the texts, and then prints every sub-test that does not pass. What may
//! not pass is in `expectations.txt`, with a reason; `--update` rewrites it.
//! `SKERRY_WPT=all` runs what takes minutes too, `SKERRY_WPT=skip` runs nothing,
//! `SKERRY_WPT=served` runs the folders whose tests need the server that comes with them.

#![allow(clippy::pedantic, reason = "what reads well in a test")]

mod expectations;
mod file;
mod options;
mod outcome;
mod reason;
mod report;
mod run;
mod server;
mod site;
mod snapshot;
mod verdict;

use expectations::Expectations;
use file::TestFile;
use options::Options;
use outcome::Outcome;
use report::Folder;
use site::Site;
use skerry::{Cache, Engine};
use std::collections::VecDeque;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::Instant;

/// Folders, and how many of their sub-tests must pass at least.
type Folders = [(&'static str, usize)];

/// What is run.
const FOLDERS: [(&str, usize); 17] = [
    ("FileAPI/blob", 255),
    ("FileAPI/file", 95),
    ("WebCryptoAPI", 19946),
    ("compression", 247),
    ("console", 51),
    ("dom/abort", 35),
    ("dom/events", 41),
    ("encoding", 11681),
    ("hr-time", 36),
    ("html/webappapis/atob", 380),
    ("html/webappapis/microtask-queuing", 6),
    ("html/webappapis/structured-clone", 107),
    ("html/webappapis/timers", 8),
    ("streams", 1400),
    ("url", 4844),
    ("urlpattern", 756),
    ("webidl", 116),
];

/// What is run against the tests' own server.
const SERVED: [(&str, usize); 2] = [("fetch/api", 1749), ("webmessaging/message-channels", 10)];

fn main() -> ExitCode {
    let options = Options::from_arguments();
    if options.is_list {
        return ExitCode::SUCCESS;
    }
    if options.is_skip {
        println!("wpt: skipped, SKERRY_WPT=skip is set");
        return ExitCode::SUCCESS;
    }
    let folders: &Folders = if options.is_served { &SERVED } else { &FOLDERS };
    match snapshot::site(options.is_served) {
        Ok(site) => run_all(&Arc::new(site), folders, &options),
        Err(hint) => {
            eprintln!("error: {hint}\nhint: SKERRY_WPT=skip leaves these tests out");
            ExitCode::FAILURE
        }
    }
}

fn run_all(site: &Arc<Site>, chosen: &Folders, options: &Options) -> ExitCode {
    let start = Instant::now();
    let cache = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cache");
    let engine = Engine::builder().cache(Some(Cache::at(cache))).build().expect("an engine");
    let mut expectations = Expectations::read();
    let mut folders = Vec::new();
    for &(name, floor) in chosen {
        let all = file::files(&site.root, name);
        let wanted: Vec<TestFile> = all.iter().filter(|file| options.wants(&file.name())).cloned().collect();
        let is_whole = all.iter().all(|file| options.wants(&file.name()) || !options.has(&file.name()));
        if wanted.is_empty() {
            continue;
        }
        let outcomes = run_files(&engine, site, wanted);
        if options.is_update {
            outcomes.iter().for_each(|(file, outcome)| expectations.update(&file.name(), outcome));
        }
        let floor = if is_whole { floor } else { 0 };
        let folder = Folder::judge(name, floor, &outcomes, &expectations);
        folder.print(options);
        folders.push(folder);
    }
    if options.is_update {
        expectations.write();
    }
    report::finish(&folders, start.elapsed())
}

/// Runs files, as many at a time as there are cores; the results keep the order.
fn run_files(engine: &Engine, site: &Arc<Site>, files: Vec<TestFile>) -> Vec<(TestFile, Outcome)> {
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let waiting: Mutex<VecDeque<(usize, TestFile)>> = Mutex::new(files.into_iter().enumerate().collect());
    let done = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
                while let Some((index, file)) = { waiting.lock().unwrap().pop_front() } {
                    let outcome = runtime.block_on(run::run(engine, site, &file));
                    done.lock().unwrap().push((index, file, outcome));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap();
    done.sort_by_key(|(index, ..)| *index);
    done.into_iter().map(|(_, file, outcome)| (file, outcome)).collect()
}
