//! The basic URL parser: <https://url.spec.whatwg.org/#concept-basic-url-parser>
//!
//! The crate `url` was tried: its serializations of `file:` and of paths that
//! begin with two slashes differ from the standard, and some do not parse again.

mod authority;
mod path;

use super::record::{Path, Url, default_port, is_special};

/// <https://url.spec.whatwg.org/#url-parsing>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    SchemeStart,
    Scheme,
    NoScheme,
    SpecialRelativeOrAuthority,
    PathOrAuthority,
    Relative,
    RelativeSlash,
    SpecialAuthoritySlashes,
    SpecialAuthorityIgnoreSlashes,
    Authority,
    Host,
    Hostname,
    Port,
    File,
    FileSlash,
    FileHost,
    PathStart,
    Path,
    OpaquePath,
    Query,
    Fragment,
}

/// How a state goes on.
enum Flow {
    /// With the next character.
    Next,
    /// With the same character once more.
    Again,
    /// Nothing more is to be done.
    Done,
}

/// Not a URL.
#[derive(Debug)]
pub struct Failure;

type Step = Result<Flow, Failure>;

/// A URL out of a text; none is failure.
pub fn parse(input: &str, base: Option<&Url>) -> Option<Url> {
    let mut url = Url::default();
    let input = input.trim_matches(|c| c <= ' ');
    Machine::new(input, base, &mut url, None).run().ok()?;
    Some(url)
}

/// Parses a part of a URL into it.
///
/// # Errors
/// When it is not valid there; what was before is set all the same.
pub fn parse_into(url: &mut Url, input: &str, state: State) -> Result<(), Failure> {
    Machine::new(input, None, url, Some(state)).run()
}

struct Machine<'a> {
    input: Vec<char>,
    at: usize,
    base: Option<&'a Url>,
    url: &'a mut Url,
    state: State,
    /// The standard's state override.
    only: Option<State>,
    buffer: String,
    has_seen_at: bool,
    is_in_brackets: bool,
    has_seen_password: bool,
}

impl<'a> Machine<'a> {
    fn new(input: &str, base: Option<&'a Url>, url: &'a mut Url, only: Option<State>) -> Self {
        Self {
            input: input.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect(),
            at: 0,
            base,
            url,
            state: only.unwrap_or(State::SchemeStart),
            only,
            buffer: String::new(),
            has_seen_at: false,
            is_in_brackets: false,
            has_seen_password: false,
        }
    }

    fn run(mut self) -> Result<(), Failure> {
        loop {
            let c = self.input.get(self.at).copied();
            match self.step(c)? {
                Flow::Done => return Ok(()),
                Flow::Again => {}
                Flow::Next if c.is_none() => return Ok(()),
                Flow::Next => self.at += 1,
            }
        }
    }

    fn step(&mut self, c: Option<char>) -> Step {
        match self.state {
            State::SchemeStart => self.scheme_start(c),
            State::Scheme => self.scheme(c),
            State::NoScheme => self.no_scheme(c),
            State::SpecialRelativeOrAuthority => Ok(self.special_relative_or_authority(c)),
            State::PathOrAuthority => Ok(self.path_or_authority(c)),
            State::Relative => Ok(self.relative(c)),
            State::RelativeSlash => Ok(self.relative_slash(c)),
            State::SpecialAuthoritySlashes => Ok(self.special_authority_slashes(c)),
            State::SpecialAuthorityIgnoreSlashes => Ok(self.special_authority_ignore_slashes(c)),
            State::Authority => self.authority(c),
            State::Host | State::Hostname => self.host(c),
            State::Port => self.port(c),
            State::File => Ok(self.file(c)),
            State::FileSlash => Ok(self.file_slash(c)),
            State::FileHost => self.file_host(c),
            State::PathStart => Ok(self.path_start(c)),
            State::Path => Ok(self.path(c)),
            State::OpaquePath => Ok(self.opaque_path(c)),
            State::Query => Ok(self.query(c)),
            State::Fragment => Ok(self.fragment(c)),
        }
    }

    /// The character behind the current one.
    fn next(&self) -> Option<char> {
        self.input.get(self.at + 1).copied()
    }

    /// Another state, with the same character.
    fn again(&mut self, state: State) -> Flow {
        self.state = state;
        Flow::Again
    }

    /// Another state, with the next character.
    fn to(&mut self, state: State) -> Flow {
        self.state = state;
        Flow::Next
    }

    /// Another state, with the character after the next.
    fn over(&mut self, state: State) -> Flow {
        self.at += 1;
        self.to(state)
    }

    fn begin_query(&mut self) -> Flow {
        self.url.query = Some(String::new());
        self.to(State::Query)
    }

    fn begin_fragment(&mut self) -> Flow {
        self.url.fragment = Some(String::new());
        self.to(State::Fragment)
    }

    /// A slash, or what counts as one in special URLs.
    fn is_slash(&self, c: Option<char>) -> bool {
        c == Some('/') || c == Some('\\') && self.url.is_special()
    }

    fn scheme_start(&mut self, c: Option<char>) -> Step {
        match c {
            Some(c) if c.is_ascii_alphabetic() => {
                self.buffer.push(c.to_ascii_lowercase());
                Ok(self.to(State::Scheme))
            }
            _ if self.only.is_none() => Ok(self.again(State::NoScheme)),
            _ => Err(Failure),
        }
    }

    fn scheme(&mut self, c: Option<char>) -> Step {
        match c {
            Some(c) if c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.') => {
                self.buffer.push(c.to_ascii_lowercase());
                Ok(Flow::Next)
            }
            Some(':') if self.only.is_some() => {
                self.change_scheme();
                Ok(Flow::Done)
            }
            Some(':') => Ok(self.after_scheme()),
            _ if self.only.is_none() => {
                self.buffer.clear();
                self.at = 0;
                Ok(self.again(State::NoScheme))
            }
            _ => Err(Failure),
        }
    }

    fn change_scheme(&mut self) {
        let url = &mut *self.url;
        let is_refused = url.is_special() != is_special(&self.buffer)
            || self.buffer == "file" && (url.has_credentials() || url.port.is_some())
            || url.scheme == "file" && url.host.as_ref().is_none_or(|host| host.is_empty());
        if is_refused {
            return;
        }
        url.scheme = std::mem::take(&mut self.buffer);
        if url.port == default_port(&url.scheme) {
            url.port = None;
        }
    }

    fn after_scheme(&mut self) -> Flow {
        self.url.scheme = std::mem::take(&mut self.buffer);
        if self.url.scheme == "file" {
            self.to(State::File)
        } else if self.url.is_special() {
            let is_same = self.base.is_some_and(|base| base.scheme == self.url.scheme);
            self.to(if is_same { State::SpecialRelativeOrAuthority } else { State::SpecialAuthoritySlashes })
        } else if self.next() == Some('/') {
            self.over(State::PathOrAuthority)
        } else {
            self.url.path = Path::Opaque(String::new());
            self.to(State::OpaquePath)
        }
    }

    fn no_scheme(&mut self, c: Option<char>) -> Step {
        let base = self.base.ok_or(Failure)?;
        if !base.has_opaque_path() {
            return Ok(self.again(if base.scheme == "file" { State::File } else { State::Relative }));
        }
        if c != Some('#') {
            return Err(Failure);
        }
        self.url.scheme.clone_from(&base.scheme);
        self.url.path.clone_from(&base.path);
        self.url.query.clone_from(&base.query);
        Ok(self.begin_fragment())
    }
}
