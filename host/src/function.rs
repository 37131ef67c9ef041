//! A script's function, held from outside.

use crate::handle::Handle;
use crate::value::{self, Value};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A function of a script.
///
/// It comes with a result or an argument, and goes back as one, where it is the
/// very same function. The script's function lives as long as a clone of this
/// does, or as its runtime; another runtime refuses it. It can be sent to other
/// threads and dropped anywhere.
///
/// serde reads and writes it between Rust and a runtime only; with other
/// formats it is an error.
#[derive(Clone, Debug, PartialEq)]
pub struct Function(pub(crate) Handle);

impl<'de> Deserialize<'de> for Function {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        value::receive(deserializer, value::FUNCTION, "a function", |value| match value {
            Value::Function(function) => Some(function),
            _ => None,
        })
    }
}

impl Serialize for Function {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        value::send(serializer, value::FUNCTION, Value::Function(self.clone()))
    }
}
