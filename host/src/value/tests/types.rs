//! Rust's types and what they become.

use super::super::{Bytes, Date, ErrorValue, TypedArrayKind, Value, from_cbor, to_cbor};
use super::{object, refused, through};
use crate::function::Function;
use crate::handle::{Handle, Handles};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

fn bigint(negative: bool, magnitude: &[u8]) -> Value {
    Value::BigInt { negative, magnitude: magnitude.to_vec() }
}

#[test]
fn integers_beyond_the_exact_ones_are_bigints() {
    const SAFE: i64 = (1 << 53) - 1;
    assert_eq!(through::<Value>(&7_u8), Value::Int(7));
    assert_eq!(through::<Value>(&i32::MIN), Value::Int(i32::MIN));
    #[expect(clippy::cast_precision_loss, reason = "exact")]
    let safe = SAFE as f64;
    assert_eq!(through::<Value>(&SAFE), Value::Float(safe));
    assert_eq!(through::<Value>(&-SAFE), Value::Float(-safe));
    assert_eq!(through::<Value>(&(SAFE + 1)), bigint(false, &[0x20, 0, 0, 0, 0, 0, 0]));
    assert_eq!(through::<Value>(&-(SAFE + 1)), bigint(true, &[0x20, 0, 0, 0, 0, 0, 0]));
    for number in [0, 1, -1, SAFE, SAFE + 1, i64::MAX, i64::MIN, -SAFE - 1] {
        assert_eq!(through::<i64>(&number), number);
        assert_eq!(through::<i128>(&i128::from(number)), i128::from(number));
    }
    for number in [u64::MAX, 1 << 53, 0] {
        assert_eq!(through::<u64>(&number), number);
    }
    for number in [i128::MIN, i128::MAX, -(1 << 100)] {
        assert_eq!(through::<i128>(&number), number);
    }
    assert_eq!(through::<u128>(&u128::MAX), u128::MAX);
    assert_eq!(through::<u8>(&Value::Float(200.0)), 200);
    assert!(refused::<u8>(&Value::Float(-0.0)).contains("number -0"));
}

