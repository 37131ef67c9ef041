import { same, sleep, test } from "../assert.mjs";

await test("timers run in the order of their deadlines", async () => {
  const seen = [];
  // Far apart: a busy machine can take its time between two of these lines.
  setTimeout(() => seen.push(120), 120);
  setTimeout(() => seen.push(4), 4);
  setTimeout(() => seen.push(60), 60);
  await sleep(200);
  same(seen, [4, 60, 120]);
});

await test("timers with the same delay run in the order of their creation", async () => {
  const seen = [];
  for (let index = 0; index < 100; index++) setTimeout(() => seen.push(index), 2);
  await sleep(8);
  same(seen, Array.from({ length: 100 }, (_, index) => index));
});

await test("a delay of 0 and none run in the order of their creation", async () => {
  const seen = [];
  setTimeout(() => seen.push("none"));
  setTimeout(() => seen.push("zero"), 0);
  setTimeout(() => seen.push("undefined"), undefined);
  setTimeout(() => seen.push("null"), null);
  await sleep(5);
  same(seen, ["none", "zero", "undefined", "null"]);
});

await test("an earlier timer runs first although the script was busy beyond both deadlines", async () => {
  const seen = [];
  setTimeout(() => seen.push("later"), 3);
  setTimeout(() => seen.push("earlier"), 1);
  const until = performance.now() + 10;
  while (performance.now() < until);
  await sleep(0);
  await sleep(1);
  same(seen, ["earlier", "later"]);
});

await test("a timer set by a timer callback runs after those that were due with it", async () => {
  const seen = [];
  setTimeout(() => {
    seen.push("first");
    setTimeout(() => seen.push("nested"), 0);
  }, 0);
  setTimeout(() => seen.push("second"), 0);
  await sleep(8);
  same(seen, ["first", "second", "nested"]);
});

await test("a callback never runs before its delay is over", async () => {
  const start = performance.now();
  await sleep(15);
  if (performance.now() - start < 14.9) throw new Error(`only ${performance.now() - start} ms`);
});

await test("a callback never runs within the call that sets it", () => {
  let ran = false;
  setTimeout(() => (ran = true), 0);
  same(ran, false);
});

await test("a timer that never ends keeps no other one waiting", async () => {
  const far = setTimeout(() => {}, 2 ** 31 - 1);
  await sleep(1);
  clearTimeout(far);
});
