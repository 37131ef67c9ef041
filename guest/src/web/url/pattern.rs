//! What `URLPattern` asks of the parser: <https://urlpattern.spec.whatwg.org/#canon-encoding-callbacks>

use super::host::Host;
use super::parse::{State, parse, parse_into};
use super::percent::{self, Set};
use super::record::{Path, Url, is_special};
use super::text;
use crate::engine::Arguments;
use crate::web::encoding::new_string;
use rquickjs::{Ctx, Result, Value};

/// What a part is put into to be parsed.
const DUMMY: &str = "https://dummy.invalid/";

/// `canonicalize(part, value, protocol)`: the part as a URL has it, numbered as in
/// `js/url_pattern/components.js`; `undefined` where it is not valid.
pub fn canonicalize<'js>(ctx: &Ctx<'js>, arguments: Arguments<'_, 'js>) -> Result<Value<'js>> {
    let part = arguments.get(0).and_then(|part| part.as_int()).unwrap_or(-1);
    match canonical(part, &text(arguments.get(1)), &text(arguments.get(2))) {
        None => Ok(Value::new_undefined(ctx.clone())),
        Some(value) => new_string(ctx, &value),
    }
}

fn canonical(part: i32, value: &str, protocol: &str) -> Option<String> {
    if value.is_empty() {
        return Some(String::new());
    }
    match part {
        0 => Some(parse(&format!("{value}://dummy.invalid"), None)?.scheme),
        1 | 2 => Some(credential(value)),
        3 => hostname(value, protocol),
        4 => port(value, protocol),
        5 => pathname(value),
        6 => opaque_pathname(value),
        7 => {
            let url = set(Url { query: Some(String::new()), ..parse(DUMMY, None)? }, value, State::Query)?;
            url.query
        }
        _ => {
            let url = set(Url { fragment: Some(String::new()), ..parse(DUMMY, None)? }, value, State::Fragment)?;
            url.fragment
        }
    }
}

fn set(mut url: Url, value: &str, state: State) -> Option<Url> {
    parse_into(&mut url, value, state).ok()?;
    Some(url)
}

fn credential(value: &str) -> String {
    let mut text = String::new();
    percent::encode(value, Set::Userinfo, &mut text);
    text
}

fn hostname(value: &str, protocol: &str) -> Option<String> {
    let mut url = parse(DUMMY, None)?;
    if !protocol.is_empty() && !is_special(protocol) {
        protocol.clone_into(&mut url.scheme);
    }
    url.host = None;
    Some(set(url, value, State::Hostname)?.host.as_ref().map_or_else(String::new, |host| Host::as_str(host).to_owned()))
}

fn port(value: &str, protocol: &str) -> Option<String> {
    let url = Url { scheme: protocol.to_owned(), host: Some(Host::empty()), ..Url::default() };
    Some(set(url, value, State::Port)?.port.map_or_else(String::new, |port| port.to_string()))
}

/// What begins with no slash is set behind one, and behind a letter that keeps dots from
/// being segments of their own.
fn pathname(value: &str) -> Option<String> {
    let has_slash = value.starts_with('/');
    let whole = if has_slash { value.to_owned() } else { format!("/-{value}") };
    let url = set(Url { path: Path::default(), ..parse(DUMMY, None)? }, &whole, State::PathStart)?;
    let path = path_of(&url);
    Some(if has_slash { path } else { path.chars().skip(2).collect() })
}

fn opaque_pathname(value: &str) -> Option<String> {
    let url = Url { scheme: "data".to_owned(), path: Path::Opaque(String::new()), ..Url::default() };
    Some(path_of(&set(url, value, State::OpaquePath)?))
}

fn path_of(url: &Url) -> String {
    let mut path = String::new();
    url.write_path(&mut path);
    path
}
