//! What `eval` gives: values of JavaScript as Rust's types.

use crate::support::{block_on, engine};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use skerry::{Bytes, Date, Error, ErrorValue, Function, Promise, TypedArrayKind, Value};
use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, SystemTime};

fn eval<T: DeserializeOwned>(code: &str) -> skerry::Result<T> {
    block_on(async { engine().runtime().build().await?.eval(code).await })
}

fn value<T: DeserializeOwned>(code: &str) -> T {
    eval(code).unwrap_or_else(|error| panic!("{code}: {error}"))
}

/// The text of the error that `eval` gives for a value that cannot cross.
fn refused<T: DeserializeOwned + std::fmt::Debug>(code: &str) -> String {
    match eval::<T>(code) {
        Err(Error::Convert(text)) => text,
        other => panic!("{code}: {other:?}"),
    }
}

#[test]
fn integers_fit_the_types_that_can_hold_them() {
    assert_eq!(value::<i64>("1 + 2"), 3);
    assert_eq!(value::<u8>("255"), 255);
    assert_eq!(value::<i64>("2 ** 53"), 1 << 53);
    assert_eq!(value::<i64>("-(2 ** 40)"), -(1 << 40));
    assert_eq!(value::<f64>("7"), 7.0);
}

#[test]
fn integers_that_do_not_fit_are_refused() {
    refused::<u8>("256");
    refused::<u32>("-1");
    refused::<i64>("1.5");
    refused::<i64>("2 ** 70");
    refused::<i64>("'1'");
}

#[test]
fn floats_keep_their_bits() {
    assert_eq!(value::<f64>("0.1 + 0.2"), 0.1 + 0.2);
    assert!(value::<f64>("-0").is_sign_negative());
    assert!(value::<f64>("NaN").is_nan());
    assert_eq!(value::<f64>("-Infinity"), f64::NEG_INFINITY);
    assert_eq!(value::<f64>("5e-324"), 5e-324);
}

#[test]
fn strings_are_utf8_with_lone_surrogates_replaced() {
    assert_eq!(value::<String>("'ü😀\\0'"), "ü😀\0");
    assert_eq!(value::<String>("'a\\ud800b'"), "a\u{fffd}b");
    assert_eq!(value::<String>("'x'.repeat(1e6)").len(), 1_000_000);
}

#[test]
fn undefined_and_null_are_none_and_unit() {
    assert_eq!(value::<Option<i32>>("undefined"), None);
    assert_eq!(value::<Option<i32>>("null"), None);
    assert_eq!(value::<Option<i32>>("5"), Some(5));
    value::<()>("void 0");
    assert_eq!(value::<Value>("undefined"), Value::Undefined);
    assert_eq!(value::<Value>("null"), Value::Null);
}

#[derive(Debug, Deserialize, PartialEq)]
struct Report {
    name: String,
    scores: Vec<f64>,
    note: Option<String>,
    #[serde(default)]
    missing: bool,
}

