//! What cannot cross, and where it is.

use super::super::{encode, encode_all};
use super::{eval, with_realm};

#[test]
fn a_refusal_names_the_place_and_the_reason() {
    let mut wrong = Vec::new();
    with_realm(|ctx| {
        for (code, expected) in [
            ("Symbol('s')", "result: a symbol cannot cross"),
            ("[0, { a: Symbol() }]", "result[1].a: a symbol cannot cross"),
            ("({ 'a-b': [Symbol()] })", "result[\"a-b\"][0]: a symbol cannot cross"),
            ("({ 5: Symbol() })", "result[\"5\"]: a symbol cannot cross"),
            ("({ ['k'.repeat(100)]: Symbol() })", &format!("result[\"{}…\"]: a symbol cannot cross", "k".repeat(60))),
            ("var o = { list: [1, {}] }; o.list[1].back = o; o", "result.list[1].back: a cycle cannot cross"),
            ("var a = []; a.push(a); a", "result[0]: a cycle cannot cross"),
            ("var m = new Map(); m.set('x', [m]); m", "result[value 0][0]: a cycle cannot cross"),
            ("new Map([[1, 2], [Symbol(), 3]])", "result[key 1]: a symbol cannot cross"),
            ("new Set([1, Symbol()])", "result[1]: a symbol cannot cross"),
            ("var e = new Error('x'); e.cause = { e }; e", "result.cause.e: a cycle cannot cross"),
            ("Object.assign(new Error('x'), { info: new WeakMap() })", "result.info: a WeakMap cannot cross"),
            ("[new WeakRef({})]", "result[0]: a WeakRef cannot cross"),
            ("({ a: { get bad() { throw 1 } } })", "result.a.bad: reading it threw"),
            ("({ a: new Proxy({}, { ownKeys() { throw 1 } }) })", "result.a: reading its keys threw"),
            ("[new Proxy([], { get() { throw 1 } })]", "result[0].length: reading it threw"),
            ("Object.defineProperty([1], 0, { get() { throw 1 } })", "result[0]: reading it threw"),
            (
                "({ e: Object.defineProperty(new Error('x'), 'message', { get() { throw 1 } }) })",
                "result.e.message: reading it threw",
            ),
            ("new Array(2 ** 32 - 1)", "result: more than 4194304 values in all"),
            ("({ a: [new Array(4194304)] })", "result.a[0]: more than 4194304 values in all"),
            ("({ b: 'x'.repeat(65 * 2 ** 20) })", "result.b: more than 64 MiB in all, or than fits into memory"),
            ("new Uint8Array(65 * 2 ** 20)", "result: more than 64 MiB in all, or than fits into memory"),
        ] {
            let text = encode(&eval(ctx, code)).err();
            ctx.catch();
            if text.as_deref() != Some(expected) {
                wrong.push(format!("{code}: {text:?}"));
            }
        }
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn depth_is_bounded_and_its_path_is_complete() {
    with_realm(|ctx| {
        let nested = |depth: u32| {
            eval(ctx, &format!("(() => {{ let v = 1; for (let i = 0; i < {depth}; i++) v = [v]; return v }})()"))
        };
        assert!(encode(&nested(128)).is_ok());
        let expected = format!("result{}: nested deeper than 128", "[0]".repeat(128));
        assert_eq!(encode(&nested(129)), Err(expected));
    });
}

#[test]
fn a_value_that_unfolds_without_end_is_refused_soon() {
    with_realm(|ctx| {
        let value = eval(ctx, "(() => { let v = []; for (let i = 0; i < 100; i++) v = [v, v]; return v })()");
        assert!(encode(&value).unwrap_err().ends_with("more than 4194304 values in all"));
    });
}

#[test]
fn the_argument_is_named() {
    with_realm(|ctx| {
        let values = [eval(ctx, "1"), eval(ctx, "({ a: [Symbol()] })")];
        assert_eq!(encode_all(&values), Err("argument 2.a[0]: a symbol cannot cross".to_owned()));
    });
}

#[test]
fn what_a_getter_throws_is_left_pending() {
    with_realm(|ctx| {
        assert!(encode(&eval(ctx, "({ get a() { throw 'mine' } })")).is_err());
        assert_eq!(ctx.catch().as_string().unwrap().to_string().unwrap(), "mine");
        assert!(encode(&eval(ctx, "Symbol()")).is_err());
        assert!(!ctx.has_exception());
    });
}
