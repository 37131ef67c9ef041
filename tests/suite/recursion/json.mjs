import { equal, test } from "../assert.mjs";
import { overflows, survives } from "../deep.mjs";

const nested = (depth, wrap, end) => {
  for (let index = 0; index < depth; index++) end = wrap(end);
  return end;
};

for (const depth of [200_000, 1_000_000]) {
  await survives(`JSON.parse of ${depth} arrays`, () => JSON.parse("[".repeat(depth) + "]".repeat(depth)), [RangeError, SyntaxError]);
  await survives(`JSON.parse of ${depth} objects`, () => JSON.parse('{"a":'.repeat(depth) + "1" + "}".repeat(depth)), [RangeError, SyntaxError]);
  await survives(`JSON.parse of ${depth} arrays without an end`, () => JSON.parse("[".repeat(depth)), [RangeError, SyntaxError]);
}
await overflows("JSON.parse with a reviver", () => { const dive = () => JSON.parse("1", dive); dive(); });
await overflows("JSON.parse with a reviver that makes it deeper", () => JSON.parse('{"a":1}', function again() { return JSON.parse('{"a":1}', again); }));
await overflows("JSON.stringify in toJSON", () => { const o = { toJSON: () => ({ x: JSON.stringify(o) }) }; JSON.stringify(o); });

await test("JSON of a thousand levels goes there and back", () => {
  const text = "[".repeat(1000) + "]".repeat(1000);
  equal(JSON.stringify(JSON.parse(text)), text);
});

await test("a cycle is a TypeError for JSON.stringify", () => {
  const cycle = {};
  cycle.self = cycle;
  try {
    JSON.stringify(cycle);
  } catch (error) {
    return equal(error.name, "TypeError");
  }
  throw new Error("nothing was thrown");
});

await survives("a deep value that was parsed is freed", () => JSON.parse("[".repeat(500) + "]".repeat(500)));
