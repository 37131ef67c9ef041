//! The setters of `URL`: <https://url.spec.whatwg.org/#api>

use super::parse::{State, parse, parse_into};
use super::percent::{self, Set};
use super::record::{Path, Url};
use super::{href, text};
use crate::engine::Arguments;
use rquickjs::{Ctx, Result, Value};

/// `set(href, part, value)`: the serialization afterwards. The parts are numbered
/// as in `js/url/url.js`.
pub fn set<'js>(ctx: &Ctx<'js>, arguments: Arguments<'_, 'js>) -> Result<Value<'js>> {
    let part = arguments.get(1).and_then(|part| part.as_int()).unwrap_or(-1);
    let mut url = parse(&text(arguments.get(0)), None);
    if let Some(url) = &mut url {
        set_part(url, part, &text(arguments.get(2)));
    }
    href(ctx, url)
}

/// `setQuery(href, query)`: with a query that is encoded already; none where it is empty.
pub fn set_query<'js>(ctx: &Ctx<'js>, arguments: Arguments<'_, 'js>) -> Result<Value<'js>> {
    let mut url = parse(&text(arguments.get(0)), None);
    if let Some(url) = &mut url {
        url.query = Some(text(arguments.get(1))).filter(|query| !query.is_empty());
    }
    href(ctx, url)
}

fn set_part(url: &mut Url, part: i32, value: &str) {
    match part {
        0 => set_with(url, &format!("{value}:"), State::SchemeStart),
        1 | 2 | 5 if url.cannot_have_credentials() => {}
        1 => url.username = encoded(value),
        2 => url.password = encoded(value),
        3 | 4 | 6 if url.has_opaque_path() => {}
        3 => set_with(url, value, State::Host),
        4 => set_with(url, value, State::Hostname),
        5 if value.is_empty() => url.port = None,
        5 => set_with(url, value, State::Port),
        6 => {
            url.path = Path::default();
            set_with(url, value, State::PathStart);
        }
        7 if value.is_empty() => url.query = None,
        7 => {
            url.query = Some(String::new());
            set_with(url, value.strip_prefix('?').unwrap_or(value), State::Query);
        }
        _ if value.is_empty() => url.fragment = None,
        _ => {
            url.fragment = Some(String::new());
            set_with(url, value.strip_prefix('#').unwrap_or(value), State::Fragment);
        }
    }
}

/// What is not valid changes nothing, or not everything.
fn set_with(url: &mut Url, value: &str, state: State) {
    let _refused = parse_into(url, value, state);
}

fn encoded(value: &str) -> String {
    let mut text = String::new();
    percent::encode(value, Set::Userinfo, &mut text);
    text
}
