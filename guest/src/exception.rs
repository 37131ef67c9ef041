//! JavaScript exceptions as data: name, message, frames, causes, members.
//!
//! Reading them runs the script's code (getters, proxies), which may throw,
//! lie or never end: what throws is left out, and numbers are bounded.

mod frames;

use crate::{engine, modules, web};
use frames::parse_frames;
use rquickjs::{CaughtError, Ctx, Error, Object, Value};

/// More links than anybody reads; a chain may be cyclic.
const MOST_LINKS: usize = 16;

/// One line of a stack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The function's name, empty for top-level code.
    pub function: String,
    /// URL of the source.
    pub url: String,
    /// From 1; 0 is unknown.
    pub line: u32,
    /// From 1; 0 is unknown.
    pub column: u32,
}

/// How a link hangs on the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// What was thrown.
    Root,
    /// The `cause` of its parent.
    Cause,
    /// One of the `errors` of its parent.
    Member,
}

/// One value of an exception.
#[derive(Clone, Debug)]
pub struct Link {
    /// How it hangs on its parent.
    pub relation: Relation,
    /// Index of the parent.
    pub parent: u32,
    /// `name` of an Error object, else empty.
    pub name: String,
    /// `message` of an Error object, else how the console shows the value.
    pub message: String,
    /// Its stack.
    pub frames: Vec<Frame>,
    /// What to do about it: the own property `hint` of errors that the loader throws.
    pub hint: Option<String>,
    /// Names the embedder's error behind it, where a host function failed.
    pub host_error: Option<u32>,
}

/// What was thrown, with what hangs on it.
#[derive(Clone, Debug, Default)]
pub struct Exception {
    /// Root first.
    pub links: Vec<Link>,
    /// Whether no `catch` would have seen it.
    pub uncatchable: bool,
}

impl Exception {
    /// From what a call answered; an exception that is pending is taken.
    pub fn from_error(ctx: &Ctx<'_>, error: Error) -> Self {
        Self::from_caught(ctx, CaughtError::from_error(ctx, error))
    }

    /// From what rquickjs caught.
    pub fn from_caught<'js>(ctx: &Ctx<'js>, caught: CaughtError<'js>) -> Self {
        match caught {
            CaughtError::Exception(exception) => Self::from_value(ctx, exception.into_object().into_value()),
            CaughtError::Value(value) => Self::from_value(ctx, value),
            CaughtError::Error(error) => Self::named("InternalError", &error.to_string()),
        }
    }

    /// An `Error` that nobody threw.
    pub fn from_message(message: &str) -> Self {
        Self::named("Error", message)
    }

    fn named(name: &str, message: &str) -> Self {
        let link = Link {
            relation: Relation::Root,
            parent: 0,
            name: name.to_owned(),
            message: message.to_owned(),
            frames: Vec::new(),
            hint: None,
            host_error: None,
        };
        Self { links: vec![link], uncatchable: false }
    }

    /// From a thrown value.
    pub fn from_value<'js>(ctx: &Ctx<'js>, value: Value<'js>) -> Self {
        let uncatchable = engine::is_uncatchable(&value);
        let mut links = Vec::new();
        collect(ctx, value, Relation::Root, 0, &mut links);
        Self { links, uncatchable }
    }
}

fn collect<'js>(ctx: &Ctx<'js>, value: Value<'js>, relation: Relation, parent: u32, links: &mut Vec<Link>) {
    if links.len() >= MOST_LINKS {
        return;
    }
    let index = u32::try_from(links.len()).unwrap_or(u32::MAX);
    let error = value.as_object().filter(|object| object.is_error()).cloned();
    let Some(error) = error else {
        // What QuickJS throws where there is no memory for an error: none for a text either.
        let message =
            if value.is_null() { "null".to_owned() } else { web::console::inspect_to_string(ctx, &value, false) };
        links.push(Link {
            relation,
            parent,
            name: String::new(),
            message,
            frames: Vec::new(),
            hint: None,
            host_error: None,
        });
        return;
    };
    links.push(Link {
        relation,
        parent,
        name: text(ctx, &error, "name").unwrap_or_else(|| "Error".to_owned()),
        message: text(ctx, &error, "message").unwrap_or_default(),
        frames: text(ctx, &error, "stack").map(|stack| parse_frames(&stack)).unwrap_or_default(),
        hint: text(ctx, &error, "hint"),
        host_error: modules::error_id(ctx, &error),
    });
    for member in members(ctx, &error) {
        collect(ctx, member, Relation::Member, index, links);
    }
    if let Some(cause) = property(ctx, &error, "cause").filter(|cause| !cause.is_undefined()) {
        collect(ctx, cause, Relation::Cause, index, links);
    }
}

fn members<'js>(ctx: &Ctx<'js>, error: &Object<'js>) -> Vec<Value<'js>> {
    let Some(array) = property(ctx, error, "errors").and_then(Value::into_array) else {
        return Vec::new();
    };
    // A sparse array can claim 2^32 - 1 items; rquickjs reads small lengths only.
    let length = property(ctx, array.as_object(), "length").and_then(|length| length.as_number()).unwrap_or(0.0);
    let count = if length > 16.0 { MOST_LINKS } else { array.len() };
    (0..count).map_while(|index| settled(ctx, array.get(index))).collect()
}

/// A property as text; only strings count, since converting runs more code.
fn text<'js>(ctx: &Ctx<'js>, object: &Object<'js>, name: &str) -> Option<String> {
    let value = property(ctx, object, name)?;
    value.as_string().map(engine::lossy_string)
}

fn property<'js>(ctx: &Ctx<'js>, object: &Object<'js>, name: &str) -> Option<Value<'js>> {
    settled(ctx, object.get(name))
}

/// Forgets an exception that reading threw.
fn settled<'js, T>(ctx: &Ctx<'js>, result: rquickjs::Result<T>) -> Option<T> {
    result.inspect_err(|_| drop(ctx.catch())).ok()
}
