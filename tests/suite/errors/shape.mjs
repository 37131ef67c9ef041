import { equal, ok, same, test, throws } from "../assert.mjs";

function inner() {
  throw new TypeError("from inner");
}

await test("a stack names functions and places, innermost first", () => {
  const error = throws(() => inner(), TypeError);
  const [first, second] = error.stack.split("\n").map((line) => line.trim());
  ok(/^at inner \(file:\/\/\/.*\/errors\/shape\.mjs:4:\d+\)$/.test(first.replace("TypeError: from inner", "")) || /inner.*shape\.mjs:4:/.test(second), `is the stack ${error.stack}`);
});

await test("an error has a cause and keeps it", () => {
  const cause = new RangeError("deep");
  equal(new Error("outer", { cause }).cause, cause);
  equal("cause" in new Error("outer"), false);
});

await test("recursion says what happened, as V8 does", () => {
  const dive = () => dive();
  throws(dive, RangeError, /^Maximum call stack size exceeded$/);
});

await test("typical mistakes say what is wrong", () => {
  throws(() => undefined.x, TypeError, /undefined/);
  throws(() => null.x(), TypeError, /null/);
  throws(() => missing, ReferenceError, /missing is not defined/);
  throws(() => ({}).nope(), TypeError, /not a function/);
  throws(() => { const fixed = 1; eval("fixed = 2"); }, TypeError, /fixed/);
  throws(() => new Array(-1), RangeError);
  throws(() => "x".repeat(-1), RangeError);
  throws(() => (1).toFixed(101), RangeError);
  throws(() => null[Symbol.iterator], TypeError);
  throws(() => { const [a] = null; }, TypeError);
  throws(() => BigInt(1.5), RangeError);
  throws(() => 1n + 1, TypeError);
  throws(() => new (class { constructor() { this.x; } }).x(), TypeError);
  throws(() => decodeURIComponent("%"), URIError);
  throws(() => JSON.parse("{x}"), SyntaxError);
  throws(() => (0, eval)("var 1"), SyntaxError);
  throws(() => Symbol() + "", TypeError);
});

await test("a string that would be too long is a RangeError", () => {
  throws(() => "x".repeat(2 ** 30), RangeError);
  throws(() => "x".padEnd(2 ** 31), RangeError);
});

await test("an array that would be too long is a RangeError", () => {
  throws(() => new Array(2 ** 32), RangeError);
  throws(() => [].length = 2 ** 32, RangeError);
  throws(() => new ArrayBuffer(2 ** 53), RangeError);
});

await test("any value can be thrown and caught", () => {
  for (const value of [undefined, null, 0, "", NaN, Symbol.iterator, 1n, {}, [], () => {}]) {
    let caught = "nothing";
    try { throw value; } catch (error) { caught = error; }
    equal(caught, value);
  }
});

await test("finally runs, and its result stands", () => {
  const seen = [];
  const f = () => { try { throw 1; } catch { seen.push("catch"); return 1; } finally { seen.push("finally"); } };
  equal(f(), 1);
  same(seen, ["catch", "finally"]);
});
