//! Errors as people read them: what, where, why, and what to do.

mod code_frame;

use anstyle::{AnsiColor, Style};
use skerry::{Error, Exception, Frame, Graph, Problem, Runtime, Severity};
use std::fmt::Write as _;
use std::sync::Arc;

/// Whatever knows the texts behind the frames of an exception.
pub trait Texts {
    /// The text of a URL.
    fn text(&self, url: &str) -> Option<Arc<str>>;
}

impl Texts for Runtime {
    fn text(&self, url: &str) -> Option<Arc<str>> {
        self.source_text(url)
    }
}

impl Texts for Graph {
    fn text(&self, url: &str) -> Option<Arc<str>> {
        self.source_text(url)
    }
}

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default().bold();
const DIM: Style = Style::new().dimmed();
/// Frames shown of one stack.
const MOST_FRAMES: usize = 16;

/// Says why the command itself failed.
pub fn failure(error: &anyhow::Error) {
    let mut text = String::new();
    let reasons: Vec<String> = error.chain().map(ToString::to_string).collect();
    headline(&mut text, &reasons.join(": "));
    if let Some(load) = error.chain().find_map(|reason| reason.downcast_ref::<skerry::loader::LoadError>()) {
        hint(&mut text, load.hint.as_deref());
    }
    anstream::eprint!("{text}");
}

/// Says what happens, where that is no error.
pub fn note(text: &str) {
    anstream::eprintln!("{text}");
}

/// Says how a script ended, with the code around the place where the runtime is there;
/// `advice` is what to do about a `SyntaxError`.
pub fn script_error(error: &Error, runtime: Option<&Runtime>, advice: Option<&str>) {
    let texts = runtime.map(|runtime| runtime as &dyn Texts);
    let mut text = String::new();
    match error {
        Error::Exception(exception) | Error::Denied(exception) => {
            uncaught(&mut text, "Uncaught", exception, texts);
            hint(&mut text, advice.filter(|_| exception.name == "SyntaxError"));
        }
        Error::UnhandledRejection(exception) => {
            uncaught(&mut text, "Uncaught (in promise)", exception, texts);
        }
        Error::Limit { limit, .. } => {
            headline(&mut text, &error.to_string());
            where_it_was(&mut text, error.exception(), texts);
            hint(&mut text, raise(*limit));
        }
        Error::Interrupted(_) => {
            headline(&mut text, "interrupted");
            where_it_was(&mut text, error.exception(), texts);
        }
        Error::Stalled => {
            headline(&mut text, &error.to_string());
            hint(&mut text, Some("top-level await waits for a promise that nobody resolves"));
        }
        Error::Fault(_) => {
            headline(&mut text, &error.to_string());
            hint(&mut text, Some("this is a defect of host, not of the script; please report it"));
        }
        other => headline(&mut text, &other.to_string()),
    }
    anstream::eprint!("{text}");
}

/// Says what is wrong with a program that has not run.
pub fn problem(problem: &Problem, graph: &Graph) {
    let mut text = String::new();
    // That it is an error is said in front of it.
    let exception = &problem.exception;
    let what = if exception.name == "Error" { exception.message.clone() } else { exception.to_string() };
    let what = printable(&what);
    match problem.severity {
        Severity::Error => headline(&mut text, &what),
        Severity::Warning => line(&mut text, &format!("{WARNING}warning{WARNING:#}: {what}")),
    }
    where_it_was(&mut text, Some(exception), Some(graph));
    hint(&mut text, exception.hint.as_deref());
    anstream::eprint!("{text}");
}

fn raise(limit: skerry::Limit) -> Option<&'static str> {
    match limit {
        skerry::Limit::Memory => Some("--max-memory allows more"),
        skerry::Limit::Wall => Some("--timeout allows more"),
        skerry::Limit::Cpu => Some("--max-cpu allows more"),
        skerry::Limit::Output => Some("--max-output allows more"),
        _ => None,
    }
}

fn headline(text: &mut String, message: &str) {
    line(text, &format!("{ERROR}error{ERROR:#}: {message}"));
}

fn hint(text: &mut String, hint: Option<&str>) {
    if let Some(hint) = hint {
        line(text, &format!("{HINT}hint{HINT:#}: {hint}"));
    }
}

fn uncaught(text: &mut String, how: &str, exception: &Exception, texts: Option<&dyn Texts>) {
    headline(text, &format!("{how} {}", printable(&exception.to_string())));
    where_it_was(text, Some(exception), texts);
    related(text, exception, 1);
    hint(text, exception.hint.as_deref());
}

/// The line of code, then the stack.
fn where_it_was(text: &mut String, exception: Option<&Exception>, texts: Option<&dyn Texts>) {
    let Some(exception) = exception else { return };
    if let Some(frame) = exception.frames.first() {
        text.push_str(&code_frame::code_frame(frame, texts));
    }
    frames(text, &exception.frames, 1);
}

fn frames(text: &mut String, frames: &[Frame], depth: usize) {
    let indent = "    ".repeat(depth);
    for frame in frames.iter().take(MOST_FRAMES) {
        let mut frame = frame.clone();
        frame.url = shown(&frame.url);
        line(text, &format!("{indent}{DIM}at {}{DIM:#}", printable(&frame.to_string())));
    }
    if frames.len() > MOST_FRAMES {
        line(text, &format!("{indent}{DIM}... {} more{DIM:#}", frames.len() - MOST_FRAMES));
    }
}

/// Causes and members, each with its own stack.
fn related(text: &mut String, exception: &Exception, depth: usize) {
    let indent = "  ".repeat(depth);
    let links = exception.members.iter().map(|member| ("one of", member));
    for (how, link) in links.chain(exception.cause.as_deref().map(|cause| ("caused by", cause))) {
        line(text, &format!("{indent}{how}: {}", printable(&link.to_string())));
        frames(text, &link.frames, depth + 1);
        related(text, link, depth + 1);
        hint(text, link.hint.as_deref());
    }
}

fn line(text: &mut String, line: &str) {
    // Writing to a String cannot fail.
    let _written = writeln!(text, "{line}").is_ok();
}

/// A script's text must not move the terminal's cursor or forge our lines.
fn printable(text: &str) -> String {
    let visible = |character: char| match character {
        '\n' | '\t' => character.to_string(),
        control if control.is_control() => control.escape_default().to_string(),
        other => other.to_string(),
    };
    text.chars().map(visible).collect()
}

/// A file's path, relative to the working folder where it lies in it.
fn shown(url: &str) -> String {
    let path = url::Url::parse(url).ok().filter(|url| url.scheme() == "file").and_then(|url| url.to_file_path().ok());
    let Some(path) = path else { return url.to_owned() };
    let here = std::env::current_dir().and_then(std::fs::canonicalize).unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(&path).display().to_string()
}
