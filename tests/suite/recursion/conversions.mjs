import { overflows } from "../deep.mjs";

await overflows("getters", () => { const object = { get x() { return this.x; } }; object.x; });
await overflows("setters", () => { const object = { set x(value) { this.x = value; } }; object.x = 1; });
await overflows("getters in a chain of prototypes", () => {
  class Dive { get x() { return Object.create(this).x; } }
  new Dive().x;
});
await overflows("the get trap of a proxy", () => { const p = new Proxy({}, { get: (t, k, receiver) => receiver[k] }); p.x; });
await overflows("the set trap of a proxy", () => { const p = new Proxy({}, { set: (t, k, v, receiver) => { receiver[k] = v; } }); p.x = 1; });
await overflows("the has trap of a proxy", () => { const p = new Proxy({}, { has: (t, k) => k in p }); "x" in p; });
await overflows("the apply trap of a proxy", () => { const p = new Proxy(() => {}, { apply: () => p() }); p(); });
await overflows("the ownKeys trap of a proxy", () => { const p = new Proxy({}, { ownKeys: () => Reflect.ownKeys(p) }); Reflect.ownKeys(p); });
await overflows("the getPrototypeOf trap of a proxy", () => {
  const p = new Proxy({}, { getPrototypeOf: () => Object.getPrototypeOf(p) });
  Object.getPrototypeOf(p);
});
await overflows("a proxy that is its own prototype", () => {
  const target = {};
  const p = new Proxy(target, {});
  Object.setPrototypeOf(target, p);
  p.missing;
});
await overflows("toString", () => { const o = { toString: () => String(o) }; String(o); });
await overflows("valueOf", () => { const o = { valueOf: () => +o }; +o; });
await overflows("Symbol.toPrimitive", () => { const o = { [Symbol.toPrimitive]: () => `${o}` }; `${o}`; });
await overflows("toString by an addition", () => { const o = { toString: () => o + "" }; o + ""; });
await overflows("toString of a property key", () => { const o = { toString: () => ({})[o] }; ({})[o]; });
await overflows("toJSON", () => { const o = { toJSON: () => JSON.stringify(o) }; JSON.stringify(o); });
await overflows("toString of an array in an array", () => {
  let array = [];
  for (let index = 0; index < 100_000; index++) array = [array];
  String(array);
});
await overflows("Array.prototype.join of a join", () => { const o = { toString: () => [o].join() }; [o].join(); });
await overflows("the message of an error", () => { const e = new Error(); Object.defineProperty(e, "message", { get: () => String(e) }); String(e); });
await overflows("Error.prepareStackTrace or the stack of an error", () => {
  const dive = () => { new Error().stack; dive(); };
  dive();
});
await overflows("Symbol.species", () => {
  class Dive extends Array { static get [Symbol.species]() { return new Dive(1).map((x) => x).constructor; } }
  new Dive(1).map((x) => x);
});
await overflows("Symbol.toStringTag", () => {
  const o = { get [Symbol.toStringTag]() { return Object.prototype.toString.call(o); } };
  Object.prototype.toString.call(o);
});
await overflows("comparisons", () => { const o = { valueOf: () => (o < o ? 1 : 2) }; o < o; });
await overflows("Date and Number conversions", () => { const o = { valueOf: () => Number(new Date(o)) }; new Date(o); });
