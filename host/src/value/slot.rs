//! How a value that serde has no words for gets past serde.
//!
//! [`Function`](crate::Function), [`Promise`](crate::Promise), [`Value`] and
//! [`Date`](crate::Date) announce themselves to a format with the name of a
//! newtype struct. A format of ours knows the name and hands the value over
//! through a slot of the thread, another format sees a newtype.
//!
//! The slot is filled and emptied within one synchronous call: whoever fills it
//! calls the other side at once and clears it afterwards, and nothing between
//! the two fills it again. So no await and no thread can come between, and it
//! is an argument that serde's signatures have no place for, not state of a
//! runtime.

use super::Value;
use super::names::PREFIX;
use serde::de::{self, Deserializer, Visitor};
use serde::ser::{self, Serialize, Serializer};
use std::cell::Cell;
use std::fmt;

thread_local! {
    static SLOT: Cell<Option<Value>> = const { Cell::new(None) };
}

/// Puts the value into the slot while `call` runs.
pub(super) fn lend<R>(value: Value, call: impl FnOnce() -> R) -> R {
    SLOT.set(Some(value));
    let result = call();
    // Where the other side was not ours, it is still there.
    drop(SLOT.take());
    result
}

/// What the other side has put there.
pub(super) fn take() -> Option<Value> {
    SLOT.take()
}

/// Reads a value that only our own format can give.
pub(crate) fn receive<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    name: &'static str,
    what: &'static str,
    accept: fn(Value) -> Option<T>,
) -> Result<T, D::Error> {
    deserializer.deserialize_newtype_struct(name, Receive { what, accept })
}

struct Receive<T> {
    what: &'static str,
    accept: fn(Value) -> Option<T>,
}

impl<'de, T> Visitor<'de> for Receive<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.what)
    }

    fn visit_unit<E: de::Error>(self) -> Result<T, E> {
        let value = take().and_then(self.accept);
        value.ok_or_else(|| E::custom(format_args!("{} comes from a runtime only", self.what)))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, _: D) -> Result<T, D::Error> {
        Err(de::Error::custom(format_args!("{} comes from a runtime only", self.what)))
    }
}

/// Writes a value that only our own format can take.
pub(crate) fn send<S: Serializer>(serializer: S, name: &'static str, value: Value) -> Result<S::Ok, S::Error> {
    lend(value, || serializer.serialize_newtype_struct(name, &Refused(name)))
}

/// What another format finds inside.
struct Refused(&'static str);

impl Serialize for Refused {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        let name = self.0.strip_prefix(PREFIX).unwrap_or(self.0);
        Err(ser::Error::custom(format_args!("a {name} can be given to its runtime only")))
    }
}