#[test]
fn objects_are_structs() {
    let report: Report = value("({ name: 'a', scores: [1, 2.5], note: undefined, extra: 1 })");
    assert_eq!(report, Report { name: "a".into(), scores: vec![1.0, 2.5], note: None, missing: false });
    assert!(refused::<Report>("({ name: 'a' })").contains("scores"));
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Shape {
    Empty,
    Circle(f64),
    Rectangle { width: f64, height: f64 },
}

#[test]
fn strings_and_objects_are_enums() {
    assert_eq!(value::<Shape>("'empty'"), Shape::Empty);
    assert_eq!(value::<Shape>("({ circle: 2 })"), Shape::Circle(2.0));
    assert_eq!(
        value::<Shape>("({ rectangle: { width: 1, height: 2 } })"),
        Shape::Rectangle { width: 1.0, height: 2.0 }
    );
    assert!(refused::<Shape>("'square'").contains("square"));
}

#[test]
fn buffers_are_bytes() {
    let bytes = |code: &str| match value::<Value>(code) {
        Value::Bytes(bytes) => bytes,
        other => panic!("{code}: {other:?}"),
    };
    assert_eq!(bytes("new Uint8Array([1, 2, 255])"), [1, 2, 255]);
    assert_eq!(bytes("new Uint8Array([1, 2, 3, 4]).subarray(1, 3)"), [2, 3]);
    assert_eq!(bytes("new Uint8Array([1, 2]).buffer"), [1, 2]);
    assert!(bytes("new Uint8Array(0)").is_empty());
    assert_eq!(bytes("new Uint8Array(1e6)").len(), 1_000_000);
}

#[test]
fn bigints_are_wide_integers() {
    assert_eq!(value::<i64>("2n ** 62n"), 1 << 62);
    assert_eq!(value::<u64>("2n ** 64n - 1n"), u64::MAX);
    assert_eq!(value::<i128>("-(2n ** 100n)"), -(1 << 100));
    assert_eq!(value::<i128>("-(2n ** 127n)"), i128::MIN);
    assert_eq!(value::<u128>("2n ** 128n - 1n"), u128::MAX);
    assert_eq!(value::<i64>("-1n"), -1);
    assert_eq!(value::<i64>("0n"), 0);
    refused::<u128>("2n ** 128n");
    refused::<u64>("-1n");
}

#[test]
fn maps_and_sets_keep_their_order() {
    let map: BTreeMap<String, i32> = value("new Map([['b', 1], ['a', 2]])");
    assert_eq!(map, BTreeMap::from([("a".into(), 2), ("b".into(), 1)]));
    let keys = value::<Value>("new Map([[1, 'x'], [{}, 'y']])");
    assert!(matches!(keys, Value::Map(entries) if entries.len() == 2 && entries[0].0 == Value::Int(1)));
    assert_eq!(value::<Vec<i32>>("new Set([3, 1, 2])"), [3, 1, 2]);
}

#[test]
fn dates_are_times_and_milliseconds() {
    let time = SystemTime::UNIX_EPOCH + Duration::from_millis(1_500);
    assert_eq!(value::<Value>("new Date(1500)"), Value::Date(Some(time)));
    assert_eq!(value::<f64>("new Date(1500)"), 1500.0);
    assert_eq!(value::<f64>("new Date(-1500)"), -1500.0);
    assert_eq!(value::<Value>("new Date(NaN)"), Value::Date(None));
    assert_eq!(value::<f64>("new Date(8.64e15)"), 8.64e15);
    assert_eq!(value::<SystemTime>("new Date(1500)"), time);
    assert_eq!(value::<Date>("new Date(-1500)").0, SystemTime::UNIX_EPOCH - Duration::from_millis(1_500));
}

#[test]
fn a_promise_is_awaited() {
    assert_eq!(value::<i32>("new Promise((resolve) => setTimeout(resolve, 1, 5))"), 5);
}

#[test]
fn the_value_of_a_script_is_its_last_expression() {
    assert_eq!(value::<i32>("let a = 1; if (a) { a + 1 }"), 2);
    assert_eq!(value::<Value>("let b = 1"), Value::Undefined);
}

#[test]
fn a_cycle_is_refused_with_its_path() {
    let text = refused::<Value>("const o = { list: [1, { back: null }] }; o.list[1].back = o; o");
    assert!(text.contains("result.list[1].back") && text.contains("cycle"), "{text}");
}

#[test]
fn a_value_that_is_shared_is_no_cycle() {
    assert_eq!(value::<Vec<Vec<i32>>>("const a = [1]; [a, a]"), [[1], [1]]);
}

#[test]
fn what_has_no_value_outside_is_refused_with_its_path() {
    for (code, expected) in [
        ("[0, Symbol('s')]", "result[1]: a symbol cannot cross"),
        ("({ a: { b: new WeakMap() } })", "result.a.b: a WeakMap cannot cross"),
        ("new Map([[1, Symbol()]])", "result[value 0]: a symbol cannot cross"),
    ] {
        assert_eq!(refused::<Value>(code), expected);
    }
}

#[test]
fn a_type_that_does_not_fit_is_told_where() {
    let text = refused::<HashMap<String, Vec<Report>>>(
        "({ items: [{ name: 'a', scores: [] }, { name: 'b', scores: [1, 'two'] }] })",
    );
    assert_eq!(text, "result.items[1].scores[1]: invalid type: string, expected f64");
    assert_eq!(refused::<u64>("() => 1"), "result: invalid type: function, expected u64");
    assert_eq!(refused::<Function>("1"), "result: invalid type: number 1, expected a function");
}

#[test]
fn functions_and_promises_are_handles_at_any_depth() {
    #[derive(Deserialize)]
    struct Exports {
        check: Function,
        hooks: Vec<Option<Function>>,
        started: Promise,
        rest: Value,
    }
    let exports: Exports = value(
        "const f = () => 1; ({ check: f, hooks: [f, undefined], started: Promise.resolve(), rest: [class {}, parseInt] })",
    );
    assert_ne!(Some(&exports.check), exports.hooks[0].as_ref(), "each has a handle of its own");
    assert!(exports.hooks[1].is_none());
    assert!(matches!(exports.rest, Value::Array(items) if items.iter().all(|item| matches!(item, Value::Function(_)))));
    std::thread::spawn(move || drop((exports.check, exports.started))).join().unwrap();
}

#[test]
fn values_keep_their_kind_at_any_depth() {
    let list: Vec<Value> = value("[undefined, null, new Set([1]), 5n, new Date(0), -0]");
    let expected = [
        Value::Undefined,
        Value::Null,
        Value::Set(vec![Value::Int(1)]),
        Value::BigInt { negative: false, magnitude: vec![5] },
        Value::Date(Some(SystemTime::UNIX_EPOCH)),
        Value::Float(-0.0),
    ];
    assert_eq!(list, expected);
    let map: HashMap<String, Value> = value("({ m: new Map([[{}, []]]) })");
    assert_eq!(map["m"], Value::Map(vec![(Value::Object(vec![]), Value::Array(vec![]))]));
}

#[test]
fn errors_are_values_with_their_cause() {
    let code = "const e = new TypeError('no', { cause: 'why' }); e.code = 7; e";
    let Value::Error(error) = value::<Value>(code) else { panic!("no error") };
    let ErrorValue { name, message, stack, cause, properties, .. } = *error;
    assert_eq!((name.as_str(), message.as_str()), ("TypeError", "no"));
    assert!(stack.is_some_and(|stack| !stack.is_empty()));
    assert_eq!(cause, Some(Value::String("why".into())));
    assert_eq!(properties, [("code".to_owned(), Value::Int(7))]);
    #[derive(Deserialize)]
    struct Failure {
        message: String,
        code: i32,
    }
    let failure: Failure = value(code);
    assert_eq!((failure.message.as_str(), failure.code), ("no", 7));
}

#[test]
fn typed_arrays_are_numbers_and_keep_their_kind() {
    assert_eq!(value::<Vec<f64>>("new Float64Array([0.5, -1])"), [0.5, -1.0]);
    assert_eq!(value::<Vec<i16>>("new Int16Array([-1, 2])"), [-1, 2]);
    assert_eq!(value::<Vec<u64>>("new BigUint64Array([2n ** 64n - 1n])"), [u64::MAX]);
    let expected = Value::TypedArray { kind: TypedArrayKind::Uint16, bytes: vec![1, 0, 2, 0] };
    assert_eq!(value::<Value>("new Uint16Array([1, 2])"), expected);
    assert_eq!(value::<Value>("new DataView(new ArrayBuffer(2))"), Value::DataView(vec![0, 0]));
    assert_eq!(value::<Bytes>("new Float32Array([1])").0, 1_f32.to_le_bytes());
    assert_eq!(value::<Vec<u8>>("new Uint8Array([1, 2])"), [1, 2]);
}

#[test]
fn a_regular_expression_is_source_and_flags() {
    let expected = Value::RegExp { source: "a+".into(), flags: "gi".into() };
    assert_eq!(value::<Value>("/a+/gi"), expected);
    assert_eq!(value::<String>("/a+/gi"), "/a+/gi");
}

#[test]
fn a_getter_that_throws_is_refused_with_its_name() {
    let text = refused::<Value>("({ get bad() { throw new Error('x') } })");
    assert!(text.contains("bad"), "{text}");
}

#[test]
fn a_deep_value_is_refused_and_one_below_the_bound_is_not() {
    let nested = |depth: u32| format!("let v = 1; for (let i = 0; i < {depth}; i++) v = [v]; v");
    assert!(matches!(value::<Value>(&nested(128)), Value::Array(_)));
    assert!(refused::<Value>(&nested(129)).contains("128"));
    assert!(refused::<Value>(&nested(1_000_000)).contains("128"));
}

#[test]
fn a_wide_value_crosses() {
    assert_eq!(value::<Vec<u32>>("Array.from({ length: 200_000 }, (_, i) => i)").len(), 200_000);
}

#[test]
fn patched_built_ins_do_not_reach_into_the_conversion() {
    let code = "Array.prototype.push = Map.prototype.forEach = Date.prototype.getTime = BigInt.prototype.toString = () => { throw 1 };
        Object.defineProperty(Array.prototype, 0, { set() { throw 2 } });
        [new Map([[1, 2]]), new Set([1]), new Date(0), 5n]";
    assert!(matches!(value::<Value>(code), Value::Array(items) if items.len() == 4));
}

#[test]
fn a_hostile_object_is_an_error_or_a_value_and_no_fault() {
    let mut wrong = Vec::new();
    for code in [
        "new Proxy({}, { ownKeys() { throw 1 } })",
        "new Proxy([], { get() { throw 1 } })",
        "const a = [1, 2, 3]; Object.defineProperty(a, 0, { get() { a.length = 0; return 1 } }); a",
        "({ get a() { delete this.b; return 1 }, b: 2 })",
        "new Proxy({}, { ownKeys: () => ['a', 'b'], getOwnPropertyDescriptor: () => undefined })",
        "({ get a() { for (let i = 0; i < 100; i++) this['x' + i] = i; return 1 } })",
        "Object.create(null, { x: { get: () => 1, enumerable: true } })",
        "const m = new Map([[1, 2]]); m.size; m.set(m2 = {}, 3); m",
        "new (class extends Map { forEach() { throw 1 } })([[1, 2]])",
        "new Proxy(new Map(), {})",
        "(() => { const b = new ArrayBuffer(8); const v = new Uint8Array(b); b.transfer(); return v })()",
        "new Array(2 ** 32 - 1)",
    ] {
        let result = eval::<Value>(code);
        if matches!(result, Err(Error::Fault(_) | Error::Poisoned(_))) {
            wrong.push(code);
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn a_value_that_is_too_large_is_refused_and_the_runtime_goes_on() {
    block_on(async {
        let mut runtime = engine().runtime().build().await.unwrap();
        for code in ["new Array(5e6).fill(0)", "new Uint8Array(65 * 2 ** 20)"] {
            let result = runtime.eval::<Value>(code).await;
            assert!(matches!(result, Err(Error::Convert(_) | Error::Limit { .. })), "{code}: {result:?}");
            assert_eq!(runtime.eval::<i32>("1").await.unwrap(), 1, "{code}");
        }
    });
}
