import { equal, ok, same, test, throws } from "../assert.mjs";

const refused = (value, options) => equal(throws(() => structuredClone(value, options), DOMException).name, "DataCloneError");

await test("what has state that cannot be copied is refused", () => {
  const values = [
    () => {}, Symbol(), Object(Symbol()), new WeakMap(), new WeakRef({}), Promise.resolve(), [].values(), new Proxy({}, {}),
    (function* () {})(), new SharedArrayBuffer(1), globalThis,
  ];
  for (const value of values) refused([value]);
});

await test("objects of the platform are refused", () => {
  for (const value of [new Event("x"), new EventTarget(), AbortSignal.abort(), performance, new ReadableStream(), new TextDecoder()]) {
    refused({ value });
  }
});

await test("a getter's own error comes through, and nothing is transferred then", () => {
  const buffer = new ArrayBuffer(1);
  const value = { get x() { throw new RangeError("mine"); } };
  throws(() => structuredClone(value, { transfer: [buffer] }), RangeError, /mine/);
  equal(buffer.byteLength, 1);
});

await test("a transferred buffer is empty afterwards, and transferred once", () => {
  const buffer = new ArrayBuffer(8, { maxByteLength: 16 });
  const view = new Uint8Array(buffer, 2, 2);
  const copy = structuredClone({ view, buffer }, { transfer: [buffer] });
  ok(copy.view.buffer === copy.buffer && copy.buffer.resizable);
  same([buffer.detached, copy.buffer.byteLength, copy.view.byteOffset], [true, 8, 2]);
  refused(1, { transfer: [buffer] });
  refused(view);
  const other = new ArrayBuffer(1);
  refused(1, { transfer: [other, other] });
  equal(other.byteLength, 1);
  refused(1, { transfer: [{}] });
});

await test("a getter that detaches a buffer of the transfer list is found out", () => {
  const buffer = new ArrayBuffer(1);
  refused({ get x() { return buffer.transfer(); } }, { transfer: [buffer] });
});

await test("wrong arguments are type errors", () => {
  throws(() => structuredClone(), TypeError);
  throws(() => structuredClone(1, { transfer: 1 }), TypeError);
  throws(() => structuredClone(1, { transfer: [1] }), TypeError);
  throws(() => structuredClone(1, 1), TypeError);
});

await test("depth beyond the stack is a RangeError", () => {
  let deep = [];
  for (let i = 0; i < 100_000; i++) deep = [deep];
  throws(() => structuredClone(deep), RangeError);
});
