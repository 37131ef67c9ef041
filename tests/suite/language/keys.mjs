import { equal, ok, same, test } from "../assert.mjs";

await test("keys of each kind are told apart, and come in the order in which they were set", () => {
  const keys = [0, 1, -1, 0.5, 2 ** 31, 2 ** 53, 1e300, Infinity, NaN, "0", "1", "", "€", true, false, null, undefined, 0n, 1n, 2n ** 70n, Symbol("s"), Symbol.for("s"), {}, [], () => {}];
  const map = new Map(keys.map((key, index) => [key, index]));
  equal(map.size, keys.length);
  keys.forEach((key, index) => equal(map.get(key), index));
  same([...map.values()], keys.map((_, index) => index));
  equal(map.get(-0), 0);
  map.set(-0, "zero");
  ok(Object.is([...map.keys()][0], 0));
  equal(map.get("NaN"), undefined);
  equal(map.get(2n ** 70n), 19);
});

await test("many keys are found again, and gone when they are deleted", () => {
  const objects = Array.from({ length: 5000 }, (_, index) => ({ index }));
  const keys = objects.flatMap((object, index) => [object, index, index * 65536, index + 0.25, `key ${index}`, BigInt(index)]);
  const set = new Set(keys), map = new Map(keys.map((key) => [key, key])), weak = new WeakMap(objects.map((object) => [object, object.index]));
  ok(keys.every((key) => set.has(key) && map.get(key) === key));
  ok(objects.every((object) => weak.get(object) === object.index));
  for (const object of objects) {
    if (object.index % 2) set.delete(object), weak.delete(object);
  }
  ok(objects.every((object) => set.has(object) === (object.index % 2 === 0) && weak.has(object) === set.has(object)));
});
