//! Runs the scripts of `tests/suite`: each checks itself with `assert.mjs`.

use crate::support::{block_on, engine};
use serde::Deserialize;
use skerry::loader::FsLoader;
use skerry::{Limits, MIB};
use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/suite");

/// What `assert.mjs` has counted.
#[derive(Debug, Deserialize)]
struct Outcome {
    ran: u32,
    failures: Vec<String>,
}

#[test]
fn the_timers_are_those_of_the_html_standard() {
    run_folder("timers");
}

#[test]
fn jobs_and_tasks_run_in_their_order() {
    run_folder("loop");
}

#[test]
fn modules_link_load_and_fail_as_the_standards_say() {
    run_folder("modules");
}

#[test]
fn what_runs_in_a_faster_way_gives_what_the_engine_does() {
    run_folder("language");
}

#[test]
fn deep_recursion_of_every_kind_can_be_caught() {
    run_folder("recursion");
}

#[test]
fn errors_say_what_is_wrong() {
    run_folder("errors");
}

#[test]
fn globals_are_those_of_the_standards() {
    run_folder("globals");
}

#[test]
fn streams_stand_bad_input() {
    run_folder("streams");
}

#[test]
fn events_and_signals_are_those_of_the_dom_standard() {
    run_folder("dom");
}

#[test]
fn structured_clones_are_those_of_the_html_standard() {
    run_folder("clone");
}

#[test]
fn texts_and_bytes_convert_as_the_encoding_standard_says() {
    run_folder("encoding");
}

#[test]
fn urls_are_those_of_the_url_standard() {
    run_folder("url");
}

#[test]
fn blobs_and_files_are_those_of_the_file_api() {
    run_folder("file");
}

#[test]
fn requests_responses_and_their_bodies_are_those_of_the_fetch_standard() {
    run_folder("fetch");
}

#[test]
fn keys_and_digests_are_those_of_the_web_cryptography_api() {
    run_folder("crypto");
}

#[test]
fn message_ports_are_those_of_the_html_standard() {
    run_folder("messaging");
}

#[test]
fn numbers_dates_and_words_are_those_of_american_english() {
    run_folder("intl");
}

/// Runs every script of a folder, two at a time, and names each that fails.
fn run_folder(area: &str) {
    let scripts = scripts(&Path::new(FOLDER).join(area));
    assert!(!scripts.is_empty(), "no scripts in {area}");
    let waiting = Mutex::new(VecDeque::from(scripts));
    let failures = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(script) = { waiting.lock().unwrap().pop_front() } {
                    let name = format!("{area}/{}", script.file_name().unwrap().to_string_lossy());
                    let found = block_on(run(&script));
                    failures.lock().unwrap().extend(found.into_iter().map(|failure| format!("{name}: {failure}")));
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap();
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

fn scripts(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut scripts: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
    scripts.sort();
    scripts
}

async fn run(script: &Path) -> Vec<String> {
    let limits = Limits::default().memory(256 * MIB).cpu(Duration::from_secs(30)).wall(Duration::from_secs(30));
    let loader = FsLoader::new().root_in_place(FOLDER).unwrap();
    let builder = engine().runtime().limits(limits).loader(loader).arguments(["host", "suite"]);
    let mut runtime = builder.console(|_, _: &str| {}).build().await.unwrap();
    let path = fs::canonicalize(script).unwrap();
    if let Err(error) = runtime.import(path.to_str().unwrap()).await {
        return vec![described(&error)];
    }
    if let Err(error) = runtime.run_until_idle().await {
        return vec![described(&error)];
    }
    match runtime.eval::<Outcome>("globalThis[Symbol.for('suite.outcome')]").await {
        Ok(outcome) if outcome.ran == 0 => vec!["no test ran".to_owned()],
        Ok(outcome) => outcome.failures,
        Err(error) => vec![described(&error)],
    }
}

fn described(error: &skerry::Error) -> String {
    let place = error.exception().and_then(|exception| exception.frames.first());
    let place = place.map(|frame| format!(" at {frame}")).unwrap_or_default();
    format!("{}{place}", error.to_string().lines().next().unwrap_or_default())
}
