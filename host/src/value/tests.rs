//! Rust to CBOR and back, hostile bytes, paths.

mod arguments;
mod generated;
mod hostile;
mod paths;
mod speed;
mod types;

use super::{Value, from_cbor, to_cbor};
use crate::handle::Handles;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A value of one type as CBOR, read as another.
fn through<T: DeserializeOwned>(value: &(impl Serialize + ?Sized)) -> T {
    let handles = Handles::new(64);
    from_cbor(&to_cbor(value, &handles).unwrap(), &handles).unwrap()
}

fn refused<T: DeserializeOwned + std::fmt::Debug>(value: &(impl Serialize + ?Sized)) -> String {
    let handles = Handles::new(64);
    let read = from_cbor::<T>(&to_cbor(value, &handles).unwrap(), &handles);
    read.unwrap_err().to_string().replace("cannot convert: ", "")
}

fn object<const N: usize>(properties: [(&str, Value); N]) -> Value {
    Value::Object(properties.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}
