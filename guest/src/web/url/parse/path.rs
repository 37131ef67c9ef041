//! The states of relative URLs, `file:`, paths, queries and fragments.

use super::super::host::Host;
use super::super::percent::{self, Set};
use super::super::record::{Path, is_drive_letter, is_normalized_drive_letter};
use super::{Flow, Machine, State};

impl Machine<'_> {
    pub(super) fn relative(&mut self, c: Option<char>) -> Flow {
        let Some(base) = self.base else { return Flow::Done };
        self.url.scheme.clone_from(&base.scheme);
        if self.is_slash(c) {
            return self.to(State::RelativeSlash);
        }
        self.copy_authority();
        self.url.path.clone_from(&base.path);
        self.url.query.clone_from(&base.query);
        self.after_path_of_base(c, true)
    }

    fn copy_authority(&mut self) {
        let Some(base) = self.base else { return };
        self.url.username.clone_from(&base.username);
        self.url.password.clone_from(&base.password);
        self.url.host.clone_from(&base.host);
        self.url.port = base.port;
    }

    /// What follows where the path and the query are the base's so far.
    fn after_path_of_base(&mut self, c: Option<char>, shortens: bool) -> Flow {
        match c {
            Some('?') => self.begin_query(),
            Some('#') => self.begin_fragment(),
            None => Flow::Next,
            Some(_) => {
                self.url.query = None;
                if shortens {
                    self.url.shorten_path();
                } else {
                    self.url.path = Path::default();
                }
                self.again(State::Path)
            }
        }
    }

    pub(super) fn relative_slash(&mut self, c: Option<char>) -> Flow {
        if self.url.is_special() && matches!(c, Some('/' | '\\')) {
            return self.to(State::SpecialAuthorityIgnoreSlashes);
        }
        if c == Some('/') {
            return self.to(State::Authority);
        }
        self.copy_authority();
        self.again(State::Path)
    }

    pub(super) fn file(&mut self, c: Option<char>) -> Flow {
        "file".clone_into(&mut self.url.scheme);
        self.url.host = Some(Host::empty());
        if matches!(c, Some('/' | '\\')) {
            return self.to(State::FileSlash);
        }
        let Some(base) = self.base.filter(|base| base.scheme == "file") else {
            return self.again(State::Path);
        };
        self.url.host.clone_from(&base.host);
        self.url.path.clone_from(&base.path);
        self.url.query.clone_from(&base.query);
        let shortens = !self.starts_with_drive_letter();
        self.after_path_of_base(c, shortens)
    }

    pub(super) fn file_slash(&mut self, c: Option<char>) -> Flow {
        if matches!(c, Some('/' | '\\')) {
            return self.to(State::FileHost);
        }
        if let Some(base) = self.base.filter(|base| base.scheme == "file") {
            self.url.host.clone_from(&base.host);
            let drive = match &base.path {
                Path::List(segments) => segments.first().filter(|first| is_normalized_drive_letter(first)),
                Path::Opaque(_) => None,
            };
            if !self.starts_with_drive_letter()
                && let Some(segments) = self.url.segments()
            {
                segments.extend(drive.cloned());
            }
        }
        self.again(State::Path)
    }

    /// <https://url.spec.whatwg.org/#start-with-a-windows-drive-letter>
    fn starts_with_drive_letter(&self) -> bool {
        let rest = self.input.get(self.at..).unwrap_or_default();
        match rest {
            [letter, ':' | '|', more @ ..] if letter.is_ascii_alphabetic() => {
                matches!(more.first(), None | Some('/' | '\\' | '?' | '#'))
            }
            _ => false,
        }
    }

    pub(super) fn path_start(&mut self, c: Option<char>) -> Flow {
        if self.url.is_special() {
            return if matches!(c, Some('/' | '\\')) { self.to(State::Path) } else { self.again(State::Path) };
        }
        match c {
            Some('?') if self.only.is_none() => self.begin_query(),
            Some('#') if self.only.is_none() => self.begin_fragment(),
            Some('/') => self.to(State::Path),
            Some(_) => self.again(State::Path),
            None => {
                if self.only.is_some() && self.url.host.is_none() {
                    self.push_segment(String::new());
                }
                Flow::Next
            }
        }
    }

    fn push_segment(&mut self, segment: String) {
        if let Some(segments) = self.url.segments() {
            segments.push(segment);
        }
    }

    pub(super) fn path(&mut self, c: Option<char>) -> Flow {
        let is_slash = self.is_slash(c);
        let is_end = c.is_none() || self.only.is_none() && matches!(c, Some('?' | '#'));
        if let (false, false, Some(c)) = (is_slash, is_end, c) {
            percent::encode_char(c, Set::Path, &mut self.buffer);
            return Flow::Next;
        }
        let segment = std::mem::take(&mut self.buffer);
        self.end_segment(segment, is_slash);
        match c {
            Some('?') if is_end => self.begin_query(),
            Some('#') if is_end => self.begin_fragment(),
            _ => Flow::Next,
        }
    }

    fn end_segment(&mut self, mut segment: String, is_slash: bool) {
        if is_double_dot(&segment) {
            self.url.shorten_path();
            if !is_slash {
                self.push_segment(String::new());
            }
        } else if is_single_dot(&segment) {
            if !is_slash {
                self.push_segment(String::new());
            }
        } else {
            let is_file = self.url.scheme == "file";
            let is_first = self.url.segments().is_some_and(|segments| segments.is_empty());
            if is_file && is_first && is_drive_letter(&segment) {
                segment.replace_range(1..2, ":");
            }
            self.push_segment(segment);
        }
    }

    pub(super) fn opaque_path(&mut self, c: Option<char>) -> Flow {
        let next = self.next();
        let Path::Opaque(path) = &mut self.url.path else { return Flow::Done };
        match c {
            Some('?') => return self.begin_query(),
            Some('#') => return self.begin_fragment(),
            Some(' ') if matches!(next, Some('?' | '#')) => path.push_str("%20"),
            Some(' ') => path.push(' '),
            Some(c) => percent::encode_char(c, Set::Control, path),
            None => {}
        }
        Flow::Next
    }

    pub(super) fn query(&mut self, c: Option<char>) -> Flow {
        if c == Some('#') && self.only.is_none() {
            return self.begin_fragment();
        }
        let set = if self.url.is_special() { Set::SpecialQuery } else { Set::Query };
        if let Some(c) = c {
            percent::encode_char(c, set, self.url.query.get_or_insert_default());
        }
        Flow::Next
    }

    pub(super) fn fragment(&mut self, c: Option<char>) -> Flow {
        if let Some(c) = c {
            percent::encode_char(c, Set::Fragment, self.url.fragment.get_or_insert_default());
        }
        Flow::Next
    }
}

/// <https://url.spec.whatwg.org/#single-dot-path-segment>
fn is_single_dot(segment: &str) -> bool {
    segment == "." || segment.eq_ignore_ascii_case("%2e")
}

/// <https://url.spec.whatwg.org/#double-dot-path-segment>
fn is_double_dot(segment: &str) -> bool {
    segment == ".." || [".%2e", "%2e.", "%2e%2e"].iter().any(|dots| segment.eq_ignore_ascii_case(dots))
}
