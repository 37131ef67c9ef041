import { ok, test } from "../assert.mjs";
import { overflows } from "../deep.mjs";

await test("at least 1,000 plain calls fit", () => {
  let depth = 0;
  const dive = () => { depth++; dive(); };
  try { dive(); } catch {}
  ok(depth > 1000, `calls were all: ${depth}`);
});

await overflows("plain calls", function dive() { dive(); });
await overflows("arrow functions", () => { const dive = () => dive(); dive(); });
await overflows("mutual calls", () => { const a = () => b(), b = () => a(); a(); });
await overflows("methods", () => { const object = { dive() { return this.dive(); } }; object.dive(); });
await overflows("calls with many locals and arguments", function dive(...rest) {
  const [a, b, c, d] = rest;
  return dive(a, b, c, d, 1, 2, 3, 4) + 1;
});
await overflows("constructors of a class", () => { class Dive { constructor() { new Dive(); } } new Dive(); });
await overflows("super calls", () => {
  class Base { constructor() { new Derived(); } }
  class Derived extends Base { constructor() { super(); } }
  new Derived();
});
await overflows("static blocks and fields", () => { const make = () => class { static field = make(); }; make(); });
await overflows("instance fields", () => { class Dive { field = new Dive(); } new Dive(); });
await overflows("generators", () => { function* dive() { yield* dive(); } [...dive()]; });
await overflows("generators that call next", () => { function* dive() { dive().next(); yield 1; } dive().next(); });
await overflows("async functions", () => {
  let failed;
  const dive = async () => { try { dive(); } catch (error) { failed = error; throw error; } await null; };
  let depth = 0;
  (function call() { depth++; call(); })();
  dive();
  throw failed;
});
await overflows("Reflect.apply", function dive() { Reflect.apply(dive, null, []); });
await overflows("Reflect.construct", () => { function Dive() { Reflect.construct(Dive, []); } new Dive(); });
await overflows("Function.prototype.call", function dive() { dive.call(null); });
await overflows("Function.prototype.apply", function dive() { dive.apply(null, [1, 2, 3]); });
await overflows("spread arguments", function dive(...rest) { dive(...[1, 2, 3]); });
await overflows("default arguments", () => { const dive = (x = dive()) => x; dive(); });
await overflows("a tag of a template", () => { const dive = () => dive`x`; dive(); });
await overflows("a template's value", () => { const value = { toString: () => `${value}` }; `${value}`; });
await overflows("optional calls and destructuring", () => { const dive = ({ a } = dive?.()) => a; dive(); });
await overflows("iterators", () => { const it = { [Symbol.iterator]: () => [...it] }; [...it]; });
await overflows("eval", () => { globalThis.dive = () => eval("dive()"); dive(); });
await overflows("indirect eval", () => { globalThis.dive = () => (0, eval)("dive()"); dive(); });
await overflows("new Function", () => { globalThis.dive = () => new Function("dive()")(); dive(); }, [RangeError, SyntaxError]);
await overflows("Symbol.hasInstance", () => { const type = { [Symbol.hasInstance]: () => ({}) instanceof type }; ({}) instanceof type; });
await overflows("a using of finally", () => { const dive = () => { try { dive(); } finally { dive; } }; dive(); });
await overflows("catch that dives again", () => { const dive = (n) => { try { dive(n); } catch (e) { throw e; } }; dive(0); });
