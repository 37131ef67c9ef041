//! Scripts that attack the console.

use super::print;

#[test]
fn patched_prototypes_neither_see_nor_change_what_is_printed() {
    let printed = print(include_str!("patched.js"));
    let [before, after, calls] = printed.split("----\n").collect::<Vec<_>>()[..] else { panic!("{printed}") };
    let frames = |text: &str| super::without_frames(text);
    assert_eq!(frames(after), frames(before));
    assert_eq!(calls, "0 \n");
}

#[test]
fn getters_and_traps_do_not_run() {
    let script = "const log = [], note = (name) => () => { log.push(name); throw name };
        const traps = {};
        for (const name of Object.getOwnPropertyNames(Reflect)) traps[name] = note(name);
        const proxy = new Proxy({ a: 1 }, traps);
        const handler = new Proxy({ b: 2 }, new Proxy({}, traps));
        const child = Object.create(proxy, { own: { value: 1, enumerable: true } });
        const accessors = {};
        for (const key of ['constructor', 'x', 'toString', Symbol.toStringTag, Symbol.iterator, Symbol.for('nodejs.util.inspect.custom')]) {
          Object.defineProperty(accessors, key, { get: note(String(key)), enumerable: true });
        }
        const error = new Error('e');
        for (const key of ['name', 'message', 'stack', 'cause', 'errors']) Object.defineProperty(error, key, { get: note(key) });
        const callable = Object.defineProperty(function () {}, 'name', { get: note('fn') });
        const list = Object.defineProperty([1, 2, 3, 4, 5, 6, 7, 8], 3, { get: note('element') });
        for (const value of [proxy, handler, child, accessors, error, callable, list, class { static get name() { return note('class')() } }]) {
          console.log(value); console.log('%O %o', value, value); console.table([value]); console.dir([value]);
        }
        console.log(log.join())";
    assert_eq!(print(script).lines().last(), Some(""));
}

#[test]
fn a_tag_getter_that_throws_is_no_tag() {
    assert_eq!(print("console.log(new (class Foo { get [Symbol.toStringTag]() { throw 1 } }))"), "Foo {}\n");
}

#[test]
fn an_inspection_function_that_throws_is_the_scripts_own_affair() {
    let script = "try { console.log({ [Symbol.for('nodejs.util.inspect.custom')]() { throw 'mine' } }) } catch (e) { console.log(e) }";
    assert_eq!(print(script), "mine\n");
}

#[test]
fn huge_collections_print_their_beginning() {
    let script = "console.log(Array.from({ length: 1e6 }, (_, i) => i)); console.log(new Uint8Array(5e7)); console.log(new Array(4e9));
        console.log(new Set(Array.from({ length: 1e5 }, (_, i) => i))); console.log(new ArrayBuffer(1e8)); const far = []; far[4e9] = 1; console.log(far)";
    let printed = print(script);
    assert!(printed.len() < 6_000, "{} bytes", printed.len());
    for part in [
        "... 999900 more items",
        "... 49999900 more items",
        "<4000000000 empty items>",
        "... 99900 more items",
        "... 99999900 more bytes",
    ] {
        assert!(printed.contains(part), "{part}");
    }
}

#[test]
fn very_deep_nesting_is_interrupted_not_fatal() {
    let script = "let list = []; const top = list; for (let i = 0; i < 20000; i++) { const next = []; list.push(next); list = next }
        console.log(top); console.dir(top, { depth: Infinity }); console.log('alive')";
    let printed = print(script);
    assert!(printed.starts_with("[ [ [ [Array] ] ] ]\n"));
    assert!(printed.contains("[Array: Inspection interrupted prematurely. Maximum call stack size exceeded.]"));
    assert!(printed.ends_with("alive\n"));
}

#[test]
fn long_chains_of_prototypes_and_proxies_are_followed_to_their_end() {
    let script = "let chain = {}; for (let i = 0; i < 10000; i++) chain = Object.create(chain); console.log(chain);
        let proxy = {}; for (let i = 0; i < 10000; i++) proxy = new Proxy(proxy, {}); console.log(proxy)";
    assert_eq!(print(script), "{}\n{}\n");
}

#[test]
fn shared_parts_do_not_multiply_without_bound() {
    let script = "let shared = { x: 1 }; for (let i = 0; i < 40; i++) shared = { a: shared, b: shared }; console.dir(shared, { depth: null })";
    let printed = print(script);
    assert!(printed.len() < 24 << 20, "{} bytes", printed.len());
    assert!(printed.contains("[Object]"));
}

#[test]
fn an_exhausted_stack_still_prints_or_throws_a_range_error() {
    let script = "let printed = 0, thrown = 0;
        function dive() { try { dive() } catch (error) { if (error.name !== 'RangeError') throw error }
          try { console.log({ a: [1] }); printed++ } catch (error) { if (error.name !== 'RangeError') throw error; thrown++ } }
        dive(); console.log(printed > 0, thrown > 0)";
    assert!(print(script).ends_with("true true\n"));
}
