//! What is said of a failure that ends the program.

use crate::exception::{Exception, Link, Relation};
use crate::failure::Failure;
use std::fmt::Write as _;

/// Frames shown of one stack.
const MOST_FRAMES: usize = 16;

/// The lines about a failure.
pub fn report(failure: &Failure) -> String {
    match failure {
        Failure::Exception(exception) => thrown("Uncaught", exception),
        Failure::UnhandledRejection(exception) => thrown("Uncaught (in promise)", exception),
        Failure::Interrupted(_) => "error: interrupted\n".to_owned(),
        Failure::Stalled => format!(
            "error: a promise that is awaited can never settle: nothing is left that could do it\n\
             hint: {} waits for a promise that nobody resolves\n",
            if cfg!(feature = "command") { "top-level await" } else { "a handler" }
        ),
        Failure::Exited(_) => String::new(),
        Failure::Convert(reason) => format!("error: {reason}\n"),
    }
}

fn thrown(how: &str, exception: &Exception) -> String {
    let mut text = String::new();
    for link in &exception.links {
        let head = match link.relation {
            Relation::Root => format!("error: {how}"),
            Relation::Cause => "  caused by:".to_owned(),
            Relation::Member => "  one of:".to_owned(),
        };
        add(&mut text, &format!("{head} {}", printable(&title(link))));
        for frame in link.frames.iter().take(MOST_FRAMES) {
            let place = format!("{}:{}:{}", frame.url, frame.line, frame.column);
            let line = if frame.function.is_empty() { place } else { format!("{} ({place})", frame.function) };
            add(&mut text, &format!("    at {}", printable(&line)));
        }
        if let Some(hint) = &link.hint {
            add(&mut text, &format!("hint: {}", printable(hint)));
        }
    }
    text
}

fn title(link: &Link) -> String {
    match (link.name.is_empty(), link.message.is_empty()) {
        (true, _) => link.message.clone(),
        (false, true) => link.name.clone(),
        (false, false) => format!("{}: {}", link.name, link.message),
    }
}

fn add(text: &mut String, line: &str) {
    // Writing to a String cannot fail.
    let _written = writeln!(text, "{line}").is_ok();
}

/// A script's text must not move the terminal's cursor.
fn printable(text: &str) -> String {
    let visible = |character: char| match character {
        '\n' | '\t' => character.to_string(),
        control if control.is_control() => control.escape_default().to_string(),
        other => other.to_string(),
    };
    text.chars().map(visible).collect()
}
