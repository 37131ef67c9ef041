//! A script's promise, held from outside.

use crate::handle::Handle;
use crate::value::{self, Value};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A promise of a script.
///
/// A promise that *is* the result of a call is awaited. This is one inside of a
/// result or among the arguments of a host function. It goes back as an
/// argument, where it is the very same promise, and lives as a
/// [`Function`](crate::Function) does.
///
/// serde reads and writes it between Rust and a runtime only; with other
/// formats it is an error.
#[derive(Clone, Debug, PartialEq)]
pub struct Promise(pub(crate) Handle);

impl<'de> Deserialize<'de> for Promise {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        value::receive(deserializer, value::PROMISE, "a promise", |value| match value {
            Value::Promise(promise) => Some(promise),
            _ => None,
        })
    }
}

impl Serialize for Promise {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        value::send(serializer, value::PROMISE, Value::Promise(self.clone()))
    }
}
