//! A value on its way between a script and a component: its CBOR, and its streams beside it.

use crate::handle::Handles;
use crate::host_error::HostError;
use crate::host_module::Given;
use crate::stream::ByteReader;
use crate::value::{self, Value};
use std::sync::Arc;

/// A payload, and the readable streams that it refers to by position.
pub(super) struct Parcel {
    pub(super) payload: Vec<u8>,
    pub(super) streams: Vec<ByteReader>,
}

/// What in a value is more than its CBOR.
#[derive(Default)]
struct Contents {
    readable: usize,
    /// What cannot cross, in words.
    refused: Option<&'static str>,
}

impl Parcel {
    /// What a script passes: its streams are taken from its runtime.
    ///
    /// # Errors
    /// When it is no value, or holds what cannot cross.
    pub(super) fn of_arguments(payload: &[u8], handles: &Arc<Handles>) -> Result<Self, HostError> {
        let value: Value = value::from_cbor(payload, handles).map_err(|error| mismatch("an argument", &error))?;
        let streams = Contents::of(&value).allowed("an argument")?;
        if streams == 0 {
            return Ok(Self { payload: payload.to_vec(), streams: Vec::new() });
        }
        // A table of its own: what is written there is numbered from 0.
        let beside = Handles::new(streams);
        let payload = value::to_cbor(&value, &beside).map_err(|error| mismatch("an argument", &error))?;
        let numbers = 0..u32::try_from(streams).unwrap_or(u32::MAX);
        Ok(Self { payload, streams: numbers.filter_map(|number| beside.ends.take(number)).collect() })
    }

    /// What a component gives, as the script's runtime reads it.
    ///
    /// # Errors
    /// When it is no value, holds what cannot cross, or there is no room for its streams.
    pub(super) fn into_result(self, handles: &Arc<Handles>) -> Given {
        // Handles of nobody: dropping one that a component made up releases nothing.
        let beside = Handles::new(self.streams.len());
        for stream in self.streams {
            beside.ends.add(stream).map_err(HostError::new)?;
        }
        let value: Value = value::from_cbor(&self.payload, &beside).map_err(|error| mismatch("the result", &error))?;
        if Contents::of(&value).allowed("the result")? == 0 {
            return Ok(self.payload);
        }
        value::to_cbor(&value, handles).map_err(|error| mismatch("the result", &error))
    }
}

impl Contents {
    fn of(value: &Value) -> Self {
        let mut contents = Self::default();
        contents.add(value);
        contents
    }

    /// Looks through a value, whose depth is bounded.
    fn add(&mut self, value: &Value) {
        match value {
            Value::Function(_) | Value::Promise(_) => self.refused = Some("a function or a promise"),
            Value::WritableStream(_) => self.refused = Some("a writable stream"),
            Value::ReadableStream(_) => self.readable += 1,
            Value::Array(items) | Value::Set(items) => items.iter().for_each(|item| self.add(item)),
            Value::Object(fields) => fields.iter().for_each(|(_, value)| self.add(value)),
            Value::Map(entries) => entries.iter().flat_map(|(key, value)| [key, value]).for_each(|part| self.add(part)),
            Value::Error(error) => {
                error.cause.iter().for_each(|cause| self.add(cause));
                error.properties.iter().for_each(|(_, value)| self.add(value));
            }
            _ => {}
        }
    }

    /// The number of readable streams.
    fn allowed(self, what: &str) -> Result<usize, HostError> {
        match self.refused {
            Some(refused) => Err(HostError::type_error(format!("{what} of a component cannot be {refused}"))),
            None => Ok(self.readable),
        }
    }
}

fn mismatch(what: &str, error: &crate::error::Error) -> HostError {
    HostError::type_error(format!("{what} of a component: {error}"))
}
