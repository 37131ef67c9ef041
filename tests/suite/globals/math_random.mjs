import { equal, ok, same, test } from "../assert.mjs";

const draws = Array.from({ length: 10_000 }, () => Math.random());

await test("Math.random is at least 0 and below 1", () => {
  ok(draws.every((draw) => typeof draw === "number" && draw >= 0 && draw < 1));
});

await test("Math.random does not repeat itself", () => equal(new Set(draws).size, draws.length));

await test("Math.random is spread evenly", () => {
  const buckets = new Array(10).fill(0);
  for (const draw of draws) buckets[Math.floor(draw * 10)]++;
  ok(buckets.every((count) => count > 800 && count < 1200), `are the counts ${buckets}`);
});

await test("Math.random has 53 bits: its low bits are not always 0", () => {
  ok(draws.some((draw) => (draw * 2 ** 53) % 2 === 1));
  ok(draws.every((draw) => Number.isInteger(draw * 2 ** 53)));
});

await test("Math.random has the name, length and attributes of the standard", () => {
  const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(Math, "random");
  same([Math.random.name, Math.random.length, writable, enumerable, configurable], ["random", 0, true, false, true]);
  equal("prototype" in Math.random, false);
});