#[test]
fn nothing_is_null_inside_and_undefined_as_a_result() {
    assert_eq!(through::<Value>(&()), Value::Undefined);
    assert_eq!(through::<Value>(&None::<u8>), Value::Null);
    assert_eq!(through::<Value>(&((), None::<u8>)), Value::Array(vec![Value::Null, Value::Null]));
    assert_eq!(through::<Value>(&serde_json::json!([null])), Value::Array(vec![Value::Null]));
    assert_eq!(through::<Option<u8>>(&Value::Undefined), None);
    assert_eq!(through::<Vec<Option<u8>>>(&Value::Array(vec![Value::Undefined, Value::Int(1)])), [None, Some(1)]);
    assert_eq!(through::<serde_json::Value>(&Value::Undefined), serde_json::Value::Null);
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
enum Shape {
    Empty,
    Circle(f64),
    Line(i32, i32),
    Rectangle { width: f64, name: Option<String> },
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
struct Wrapper(u16);

#[test]
fn enums_and_newtypes_are_as_in_json() {
    for (shape, expected) in [
        (Shape::Empty, Value::String("Empty".into())),
        (Shape::Circle(0.5), object([("Circle", Value::Float(0.5))])),
        (Shape::Line(1, 2), object([("Line", Value::Array(vec![Value::Int(1), Value::Int(2)]))])),
        (
            Shape::Rectangle { width: 1.5, name: None },
            object([("Rectangle", object([("width", Value::Float(1.5)), ("name", Value::Null)]))]),
        ),
    ] {
        assert_eq!(through::<Value>(&shape), expected);
        assert_eq!(through::<Shape>(&shape), shape);
    }
    assert_eq!(through::<Shape>(&object([("Empty", Value::Undefined)])), Shape::Empty);
    assert_eq!(through::<Value>(&Wrapper(5)), Value::Int(5));
    assert_eq!(through::<Wrapper>(&5), Wrapper(5));
    assert_eq!(through::<char>(&'ü'), 'ü');
}

#[test]
fn maps_are_objects_where_their_keys_are_strings() {
    let map = BTreeMap::from([("a", 1), ("b", 2)]);
    assert_eq!(through::<Value>(&map), object([("a", Value::Int(1)), ("b", Value::Int(2))]));
    let map = BTreeMap::from([(1, "x"), (2, "y")]);
    let expected = [(Value::Int(1), Value::String("x".into())), (Value::Int(2), Value::String("y".into()))];
    assert_eq!(through::<Value>(&map), Value::Map(expected.to_vec()));
    assert_eq!(through::<BTreeMap<i32, String>>(&map), BTreeMap::from([(1, "x".to_owned()), (2, "y".to_owned())]));
    assert_eq!(through::<BTreeMap<u32, u8>>(&object([("10", Value::Int(1))])), BTreeMap::from([(10, 1)]));
    assert_eq!(through::<Value>(&BTreeMap::<u8, u8>::new()), Value::Object(vec![]));
    assert_eq!(through::<HashMap<String, u8>>(&Value::Map(vec![(Value::String("a".into()), Value::Int(1))])).len(), 1);
    let mixed = Value::Map(vec![(Value::String("a".into()), Value::Null), (Value::Int(1), Value::Null)]);
    assert_eq!(through::<Value>(&mixed), mixed);
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
struct Flat {
    a: u8,
    #[serde(flatten)]
    rest: BTreeMap<String, u8>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    skipped: Option<u8>,
}

#[test]
fn lengths_that_serde_does_not_know_are_written_afterwards() {
    let flat = Flat { a: 1, rest: (0..40).map(|n| (format!("k{n}"), n)).collect(), skipped: None };
    assert_eq!(through::<Flat>(&flat), flat);
    struct Endless;
    impl Serialize for Endless {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            use serde::ser::SerializeSeq;
            let mut list = serializer.serialize_seq(Some(1))?;
            (0..300).try_for_each(|n| list.serialize_element(&n))?;
            list.end()
        }
    }
    assert_eq!(through::<Vec<u32>>(&Endless).len(), 300);
}

#[test]
fn times_are_dates() {
    let time = UNIX_EPOCH + Duration::from_millis(1_720_000_000_123);
    assert_eq!(through::<Value>(&Date(time)), Value::Date(Some(time)));
    assert_eq!(through::<Value>(&time), Value::Date(Some(time)));
    assert_eq!(through::<SystemTime>(&time), time);
    assert_eq!(through::<SystemTime>(&Date(time)), time);
    assert_eq!(through::<Date>(&time), Date(time));
    assert_eq!(through::<u64>(&time), 1_720_000_000_123);
    assert_eq!(through::<Vec<Option<Date>>>(&[Some(Date(time)), None]), [Some(Date(time)), None]);
    let before = UNIX_EPOCH - Duration::from_millis(1);
    assert_eq!(through::<Date>(&Date(before)), Date(before));
    assert_eq!(through::<Date>(&Date(UNIX_EPOCH - Duration::from_nanos(1))), Date(before));
    assert!(refused::<SystemTime>(&Date(before)).contains("before 1970"));
    assert_eq!(refused::<Date>(&Value::Date(None)), "result: invalid type: invalid Date, expected a valid Date");
    let json = serde_json::to_string(&Date(time)).unwrap();
    assert_eq!(json, "1720000000123.0");
    assert_eq!(serde_json::from_str::<Date>(&json).unwrap(), Date(time));
}

#[test]
fn a_struct_that_has_the_name_of_a_time_is_a_struct() {
    #[derive(Serialize)]
    #[serde(rename = "SystemTime")]
    struct Mine {
        a: u8,
        secs_since_epoch: u8,
    }
    let expected = object([("a", Value::Int(1)), ("secs_since_epoch", Value::Int(2))]);
    assert_eq!(through::<Value>(&Mine { a: 1, secs_since_epoch: 2 }), expected);
}

#[test]
fn bytes_stay_bytes_and_typed_arrays_are_numbers() {
    assert_eq!(through::<Value>(&Bytes(vec![1, 2])), Value::Bytes(vec![1, 2]));
    assert_eq!(through::<Bytes>(&Bytes(vec![1, 2])).0, [1, 2]);
    assert_eq!(through::<Vec<u8>>(&Bytes(vec![1, 2])), [1, 2]);
    assert_eq!(through::<[u8; 2]>(&Bytes(vec![1, 2])), [1, 2]);
    assert_eq!(through::<Bytes>(&vec![1, 2]).0, [1, 2]);
    assert_eq!(through::<Value>(&vec![1_u8, 2]), Value::Array(vec![Value::Int(1), Value::Int(2)]));
    let floats =
        Value::TypedArray { kind: TypedArrayKind::Float32, bytes: [0.5_f32, -1.0].map(f32::to_le_bytes).concat() };
    assert_eq!(through::<Vec<f64>>(&floats), [0.5, -1.0]);
    assert_eq!(through::<Bytes>(&floats).len(), 8);
    assert_eq!(through::<Value>(&floats), floats);
    let shorts = Value::TypedArray { kind: TypedArrayKind::Int16, bytes: vec![0xff, 0xff, 1, 0] };
    assert_eq!(through::<Vec<i64>>(&shorts), [-1, 1]);
    assert_eq!(through::<Vec<Option<i16>>>(&shorts), [Some(-1), Some(1)]);
    let wide = Value::TypedArray { kind: TypedArrayKind::BigUint64, bytes: vec![0xff; 8] };
    assert_eq!(through::<Vec<u64>>(&wide), [u64::MAX]);
    assert_eq!(through::<Bytes>(&Value::DataView(vec![9])).0, [9]);
}

#[test]
fn errors_and_regular_expressions_read_as_objects_and_text() {
    #[derive(Debug, Deserialize, PartialEq)]
    struct Failure {
        name: String,
        message: String,
        code: Option<u8>,
    }
    let mut error = ErrorValue::new("TypeError", "no");
    error.properties.push(("code".into(), Value::Int(3)));
    let expected = Failure { name: "TypeError".into(), message: "no".into(), code: Some(3) };
    assert_eq!(through::<Failure>(&Value::Error(Box::new(error))), expected);
    assert_eq!(through::<String>(&Value::RegExp { source: "a+".into(), flags: "g".into() }), "/a+/g");
}

#[test]
fn a_handle_goes_back_as_itself_and_nowhere_else() {
    #[derive(Deserialize, Serialize)]
    struct Options {
        callback: Option<Function>,
        list: Vec<Value>,
    }
    let handles = Handles::new(64);
    let function = Function(Handle::new(7, &handles));
    let options = Options { callback: Some(function.clone()), list: vec![Value::Function(function.clone())] };
    let bytes = to_cbor(&options, &handles).unwrap();
    let back: Options = from_cbor(&bytes, &handles).unwrap();
    assert_eq!(back.callback, Some(function.clone()));
    assert_eq!(back.list, [Value::Function(function.clone())]);
    let error = serde_json::to_string(&function).unwrap_err();
    assert_eq!(error.to_string(), "a Function can be given to its runtime only");
    assert!(serde_json::to_string(&Value::Function(function)).is_err());
    let error = serde_json::from_str::<Function>("1").unwrap_err();
    assert!(error.to_string().starts_with("a function comes from a runtime only"), "{error}");
}

#[test]
fn other_formats_see_the_nearest_that_they_have() {
    let value = Value::Array(vec![
        Value::Undefined,
        Value::Set(vec![Value::Int(1)]),
        bigint(true, &[5]),
        Value::Map(vec![(Value::String("k".into()), Value::Null)]),
        Value::Date(Some(UNIX_EPOCH)),
        Value::Error(Box::new(ErrorValue::new("Error", "x"))),
    ]);
    let json = serde_json::to_string(&value).unwrap();
    assert_eq!(json, r#"[null,[1],-5,{"k":null},0.0,{"name":"Error","message":"x"}]"#);
    let read: Value = serde_json::from_str(r#"[1, "a", {"b": [null, 0.5]}]"#).unwrap();
    let inner = object([("b", Value::Array(vec![Value::Null, Value::Float(0.5)]))]);
    assert_eq!(read, Value::Array(vec![Value::Int(1), Value::String("a".into()), inner]));
}
