//! Scripts that patch built-ins, objects that change while they are read, and
//! bytes that lie.

use super::super::{decode, decode_all, encode};
use super::{eval, round_trip, with_realm};
use crate::web::console::inspect_to_string;

#[test]
fn patched_built_ins_are_not_seen_and_see_nothing() {
    with_realm(|ctx| {
        let code = "globalThis.seen = [];
            const spy = (name) => function () { seen[seen.length] = name; throw name };
            const spied = [];
            for (const C of [Map, Set, Date, Array, BigInt, RegExp, DataView, Uint8Array, Uint16Array, ArrayBuffer, Promise])
              for (const key of Reflect.ownKeys(C.prototype)) if (!(key in RegExp.prototype)) spied.push([C.prototype, key]);
            for (const key of ['a', '0', '1', '2', 'cause', 'then', 'get', 'set', 'value']) spied.push([Object.prototype, key]);
            const { defineProperty } = Object;
            for (let i = 0; i < spied.length; i++) {
              const hook = spy(String(spied[i][1]));
              const get = spied[i][0] === Object.prototype ? undefined : hook;
              try { defineProperty(spied[i][0], spied[i][1], { __proto__: null, get, set: hook }) } catch {}
            }
            Map = Set = Date = BigInt = RegExp = DataView = Error = TypeError = Uint8Array = Reflect.construct = spy('new');
            0";
        let made = eval(
            ctx,
            "[new Map([[1, 2]]), new Set([1]), new Date(0), 5n ** 50n, /x/g, new DataView(new ArrayBuffer(1)),
            new TypeError('t'), new Uint8Array(1), new Uint16Array(1), { a: 1, 0: 2, ['__proto__']: 3 }, [[]]]",
        );
        let before = inspect_to_string(ctx, &made, false);
        eval(ctx, code);
        let bytes = encode(&made).unwrap();
        let back = decode(ctx, &bytes).unwrap();
        assert_eq!(eval(ctx, "seen.length ? String(seen[0]) : ''").as_string().unwrap().to_string().unwrap(), "");
        assert_eq!(inspect_to_string(ctx, &back, false), before);
    });
}

#[test]
fn objects_that_change_while_they_are_read_give_a_value() {
    with_realm(|ctx| {
        for (code, expected) in [
            (
                "const a = [1, 2, 3]; Object.defineProperty(a, 0, { get() { a.length = 0; return 1 } }); return a",
                "[ 1, undefined, undefined ]",
            ),
            ("return ({ get a() { delete this.b; return 1 }, b: 2 })", "{ a: 1, b: undefined }"),
            ("return ({ get a() { this.c = 1; return 1 }, b: 2 })", "{ a: 1, b: 2 }"),
            (
                "const m = new Map([[1, { get x() { m.clear(); return 1 } }], [2, 3]]); return m",
                "Map(2) { 1 => { x: 1 }, 2 => 3 }",
            ),
            ("const b = new ArrayBuffer(8); const v = new Uint8Array(b); b.transfer(); return v", "Uint8Array(0) []"),
            ("const b = new ArrayBuffer(8); b.transfer(); return b", "Uint8Array(0) []"),
            (
                "const r = new ArrayBuffer(8, { maxByteLength: 8 }); const w = new Uint16Array(r, 2); r.resize(4); return w",
                "Uint16Array(1) [ 0 ]",
            ),
            (
                "const r = new ArrayBuffer(8, { maxByteLength: 8 }); const w = new Uint16Array(r, 4); r.resize(2); return w",
                "Uint16Array(0) []",
            ),
            ("return new Proxy({}, { ownKeys: () => ['a', 'b'], getOwnPropertyDescriptor: () => undefined })", "{}"),
        ] {
            assert_eq!(round_trip(ctx, &format!("(() => {{ {code} }})()")).1, expected, "{code}");
        }
    });
}

#[test]
fn a_detached_view_is_refused() {
    with_realm(|ctx| {
        let value =
            eval(ctx, "(() => { const b = new ArrayBuffer(8); const v = new DataView(b); b.transfer(); return v })()");
        assert!(encode(&value).is_err());
    });
}

#[test]
fn bytes_that_lie_are_errors() {
    with_realm(|ctx| {
        let cases: [&[u8]; 22] = [
            &[],
            &[0x81],
            &[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            &[0xbb, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            &[0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            &[0x7a, 0xff, 0xff, 0xff, 0xff],
            &[0x62, 0xff, 0xff],
            &[0xa1, 0x01, 0x01],
            &[0x9f, 0x01, 0xff],
            &[0xbf, 0xff],
            &[0x01, 0x01],
            &[0xff],
            &[0xe0],
            &[0xf9, 0x3c, 0x00],
            &[0xd8, 0x63, 0x01],
            &[0xc1, 0x60],
            &[0xc2, 0x01],
            &[0xd8, 0x4d, 0x41, 0x00],
            &[0xda, 0x53, 0x4b, 0x45, 0x00, 0x05],
            &[0xda, 0x53, 0x4b, 0x45, 0x00, 0x60],
            &[0xda, 0x53, 0x4b, 0x45, 0x04, 0x82, 0x61, b'(', 0x60],
            &[0xda, 0x53, 0x4b, 0x45, 0x02, 0xa1, 0x64, b'n', b'a', b'm', b'e', 0x01],
        ];
        for bytes in cases {
            assert!(decode(ctx, bytes).is_err(), "{bytes:x?}");
            ctx.catch();
        }
        assert!(decode(ctx, &vec![0x81; 100_000]).unwrap_err().contains("deep"));
        assert!(decode_all(ctx, &[0xa0]).is_err());
    });
}

#[test]
fn any_bytes_are_a_value_or_an_error() {
    with_realm(|ctx| {
        let seed = encode(&eval(
            ctx,
            "({ a: [1, 'x', 2n ** 70n, new Date(5)], m: new Map([[1, new Set([2])]]), e: new Error('x'), r: /a/,
            t: new Float64Array(2), v: new DataView(new ArrayBuffer(2)), n: -1.5, u: undefined })",
        ))
        .unwrap();
        let mut random = 0x2545_f491_4f6c_dd1d_u64;
        for _ in 0..20_000 {
            let mut bytes = seed.clone();
            for _ in 0..=random % 3 {
                random ^= random << 13;
                random ^= random >> 7;
                random ^= random << 17;
                let index = usize::try_from(random >> 8).unwrap_or(0) % bytes.len();
                bytes[index] = random.to_le_bytes()[0];
            }
            if decode(ctx, &bytes).is_err() {
                ctx.catch();
            }
        }
    });
}
