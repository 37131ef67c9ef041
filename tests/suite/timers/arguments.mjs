import { equal, ok, same, sleep, test, throws } from "../assert.mjs";

const called = (set, ...rest) => new Promise((resolve) => {
  set(function (...args) { resolve({ that: this, args }); }, ...rest);
});

await test("extra arguments reach the callback of a timeout", async () => {
  const object = {};
  const { args } = await called(setTimeout, 0, 1, "two", object);
  same(args.length, 3);
  equal(args[0], 1);
  equal(args[1], "two");
  equal(args[2], object);
});

await test("a callback gets no arguments when none were given", async () => {
  const { args } = await called(setTimeout, 0);
  equal(args.length, 0);
});

await test("extra arguments reach each call of an interval", async () => {
  const seen = [];
  await new Promise((resolve) => {
    const id = setInterval((...args) => {
      seen.push(args);
      if (seen.length === 2) resolve(clearInterval(id));
    }, 1, "a", "b");
  });
  same(seen, [["a", "b"], ["a", "b"]]);
});

await test("extra arguments reach the callback of an immediate", async () => {
  const { args } = await called(setImmediate, 1, 2);
  same(args, [1, 2]);
});

await test("this is the global object in a callback that is not strict", async () => {
  const that = await new Promise((resolve) => {
    globalThis.resolveWith = resolve;
    setTimeout(new Function("resolveWith(this)"), 0);
  });
  delete globalThis.resolveWith;
  equal(that, globalThis);
});

await test("this is the global object in a strict callback, as Web IDL says", async () => {
  const { that } = await called(setTimeout, 0);
  equal(that, globalThis);
});

for (const set of [setTimeout, setInterval, setImmediate, queueMicrotask]) {
  for (const handler of ["globalThis.hidden = true", undefined, null, 1, {}, Symbol.iterator]) {
    await test(`${set.name} refuses ${typeof handler} ${String(handler)}`, () => {
      throws(() => set(handler, 0), TypeError);
    });
  }
  await test(`${set.name} refuses a call without arguments`, () => {
    throws(() => set(), TypeError);
  });
}

await test("a string of code is not run, and the error says so", async () => {
  const error = throws(() => setTimeout("globalThis.hidden = true", 0), TypeError);
  ok(/string/.test(error.message) && /function/.test(error.message));
  await sleep(2);
  equal(globalThis.hidden, undefined);
});

await test("the functions have the names and lengths of the standard", () => {
  const shape = (f) => [f.name, f.length];
  same([setTimeout, setInterval, clearTimeout, clearInterval, queueMicrotask].map(shape), [
    ["setTimeout", 1], ["setInterval", 1], ["clearTimeout", 0], ["clearInterval", 0], ["queueMicrotask", 1],
  ]);
});

await test("the functions are no constructors", () => {
  throws(() => new setTimeout(() => {}), TypeError);
  throws(() => new queueMicrotask(() => {}), TypeError);
});

await test("the functions are writable, configurable and enumerable, as operations of a global are", () => {
  for (const name of ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "queueMicrotask"]) {
    const { writable, configurable, enumerable } = Object.getOwnPropertyDescriptor(globalThis, name);
    same({ name, writable, configurable, enumerable }, { name, writable: true, configurable: true, enumerable: true });
  }
});
