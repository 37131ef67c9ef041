//! What does not fit, and where it is.

use super::super::{Value, arguments_from_cbor, arguments_to_cbor, to_cbor};
use super::{object, refused};
use crate::function::Function;
use crate::handle::{Handle, Handles};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "read by serde")]
struct Outer {
    items: Vec<Inner>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read by serde")]
struct Inner {
    name: u64,
    shape: Option<Shape>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "read by serde")]
enum Shape {
    Empty,
    Circle(f64),
    Rectangle { width: f64 },
}

fn outer(inner: Value) -> Value {
    object([("items", Value::Array(vec![object([("name", Value::Int(1))]), inner]))])
}

#[test]
fn a_mismatch_names_the_place_and_both_sides() {
    let shape = |shape: Value| outer(object([("name", Value::Int(1)), ("shape", shape)]));
    let text = |text: &str| Value::String(text.to_owned());
    for (value, expected) in [
        (outer(object([("name", text("x"))])), "result.items[1].name: invalid type: string, expected u64"),
        (outer(object([("name", Value::Int(-1))])), "result.items[1].name: invalid value: number -1, expected u64"),
        (outer(object([("name", Value::Float(1.5))])), "result.items[1].name: invalid type: number 1.5, expected u64"),
        (
            outer(object([("name", Value::Undefined)])),
            "result.items[1].name: invalid type: null or undefined, expected u64",
        ),
        (outer(object([("name", Value::Array(vec![]))])), "result.items[1].name: invalid type: array, expected u64"),
        (outer(object([])), "result.items[1]: the property \"name\" is missing"),
        (
            outer(object([("a-b", Value::Null)])),
            "result.items[1][\"a-b\"]: unknown property \"a-b\", expected one of [\"name\", \"shape\"]",
        ),
        (outer(Value::Null), "result.items[1]: invalid type: null or undefined, expected struct Inner"),
        (
            shape(text("Square")),
            "result.items[1].shape: unknown variant \"Square\", expected one of [\"Empty\", \"Circle\", \"Rectangle\"]",
        ),
        (shape(object([("Circle", text("x"))])), "result.items[1].shape.Circle: invalid type: string, expected f64"),
        (
            shape(object([("Rectangle", object([("width", Value::Null)]))])),
            "result.items[1].shape.Rectangle.width: invalid type: null or undefined, expected f64",
        ),
        (shape(object([])), "result.items[1].shape: a variant is a string or an object with one property"),
        (shape(Value::Int(1)), "result.items[1].shape: invalid type: number 1, expected enum Shape"),
        (Value::Array(vec![]), "result: invalid length 0, expected struct Outer with 1 element"),
    ] {
        assert_eq!(refused::<Outer>(&value), expected);
    }
}

#[test]
fn keys_values_and_lengths_have_places_too() {
    let map = Value::Map(vec![(Value::Int(1), Value::Int(1)), (Value::String("x".into()), Value::Null)]);
    assert_eq!(refused::<HashMap<u32, u32>>(&map), "result[key 1]: invalid type: string, expected u32");
    let map = Value::Map(vec![(Value::Int(1), Value::Null)]);
    assert_eq!(refused::<HashMap<u32, u32>>(&map), "result[value 0]: invalid type: null or undefined, expected u32");
    assert_eq!(
        refused::<HashMap<u32, u32>>(&object([("x", Value::Null)])),
        "result.x: invalid type: string, expected u32"
    );
    assert_eq!(refused::<(u8, u8)>(&[1, 2, 3]), "result: invalid length: 3, expected 2");
    assert_eq!(refused::<(u8, u8)>(&[1]), "result: invalid length 1, expected a tuple of size 2");
    assert_eq!(refused::<u64>(&"x".repeat(1_000_000)), "result: invalid type: string, expected u64");
    assert_eq!(
        refused::<u128>(&Value::BigInt { negative: false, magnitude: vec![1; 17] }),
        "result: a bigint beyond 128 bits"
    );
}

#[test]
fn functions_and_what_is_none_are_told_apart() {
    let handles = Handles::new(64);
    let value = Value::Array(vec![Value::Function(Function(Handle::new(1, &handles)))]);
    let bytes = to_cbor(&value, &handles).unwrap();
    let text = |error: crate::Error| error.to_string();
    assert_eq!(
        text(super::from_cbor::<Vec<u8>>(&bytes, &handles).unwrap_err()),
        "cannot convert: result[0]: invalid type: function, expected u8"
    );
    let error = super::from_cbor::<Vec<crate::Promise>>(&bytes, &handles).unwrap_err();
    assert_eq!(text(error), "cannot convert: result[0]: invalid type: function, expected a promise");
    assert_eq!(refused::<Vec<Function>>(&[1]), "result[0]: invalid type: number 1, expected a function");
}

#[test]
fn an_argument_is_named() {
    let handles = Handles::new(64);
    let bytes = arguments_to_cbor(&(1, "x"), &handles).unwrap().0;
    let error = arguments_from_cbor::<(u8, u8)>(&bytes, &handles).unwrap_err();
    assert_eq!(error.to_string(), "cannot convert: argument 2: invalid type: string, expected u8");
    let error = arguments_from_cbor::<(u8, String, u8)>(&bytes, &handles).unwrap_err();
    assert_eq!(error.to_string(), "cannot convert: argument 3: invalid type: null or undefined, expected u8");
}

#[derive(Serialize)]
struct Call {
    list: Vec<BTreeMap<&'static str, Function>>,
}

#[derive(Serialize)]
enum Deep {
    End,
    More(Box<Deep>),
}

#[test]
fn what_rust_cannot_send_has_a_place() {
    let (handles, others) = (Handles::new(64), Handles::new(64));
    let call = Call { list: vec![BTreeMap::from([("f", Function(Handle::new(1, &others)))])] };
    let error = arguments_to_cbor(&(1, &call), &handles).unwrap_err();
    assert_eq!(error.to_string(), "cannot convert: argument 2.list[0].f: a function or promise of another runtime");
    let error = to_cbor(&call, &handles).unwrap_err();
    assert_eq!(error.to_string(), "cannot convert: value.list[0].f: a function or promise of another runtime");
    assert!(to_cbor(&call, &others).is_ok());
    let nested = |depth| (0..depth).fold(Deep::End, |inner, _| Deep::More(Box::new(inner)));
    assert!(to_cbor(&nested(128), &handles).is_ok());
    assert!(arguments_to_cbor(&(nested(128),), &handles).is_ok());
    assert!(to_cbor(&nested(129), &handles).unwrap_err().to_string().ends_with("More: nested deeper than 128"));
}
