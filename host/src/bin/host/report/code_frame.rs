//! The lines of code around the place where a script threw.

use super::{DIM, ERROR, Texts, line, printable};
use skerry::Frame;

/// Lines shown before the one that matters.
const BEFORE: usize = 2;
/// Longer lines are cut around the column.
const WIDTH: usize = 100;

/// The lines up to a frame's place with a mark under its column; empty where
/// the text is not known.
pub fn code_frame(frame: &Frame, texts: Option<&dyn Texts>) -> String {
    let mut text = String::new();
    let source = texts.and_then(|texts| texts.text(&frame.url));
    let (Some(source), Some(number)) = (source, frame.line) else { return text };
    let last = usize::try_from(number).unwrap_or(usize::MAX);
    let first = last.saturating_sub(BEFORE).max(1);
    let lines: Vec<&str> = source.lines().skip(first - 1).take(last + 1 - first).collect();
    if lines.len() + first != last + 1 {
        return text;
    }
    let column = frame.column.map_or(1, |column| usize::try_from(column).unwrap_or(1));
    let start = column.saturating_sub(WIDTH / 2);
    let start = if column <= WIDTH { 0 } else { start };
    let margin = last.to_string().len();
    for (offset, code) in lines.iter().enumerate() {
        let shown: String = code.chars().skip(start).take(WIDTH).map(|c| if c == '\t' { ' ' } else { c }).collect();
        line(&mut text, &format!("  {DIM}{:>margin$} |{DIM:#} {}", first + offset, printable(&shown)));
    }
    if frame.column.is_some() {
        let before = " ".repeat(column.saturating_sub(1 + start));
        line(&mut text, &format!("  {:>margin$} {DIM}|{DIM:#} {before}{ERROR}^{ERROR:#}", ""));
    }
    text
}
