//! What a text of JavaScript names by a literal: `import ... from "x"`, `import("x")`,
//! `require("x")`.
//!
//! The parser says what import declarations name, not where; and nothing of the rest. So the
//! text is read once more, as tokens: strings, templates, comments and regular expressions
//! are told apart, and no more. Where a slash begins a regular expression is a guess by the
//! token before it; a wrong one ends with the line.

mod tokens;

use std::collections::VecDeque;
use tokens::{Token, Tokens};

/// One place that names a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) how: How,
    /// Empty where it is unknown.
    pub(super) specifier: String,
    /// The import attribute `type`, where that is a literal too.
    pub(super) attribute: Option<String>,
    /// Of the specifier, from 1; columns in UTF-16 units.
    pub(super) line: u32,
    pub(super) column: u32,
}

/// How it is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// `import ... from`, `export ... from`
    Declaration,
    /// `import()` of a literal
    Dynamic,
    /// `require()` of a literal
    Require,
    /// `import()` of anything else
    Unknown,
}

/// Tokens that are looked at from one that may begin a mention.
const AHEAD: usize = 12;

/// All places, in order.
pub(super) fn scan(text: &str) -> Vec<Mention> {
    let mut tokens = Tokens::of(text);
    let mut window: VecDeque<(Token<'_>, usize)> = tokens.by_ref().take(AHEAD).collect();
    let mut mentions = Vec::new();
    let mut place = Place::default();
    let mut before = None;
    while let Some((token, _)) = window.pop_front() {
        window.extend(tokens.next());
        let may_begin = matches!(token, Token::Word("import" | "from" | "require"));
        if may_begin && before != Some(Token::Sign('.')) {
            let after = &*window.make_contiguous();
            if let Some((how, specifier, at)) = found(token, after) {
                let (line, column) = place.of(text, at);
                let attribute = if how == How::Dynamic { attribute(after) } else { None };
                mentions.push(Mention { how, specifier, attribute, line, column });
            }
        }
        before = Some(token);
    }
    mentions
}

fn found(token: Token<'_>, after: &[(Token<'_>, usize)]) -> Found {
    match token {
        Token::Word("import") => import(after),
        Token::Word("from") => literal(after, How::Declaration),
        _ => call(after, How::Require),
    }
}

type Found = Option<(How, String, usize)>;

/// What follows `import`: a text, or a call with one.
fn import(after: &[(Token<'_>, usize)]) -> Found {
    match after {
        [(Token::Sign('('), at), ..] => match call(after, How::Dynamic) {
            Some(found) => Some(found),
            None => Some((How::Unknown, String::new(), *at)),
        },
        _ => literal(after, How::Declaration),
    }
}

fn literal(after: &[(Token<'_>, usize)], how: How) -> Found {
    match after {
        [(Token::Text(text), at), ..] => Some((how, unescaped(text), *at)),
        _ => None,
    }
}

fn call(after: &[(Token<'_>, usize)], how: How) -> Found {
    match after {
        [(Token::Sign('('), _), (Token::Text(text), at), (Token::Sign(')' | ','), _), ..] => {
            Some((how, unescaped(text), *at))
        }
        _ => None,
    }
}

/// `("x", { with: { type: "json" } })`
fn attribute(after: &[(Token<'_>, usize)]) -> Option<String> {
    let tokens: Vec<Token<'_>> = after.iter().skip(2).take(9).map(|(token, _)| *token).collect();
    use Token::{Sign, Text, Word};
    match tokens.as_slice() {
        [
            Sign(','),
            Sign('{'),
            Word("with"),
            Sign(':'),
            Sign('{'),
            Word("type"),
            Sign(':'),
            Text(kind),
            Sign('}'),
            ..,
        ] => Some(unescaped(kind)),
        _ => None,
    }
}

/// Escapes that a bundler writes into a specifier: a backslash before the character itself.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        plain.extend(if character == '\\' { characters.next() } else { Some(character) });
    }
    plain
}

/// How far a text has been gone through, so that a place costs what is new before it.
struct Place {
    at: usize,
    line: u32,
    column: u32,
}

impl Default for Place {
    fn default() -> Self {
        Self { at: 0, line: 1, column: 1 }
    }
}

impl Place {
    /// Line and column of a byte that lies behind those that were asked for before.
    fn of(&mut self, text: &str, at: usize) -> (u32, u32) {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let new = text.get(self.at..at).unwrap_or_default();
        let on_line = match new.rfind('\n') {
            Some(newline) => {
                self.line = self.line.saturating_add(number(new.matches('\n').count()));
                self.column = 1;
                new.get(newline + 1..).unwrap_or_default()
            }
            None => new,
        };
        self.column = self.column.saturating_add(number(on_line.encode_utf16().count()));
        self.at = at;
        (self.line, self.column)
    }
}

#[cfg(test)]
mod tests;
