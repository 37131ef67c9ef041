import { equal, ok, test, throws } from "../assert.mjs";

await test("random values fill an array of integers and return it", () => {
  const array = new Uint32Array(64);
  ok(crypto.getRandomValues(array) === array);
  ok(array.some((number) => number !== 0) && new Set(array).size > 32);
  const part = new Uint8Array(new ArrayBuffer(48), 16, 16);
  crypto.getRandomValues(part);
  ok(new Uint8Array(part.buffer, 0, 16).every((byte) => byte === 0));
  throws(() => crypto.getRandomValues(new Float64Array(1)), DOMException, /not one of integers/);
  throws(() => crypto.getRandomValues(new DataView(new ArrayBuffer(1))), DOMException);
  throws(() => crypto.getRandomValues([1]), TypeError);
  equal(throws(() => crypto.getRandomValues(new Uint8Array(65537)), DOMException).name, "QuotaExceededError");
});

await test("UUIDs are of the fourth version, and differ", () => {
  const ids = Array.from({ length: 100 }, () => crypto.randomUUID());
  ok(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)));
  equal(new Set(ids).size, 100);
});

await test("crypto is no constructor and has a brand", () => {
  throws(() => new Crypto(), TypeError, /Illegal constructor/);
  throws(() => Crypto.prototype.randomUUID.call({}), TypeError);
  throws(() => new CryptoKey(), TypeError, /Illegal constructor/);
});
