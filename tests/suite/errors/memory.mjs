import { equal, ok, test } from "../assert.mjs";

await test("a single allocation beyond the memory is an error that can be caught", () => {
  for (const bomb of [() => new ArrayBuffer(2 ** 30), () => new Uint8Array(2 ** 30), () => new Array(2 ** 28).fill(1)]) {
    let caught;
    try { bomb(); } catch (error) { caught = error; }
    ok(caught instanceof Error, `was thrown: ${caught}`);
    ok(/out of memory|invalid array|Invalid/i.test(caught.message), `is the message: ${caught.message}`);
  }
});

await test("what was allocated before is intact and more can be allocated", () => {
  const kept = Array.from({ length: 1000 }, (_, index) => ({ index }));
  try { new ArrayBuffer(2 ** 30); } catch {}
  equal(kept.reduce((sum, { index }) => sum + index, 0), 499_500);
  equal(new Uint8Array(2 ** 20).length, 2 ** 20);
});
