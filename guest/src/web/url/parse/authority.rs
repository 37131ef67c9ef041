//! The states between the scheme and the path, without those of `file:`.

use super::super::host::Host;
use super::super::percent::{self, Set};
use super::super::record::default_port;
use super::{Failure, Flow, Machine, State, Step};

impl Machine<'_> {
    pub(super) fn special_relative_or_authority(&mut self, c: Option<char>) -> Flow {
        if c == Some('/') && self.next() == Some('/') {
            self.over(State::SpecialAuthorityIgnoreSlashes)
        } else {
            self.again(State::Relative)
        }
    }

    pub(super) fn path_or_authority(&mut self, c: Option<char>) -> Flow {
        if c == Some('/') { self.to(State::Authority) } else { self.again(State::Path) }
    }

    pub(super) fn special_authority_slashes(&mut self, c: Option<char>) -> Flow {
        if c == Some('/') && self.next() == Some('/') {
            self.over(State::SpecialAuthorityIgnoreSlashes)
        } else {
            self.again(State::SpecialAuthorityIgnoreSlashes)
        }
    }

    pub(super) fn special_authority_ignore_slashes(&mut self, c: Option<char>) -> Flow {
        if matches!(c, Some('/' | '\\')) { Flow::Next } else { self.again(State::Authority) }
    }

    /// What ends an authority.
    fn is_end(&self, c: Option<char>) -> bool {
        matches!(c, None | Some('?' | '#')) || self.is_slash(c)
    }

    pub(super) fn authority(&mut self, c: Option<char>) -> Step {
        if c == Some('@') {
            self.take_credentials();
            return Ok(Flow::Next);
        }
        if !self.is_end(c) {
            self.buffer.extend(c);
            return Ok(Flow::Next);
        }
        if self.has_seen_at && self.buffer.is_empty() {
            return Err(Failure);
        }
        // Back to the first character of what was no user's name.
        self.at -= self.buffer.chars().count();
        self.buffer.clear();
        Ok(self.again(State::Host))
    }

    fn take_credentials(&mut self) {
        let buffer = std::mem::take(&mut self.buffer);
        if self.has_seen_at {
            let part = if self.has_seen_password { &mut self.url.password } else { &mut self.url.username };
            part.push_str("%40");
        }
        self.has_seen_at = true;
        for c in buffer.chars() {
            if c == ':' && !self.has_seen_password {
                self.has_seen_password = true;
                continue;
            }
            let part = if self.has_seen_password { &mut self.url.password } else { &mut self.url.username };
            percent::encode_char(c, Set::Userinfo, part);
        }
    }

    pub(super) fn host(&mut self, c: Option<char>) -> Step {
        if self.only.is_some() && self.url.scheme == "file" {
            return Ok(self.again(State::FileHost));
        }
        if c == Some(':') && !self.is_in_brackets {
            if self.buffer.is_empty() || self.only == Some(State::Hostname) {
                return Err(Failure);
            }
            self.take_host()?;
            return Ok(self.to(State::Port));
        }
        if self.is_end(c) {
            let is_needed =
                self.url.is_special() || self.only.is_some() && (self.url.has_credentials() || self.url.port.is_some());
            if self.buffer.is_empty() && is_needed {
                return Err(Failure);
            }
            self.take_host()?;
            return Ok(if self.only.is_some() { Flow::Done } else { self.again(State::PathStart) });
        }
        match c {
            Some('[') => self.is_in_brackets = true,
            Some(']') => self.is_in_brackets = false,
            _ => {}
        }
        self.buffer.extend(c);
        Ok(Flow::Next)
    }

    fn take_host(&mut self) -> Result<(), Failure> {
        self.url.host = Some(Host::parse(&self.buffer, !self.url.is_special()).ok_or(Failure)?);
        self.buffer.clear();
        Ok(())
    }

    pub(super) fn port(&mut self, c: Option<char>) -> Step {
        if let Some(digit) = c.filter(char::is_ascii_digit) {
            self.buffer.push(digit);
            return Ok(Flow::Next);
        }
        if !self.is_end(c) && self.only.is_none() {
            return Err(Failure);
        }
        if !self.buffer.is_empty() {
            let digits = self.buffer.trim_start_matches('0');
            let port = if digits.is_empty() { 0 } else { digits.parse().map_err(|_| Failure)? };
            self.url.port = Some(port).filter(|port| default_port(&self.url.scheme) != Some(*port));
            self.buffer.clear();
            if self.only.is_some() {
                return Ok(Flow::Done);
            }
        }
        if self.only.is_some() { Err(Failure) } else { Ok(self.again(State::PathStart)) }
    }

    pub(super) fn file_host(&mut self, c: Option<char>) -> Step {
        if !matches!(c, None | Some('/' | '\\' | '?' | '#')) {
            self.buffer.extend(c);
            return Ok(Flow::Next);
        }
        if self.only.is_none() && super::super::record::is_drive_letter(&self.buffer) {
            // It is the beginning of the path, and stays in the buffer.
            return Ok(self.again(State::Path));
        }
        let host =
            if self.buffer.is_empty() { Host::empty() } else { Host::parse(&self.buffer, false).ok_or(Failure)? };
        self.url.host = Some(if host.as_str() == "localhost" { Host::empty() } else { host });
        self.buffer.clear();
        Ok(if self.only.is_some() { Flow::Done } else { self.again(State::PathStart) })
    }
}
