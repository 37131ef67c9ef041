import { equal, ok, same, test } from "../assert.mjs";

await test("cycles and shared references stay as they are", () => {
  const shared = { x: 1 };
  const value = { a: shared, b: [shared], map: new Map([[shared, new Set([shared])]]) };
  value.self = value;
  const copy = structuredClone(value);
  ok(copy !== value && copy.self === copy && copy.a === copy.b[0]);
  ok(copy.map.get(copy.a).has(copy.a));
});

await test("arrays keep holes, length and named properties", () => {
  const list = [1, , 3];
  list.length = 5;
  list.name = "x";
  const copy = structuredClone(list);
  same([copy.length, 1 in copy, copy[2], copy.name], [5, false, 3, "x"]);
});

await test("errors keep class, message, cause and stack, and nothing else", () => {
  const error = new RangeError("text", { cause: { deep: 1 } });
  error.extra = 1;
  const copy = structuredClone(error);
  ok(copy instanceof RangeError && copy.stack === error.stack);
  same([copy.name, copy.message, copy.cause, "extra" in copy], ["RangeError", "text", { deep: 1 }, false]);
  const odd = Object.assign(new Error("x"), { name: "Mine" });
  ok(Object.getPrototypeOf(structuredClone(odd)) === Error.prototype);
  const abort = structuredClone(new DOMException("a", "AbortError"));
  ok(abort instanceof DOMException);
  same([abort.name, abort.message, abort.code], ["AbortError", "a", 20]);
});

await test("views of one buffer share their copy of it", () => {
  const buffer = new ArrayBuffer(16);
  const value = [new Uint8Array(buffer, 4, 2), new DataView(buffer, 8), new Float64Array(buffer)];
  value[0][1] = 7;
  const copy = structuredClone(value);
  ok(copy[0].buffer === copy[1].buffer && copy[0].buffer === copy[2].buffer && copy[0].buffer !== buffer);
  same([copy[0].byteOffset, copy[0].length, copy[0][1], copy[1].byteLength], [4, 2, 7, 8]);
});

await test("instances lose their class, accessors and hidden properties", () => {
  class Point {
    #secret = 1;
    x = 1;
    get y() { return 2; }
  }
  const copy = structuredClone(new Point());
  ok(Object.getPrototypeOf(copy) === Object.prototype);
  same(copy, { x: 1 });
  const hidden = Object.defineProperty({ get seen() { return 3; } }, "hidden", { value: 1 });
  same(structuredClone(hidden), { seen: 3 });
});

await test("a property called __proto__ and setters of Object.prototype are no trap", () => {
  Object.defineProperty(Object.prototype, "trap", { set() { throw new Error("intercepted"); }, configurable: true });
  try {
    const copy = structuredClone(JSON.parse('{ "__proto__": { "a": 1 } }'));
    ok(Object.hasOwn(copy, "__proto__") && copy.a === undefined);
    equal(Object.hasOwn(structuredClone(Object.defineProperty({}, "trap", { value: 1, enumerable: true })), "trap"), true);
  } finally {
    delete Object.prototype.trap;
  }
});

await test("a key that cannot be exported is cloned, and does the same", async () => {
  const key = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const { again } = structuredClone({ again: key });
  ok(again !== key && again instanceof CryptoKey && !again.extractable);
  const [one, other] = await Promise.all([key, again].map((key) => crypto.subtle.sign("HMAC", key, new Uint8Array(3))));
  same([...new Uint8Array(one)], [...new Uint8Array(other)]);
});
