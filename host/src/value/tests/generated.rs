//! Values that nobody thought of.

use super::super::{ErrorValue, TypedArrayKind, Value, from_cbor, to_cbor};
use crate::function::Function;
use crate::handle::{Handle, Handles};
use crate::promise::Promise;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

/// Deterministic: the same values in every run.
struct Generator {
    state: u64,
    handles: Arc<Handles>,
}

impl Generator {
    fn number(&mut self, below: u64) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 11) % below
    }

    fn bytes(&mut self, most: u64) -> Vec<u8> {
        (0..self.number(most)).map(|_| u8::try_from(self.number(256)).unwrap()).collect()
    }

    fn text(&mut self) -> String {
        let letters = ['a', 'ü', '日', '😀', '"', '\0', '1'];
        (0..self.number(6)).map(|_| letters[usize::try_from(self.number(7)).unwrap()]).collect()
    }

    fn list<T>(&mut self, mut one: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.number(5)).map(|_| one(self)).collect()
    }

    fn bigint(&mut self) -> Value {
        let mut magnitude = self.bytes(40);
        let zeros = magnitude.iter().take_while(|&&byte| byte == 0).count();
        magnitude.drain(..zeros);
        let negative = !magnitude.is_empty() && self.number(2) == 0;
        Value::BigInt { negative, magnitude }
    }

    fn leaf(&mut self) -> Value {
        match self.number(16) {
            0 => Value::Undefined,
            1 => Value::Null,
            2 => Value::Bool(self.number(2) == 0),
            3 => Value::Int(i32::from_le_bytes(self.state.to_le_bytes()[..4].try_into().unwrap()) >> self.number(32)),
            4 => Value::Float(f64::from_bits(self.state)),
            5 => Value::Float([-0.0, f64::INFINITY, 0.5, 4e9, 1e300][usize::try_from(self.number(5)).unwrap()]),
            6 => self.bigint(),
            7 | 8 => Value::String(self.text()),
            9 => Value::Bytes(self.bytes(20)),
            10 => Value::TypedArray {
                kind: TypedArrayKind::Float32,
                bytes: vec![1; 4 * usize::try_from(self.number(4)).unwrap()],
            },
            11 => Value::DataView(self.bytes(9)),
            12 => {
                let since = Duration::from_millis(self.number(8_640_000_000_000_000));
                let times = [UNIX_EPOCH.checked_add(since), UNIX_EPOCH.checked_sub(since), None];
                Value::Date(times[usize::try_from(self.number(3)).unwrap()])
            }
            13 => Value::RegExp { source: self.text(), flags: self.text() },
            14 => Value::Function(Function(Handle::new(u32::try_from(self.number(99)).unwrap(), &self.handles))),
            _ => Value::Promise(Promise(Handle::new(u32::try_from(self.number(99)).unwrap(), &self.handles))),
        }
    }

    fn value(&mut self, depth: u32) -> Value {
        if depth == 0 {
            return self.leaf();
        }
        match self.number(7) {
            0 => Value::Array(self.list(|it| it.value(depth - 1))),
            1 => Value::Set(self.list(|it| it.value(depth - 1))),
            2 => Value::Object(self.list(|it| (it.text(), it.value(depth - 1)))),
            3 => Value::Map(self.list(|it| (it.value(depth - 1), it.value(depth - 1)))),
            4 => {
                let mut error = ErrorValue::new(self.text(), self.text());
                error.stack = (self.number(2) == 0).then(|| self.text());
                error.cause = (self.number(2) == 0).then(|| self.value(depth - 1));
                error.properties = vec![("code".to_owned(), self.value(depth - 1))];
                Value::Error(Box::new(error))
            }
            _ => self.leaf(),
        }
    }
}

/// NaN is not equal to itself.
fn shown(value: &impl std::fmt::Debug) -> String {
    format!("{value:?}")
}

#[test]
fn every_value_comes_back_as_it_was_at_any_depth() {
    let handles = Handles::new(64);
    let mut generator = Generator { state: 0x9e37_79b9_7f4a_7c15, handles: Arc::clone(&handles) };
    for _ in 0..5_000 {
        let value = generator.value(4);
        let bytes = to_cbor(&value, &handles).unwrap();
        assert_eq!(shown(&from_cbor::<Value>(&bytes, &handles).unwrap()), shown(&value));
        let list = vec![value.clone()];
        let bytes = to_cbor(&list, &handles).unwrap();
        assert_eq!(shown(&from_cbor::<Vec<Value>>(&bytes, &handles).unwrap()), shown(&list));
        let map = HashMap::from([("key".to_owned(), value)]);
        let bytes = to_cbor(&map, &handles).unwrap();
        assert_eq!(shown(&from_cbor::<HashMap<String, Value>>(&bytes, &handles).unwrap()), shown(&map));
    }
}

#[test]
fn any_bytes_are_a_value_or_an_error() {
    let handles = Handles::new(64);
    let mut generator = Generator { state: 0x1234_5678_9abc_def1, handles: Arc::clone(&handles) };
    for _ in 0..20_000 {
        let value = generator.value(3);
        let mut bytes = to_cbor(&value, &handles).unwrap();
        for _ in 0..=generator.number(3) {
            let index = usize::try_from(generator.number(bytes.len() as u64)).unwrap();
            bytes[index] = u8::try_from(generator.number(256)).unwrap();
        }
        let _ = from_cbor::<Value>(&bytes, &handles);
        let _ = from_cbor::<serde_json::Value>(&bytes, &handles);
        let _ = from_cbor::<HashMap<String, Option<Vec<u8>>>>(&bytes, &handles);
        let _ = super::super::arguments_from_cbor::<(Value, String)>(&bytes, &handles);
    }
}
