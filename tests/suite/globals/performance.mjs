import { equal, ok, same, sleep, test, throws } from "../assert.mjs";

await test("performance.now starts near 0 and never goes back", () => {
  const first = performance.now();
  ok(first >= 0 && first < 60_000, `is the first time: ${first}`);
  let last = first;
  for (let index = 0; index < 10_000; index++) {
    const now = performance.now();
    if (now < last) throw new Error(`${now} after ${last}`);
    last = now;
  }
});

await test("performance.now moves while nothing runs, as the wall clock does", async () => {
  const [before, date] = [performance.now(), Date.now()];
  await sleep(20);
  const passed = performance.now() - before;
  ok(passed >= 19.9 && passed < 5_000, `ms passed: ${passed}`);
  ok(Math.abs(Date.now() - date - passed) < 10);
});

await test("performance.now is finer than a millisecond", () => {
  const fractions = new Set();
  for (let index = 0; index < 1000; index++) fractions.add(performance.now() % 1);
  ok(fractions.size > 2);
});

await test("timeOrigin and now make the time of day", () => {
  ok(Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 5_000);
});

await test("timeOrigin is not the frozen image's", () => {
  ok(performance.timeOrigin > Date.UTC(2020, 0));
  equal(performance.timeOrigin, performance.timeOrigin);
});

await test("performance has the shape of the standard", () => {
  equal(Object.prototype.toString.call(performance), "[object Performance]");
  equal(performance.constructor.name, "Performance");
  throws(() => new performance.constructor(), TypeError);
  same(Object.keys(performance.toJSON()), ["timeOrigin"]);
  throws(() => performance.now.call({}), TypeError);
  throws(() => Object.getOwnPropertyDescriptor(Performance.prototype, "timeOrigin").get.call({}), TypeError);
});

await test("the date is the system's, and the time zone is UTC", () => {
  ok(Date.now() > Date.UTC(2020, 0));
  equal(new Date(0).getTimezoneOffset(), 0);
  equal(new Date(2020, 5, 1).getTime(), Date.UTC(2020, 5, 1));
  ok(Math.abs(new Date().getTime() - Date.now()) < 1000);
});
