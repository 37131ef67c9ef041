import { equal, same, sleep, test, throws } from "../assert.mjs";

await test("a timeout that is cleared does not run", async () => {
  let ran = 0;
  clearTimeout(setTimeout(() => ran++, 0));
  await sleep(4);
  equal(ran, 0);
});

await test("a timer can be cleared by another that is due with it", async () => {
  const seen = [];
  setTimeout(() => {
    seen.push("first");
    clearTimeout(second);
  }, 1);
  const second = setTimeout(() => seen.push("second"), 1);
  await sleep(6);
  same(seen, ["first"]);
});

await test("a timer may clear itself while it runs", async () => {
  let ran = 0;
  const id = setTimeout(() => {
    clearTimeout(id);
    ran++;
  }, 0);
  await sleep(4);
  equal(ran, 1);
});

await test("an interval may clear itself in its first call", async () => {
  let ran = 0;
  const id = setInterval(() => {
    ran++;
    clearInterval(id);
  }, 1);
  await sleep(10);
  equal(ran, 1);
});

await test("clearTimeout clears intervals and clearInterval timeouts", async () => {
  let ran = 0;
  clearInterval(setTimeout(() => ran++, 0));
  clearTimeout(setInterval(() => ran++, 1));
  await sleep(6);
  equal(ran, 0);
});

await test("clearing in a microtask after a callback stops the next one", async () => {
  const seen = [];
  setTimeout(() => {
    seen.push("first");
    queueMicrotask(() => clearTimeout(second));
  }, 1);
  const second = setTimeout(() => seen.push("second"), 1);
  await sleep(6);
  same(seen, ["first"]);
});

await test("clearing twice, or what never was, does nothing", () => {
  const id = setTimeout(() => {}, 0);
  for (const what of [id, id, 0, -1, 1e9, NaN, undefined, null, "x", {}, 2 ** 40]) equal(clearTimeout(what), undefined);
  equal(clearTimeout(), undefined);
  equal(clearInterval(), undefined);
  equal(clearImmediate(), undefined);
});

await test("an id as a string clears its timer", async () => {
  let ran = 0;
  clearTimeout(String(setTimeout(() => ran++, 0)));
  await sleep(4);
  equal(ran, 0);
});

await test("a symbol or a bigint as an id is a TypeError", () => {
  throws(() => clearTimeout(Symbol()), TypeError);
  throws(() => clearTimeout(1n), TypeError);
});

await test("a callback that throws while it is converted does not run", () => {
  const bad = { valueOf() { throw new RangeError("mine"); } };
  throws(() => setTimeout(() => {}, bad), RangeError, /mine/);
  throws(() => clearTimeout(bad), RangeError, /mine/);
});

await test("a thousand timers can be cleared by the first of them", async () => {
  const ids = [];
  let ran = 0;
  setTimeout(() => ids.forEach(clearTimeout), 1);
  for (let index = 0; index < 1000; index++) ids.push(setTimeout(() => ran++, 1));
  await sleep(6);
  equal(ran, 0);
});

await test("the delay is converted before the id is given out", () => {
  let during;
  const delay = { valueOf() { during = setTimeout(() => {}, 0); return 0; } };
  const id = setTimeout(() => {}, delay);
  equal(id > during, true);
});
