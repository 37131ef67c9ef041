//! JavaScript to CBOR and back, in one realm.

mod hostile;
mod paths;
mod speed;

use super::{decode, decode_all, encode, encode_all};
use crate::handles::Handles;
use crate::realm::Realm;
use crate::web::console::inspect_to_string;
use rquickjs::{CatchResultExt, Ctx, Value};

fn with_realm<R>(test: impl for<'js> FnOnce(&Ctx<'js>) -> R) -> R {
    Realm::new().unwrap().with(test)
}

fn eval<'js>(ctx: &Ctx<'js>, code: &str) -> Value<'js> {
    ctx.eval(code).catch(ctx).unwrap_or_else(|error| panic!("{code}: {error}"))
}

/// How the console shows a value and how it shows it after a round trip.
fn round_trip(ctx: &Ctx<'_>, code: &str) -> (String, String) {
    let value = eval(ctx, code);
    let bytes = encode(&value).unwrap_or_else(|reason| panic!("{code}: {reason}"));
    let back = decode(ctx, &bytes).unwrap_or_else(|reason| panic!("{code}: {reason}"));
    (inspect_to_string(ctx, &value, false), inspect_to_string(ctx, &back, false))
}

#[test]
fn a_round_trip_keeps_what_the_table_says_it_keeps() {
    let mut wrong = Vec::new();
    with_realm(|ctx| {
        for code in include_str!("tests/kept.txt").lines() {
            let (before, after) = round_trip(ctx, code);
            if before != after {
                wrong.push(format!("{code}: {before} became {after}"));
            }
        }
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_changes_on_the_way_changes_as_documented() {
    with_realm(|ctx| {
        for (code, expected) in [
            ("[1, , 3]", "[ 1, undefined, 3 ]"),
            ("'a\\ud800b'", "'a\u{fffd}b'"),
            ("({ ['a\\udfff']: 1 })", "{ 'a\u{fffd}': 1 }"),
            ("Object.assign([1], { extra: 2 })", "[ 1 ]"),
            ("({ [Symbol('s')]: 1, a: 2 })", "{ a: 2 }"),
            ("Object.create({ inherited: 1 }, { hidden: { value: 2 } })", "{}"),
            ("new (class Point { x = 1; #y = 2; get z() { return 3 } })", "{ x: 1 }"),
            ("Object.assign(Object.create(null), { a: 1 })", "{ a: 1 }"),
            ("[new Number(5), new String('s'), new Boolean(false), Object(5n)]", "[ 5, 's', false, 5n ]"),
            ("new ArrayBuffer(2)", "Uint8Array(2) [ 0, 0 ]"),
            ("new Uint8Array([1, 2, 3, 4]).subarray(1, 3)", "Uint8Array(2) [ 2, 3 ]"),
            ("new Uint16Array([1, 2, 3]).subarray(1)", "Uint16Array(2) [ 2, 3 ]"),
            ("new DataView(new ArrayBuffer(8), 2, 3).byteLength", "3"),
            ("(function () { return arguments })(1, 2)", "{ '0': 1, '1': 2 }"),
            ("new (class extends Map {})([[1, 2]])", "Map(1) { 1 => 2 }"),
            ("new (class extends Array {})(1, 2)", "[ 1, 2 ]"),
            ("new Proxy([1, 2], {})", "[ 1, 2 ]"),
            ("new Proxy(new Proxy([1, 2], {}), {})", "[ 1, 2 ]"),
            ("new Proxy({ a: 1 }, {})", "{ a: 1 }"),
            ("({ get a() { return 1 }, toJSON() { return 'json' } }).a", "1"),
            ("const shared = [1]; ({ a: shared, b: shared })", "{ a: [ 1 ], b: [ 1 ] }"),
        ] {
            assert_eq!(round_trip(ctx, code).1, expected, "{code}");
        }
    });
}

#[test]
fn a_view_of_part_of_a_buffer_crosses_as_that_part() {
    with_realm(|ctx| {
        ctx.globals().set("back", Value::new_undefined(ctx.clone())).unwrap();
        let value = eval(ctx, "new DataView(new Uint8Array([0, 1, 2, 3]).buffer, 1, 2)");
        let back = decode(ctx, &encode(&value).unwrap()).unwrap();
        ctx.globals().set("back", back).unwrap();
        let seen: String = ctx.eval("[back instanceof DataView, back.byteLength, back.getUint8(0)].join()").unwrap();
        assert_eq!(seen, "true,2,1");
    });
}

#[test]
fn errors_keep_their_class_message_stack_cause_members_and_properties() {
    with_realm(|ctx| {
        let code = "const e = new TypeError('no', { cause: new RangeError('why') }); e.code = 'ENO'; e.list = [1];
            [e, new AggregateError([new Error('one'), 2], 'many'), Object.assign(new Error('x'), { name: 'Custom' })]";
        let value = eval(ctx, code);
        let back = decode(ctx, &encode(&value).unwrap()).unwrap();
        ctx.globals().set("before", value).unwrap();
        ctx.globals().set("after", back).unwrap();
        let probe = "JSON.stringify([
            after[0] instanceof TypeError, Object.keys(after[0]), after[0].code, after[0].message,
            after[0].stack === before[0].stack, after[0].cause instanceof RangeError, after[0].cause.message,
            after[1] instanceof AggregateError, after[1].errors.length, after[1].errors[0].message,
            after[2].name, String(after[2]), Object.prototype.hasOwnProperty.call(after[0], 'name')])";
        let seen: String = ctx.eval(probe).unwrap();
        let expected = r#"[true,["code","list"],"ENO","no",true,true,"why",true,2,"one","Custom","Custom: x",false]"#;
        assert_eq!(seen, expected);
    });
}

#[test]
fn functions_and_promises_come_back_as_themselves() {
    with_realm(|ctx| {
        let value = eval(ctx, "var f = () => 1, p = Promise.resolve(2), C = class {}; ({ f, list: [p, C], f2: f })");
        let bytes = encode(&value).unwrap();
        assert_eq!(Handles::of(ctx).len(), 4);
        ctx.globals().set("back", decode(ctx, &bytes).unwrap()).unwrap();
        assert!(
            ctx.eval::<bool, _>("back.f === f && back.f2 === f && back.list[0] === p && back.list[1] === C").unwrap()
        );
        Handles::of(ctx).release(&[0, 1, 2, 3]);
        assert!(decode(ctx, &bytes).unwrap_err().contains("gone"));
    });
}

#[test]
fn handles_of_a_value_that_was_refused_are_gone() {
    with_realm(|ctx| {
        assert!(encode(&eval(ctx, "[() => {}, () => {}, Symbol()]")).is_err());
        assert!(encode_all(&[eval(ctx, "(() => {})"), eval(ctx, "Symbol()")]).is_err());
        assert!(Handles::of(ctx).is_empty());
    });
}

#[test]
fn more_handles_than_the_limit_are_refused() {
    with_realm(|ctx| {
        crate::system::with_host(|host| host.handle_limit = Some(2));
        let text = encode(&eval(ctx, "[() => {}, () => {}, () => {}]")).unwrap_err();
        assert!(text.starts_with("result[2]: more than 2 functions"), "{text}");
    });
}

#[test]
fn arguments_are_an_array() {
    with_realm(|ctx| {
        let values = [eval(ctx, "1"), eval(ctx, "'two'"), eval(ctx, "undefined")];
        let bytes = encode_all(&values).unwrap();
        assert_eq!(bytes, [0x83, 1, 0x63, b't', b'w', b'o', 0xf7]);
        let shown: Vec<_> =
            decode_all(ctx, &bytes).unwrap().iter().map(|value| inspect_to_string(ctx, value, false)).collect();
        assert_eq!(shown, ["1", "'two'", "undefined"]);
        assert_eq!(encode_all(&[]).unwrap(), [0x80]);
        assert!(decode_all(ctx, &[0x80]).unwrap().is_empty());
    });
}

#[test]
fn integers_beyond_the_exact_ones_are_bigints() {
    with_realm(|ctx| {
        for (bytes, expected) in [
            (&[0x1b, 0, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff][..], "9007199254740991"),
            (&[0x1b, 0, 0x20, 0, 0, 0, 0, 0, 0], "9007199254740992n"),
            (&[0x3b, 0, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe], "-9007199254740991"),
            (&[0x3b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], "-18446744073709551616n"),
            (&[0x1a, 0xff, 0xff, 0xff, 0xff], "4294967295"),
            (&[0xc1, 0x02], "1970-01-01T00:00:02.000Z"),
        ] {
            let value = decode(ctx, bytes).unwrap();
            assert_eq!(inspect_to_string(ctx, &value, false), expected);
        }
    });
}
