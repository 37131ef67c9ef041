// Prints the same twice: before and after every prototype a script can reach
// has been replaced by functions that count their calls and throw.
const { log, table, trace, group, groupEnd } = console;
const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
let calls = 0;
let which = "";

const values = [
  { a: 1, get g() { return 1; }, [Symbol("s")]: "q" }, [1, , 3, "x"], [1, 2, 3, 4, 5, 6, 7, 8],
  new Map([[1, { a: 2 }]]), new Set([1]), /re/gi, new Date(0), new Error("e"), function f() {}, class A extends Object {},
  new Uint8Array(3), new ArrayBuffer(2), new DataView(new ArrayBuffer(1)), Promise.resolve(1), Object(1n),
  new String("abc"), new (class Foo { x = 1; })(), new Proxy({ a: 1 }, {}), "long\nstring", new WeakMap(),
  (function () { return arguments; })(1), Object.assign(new Error("q", { cause: new Error("c") }), { code: 1 }),
];

function printAll(position) {
  for (let index = 0; index < values.length; index++) log(values[index]);
  log("%s %d %i %f %j %o %O %c%%", "a", 1, 2, 3, "x", "b", { c: 1 }, "css");
  table([{ a: 1 }, { b: 2 }]);
  trace("t");
  group("x");
  log("multi\nline");
  groupEnd();
}

function evil(name) {
  return function () {
    calls++;
    which += name + " ";
    throw "evil " + name;
  };
}

function replace(name, holder, key) {
  if (key === "prototype" || key === "constructor" || key === "name" || key === "message") return;
  if (key === Symbol.toStringTag || (key === "length" && name !== "TypedArray.prototype")) return;
  const { configurable, writable } = getOwnPropertyDescriptor(holder, key);
  const value = evil(name + "." + (typeof key === "symbol" ? "symbol" : key));
  if (configurable) defineProperty(holder, key, { __proto__: null, get: () => value, set: value, configurable: true });
  else if (writable) holder[key] = value;
}

printAll();
log("----");

const holders = [];
for (const name of [
  "Object", "Array", "Function", "String", "Number", "Boolean", "Symbol", "BigInt", "Map", "Set", "WeakMap", "WeakSet",
  "Promise", "RegExp", "Date", "Error", "TypeError", "RangeError", "ArrayBuffer", "DataView", "Uint8Array", "WeakRef",
  "Iterator", "Math", "JSON", "Reflect", "Proxy",
]) {
  const holder = globalThis[name];
  holders.push({ name, holder, keys: ownKeys(holder) });
  const { prototype } = holder;
  if (prototype) holders.push({ name: name + ".prototype", holder: prototype, keys: ownKeys(prototype) });
}
for (const [name, holder] of [
  ["TypedArray.prototype", getPrototypeOf(Uint8Array.prototype)], ["MapIterator", getPrototypeOf(new Map().entries())],
  ["SetIterator", getPrototypeOf(new Set().values())], ["ArrayIterator", getPrototypeOf([].values())],
]) {
  holders.push({ name, holder, keys: ownKeys(holder) });
}
const fields = [
  "value", "get", "set", "writable", "enumerable", "done", "next", "return", "then", "stack", "cause", "errors", "text",
  "base", "keys", "list", "open", "close", "entries", "input", "groups", "indices", "index", "lastIndex", "depth", "colors",
  "compact", "circular", "level", "indentation", "object", "type", "tag", "written", "seen", "title", "cells", "frames",
  "heading", "used", "format", "stylize", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "20", "50",
];

const count = holders.length;
for (let at = 0; at < count; at++) {
  const { name, holder, keys } = holders[at];
  for (let index = 0; index < keys.length; index++) replace(name, holder, keys[index]);
}
const fieldCount = fields.length;
for (let index = 0; index < fieldCount; index++) {
  const value = evil("Object.prototype." + fields[index]);
  defineProperty(Object.prototype, fields[index], { __proto__: null, get: value, set: value, configurable: true });
  defineProperty(Array.prototype, fields[index], { __proto__: null, get: value, set: value, configurable: true });
}

printAll();
log("----");
log(calls, which);
