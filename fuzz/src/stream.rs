//! Ends of streams that nothing flows through.

mod ends;

pub(crate) use ends::{End, Ends};

use crate::account::Charge;
use crate::value::{self, Value};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::{Arc, Mutex};

fn charged_pipe(_capacity: usize, _charges: Vec<Charge>) -> (ByteWriter, ByteReader) {
    (ByteWriter::default(), ByteReader::default())
}

/// An end is there, or it was taken.
macro_rules! ends {
    ($($end:ident $name:ident $variant:ident)*) => {$(
        #[derive(Clone, Debug, Default)]
        pub struct $end(Arc<Mutex<bool>>);

        impl $end {
            pub(crate) fn take(&self) -> Option<Self> {
                let was_taken = std::mem::replace(&mut *self.0.lock().expect("nobody panics"), true);
                (!was_taken).then(Self::default)
            }

            pub(crate) fn put_back(&self, _taken: &Self) {
                *self.0.lock().expect("nobody panics") = false;
            }
        }

        impl PartialEq for $end {
            fn eq(&self, other: &Self) -> bool {
                Arc::ptr_eq(&self.0, &other.0)
            }
        }

        impl<'de> Deserialize<'de> for $end {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                value::receive(deserializer, value::$name, "a stream", |value| match value {
                    Value::$variant(end) => Some(end),
                    _ => None,
                })
            }
        }

        impl Serialize for $end {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                value::send(serializer, value::$name, Value::$variant(self.clone()))
            }
        }
    )*};
}

ends! {
    ByteReader READABLE_STREAM ReadableStream
    ByteWriter WRITABLE_STREAM WritableStream
}
