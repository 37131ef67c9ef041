import { equal, ok, same, sleep, test } from "../assert.mjs";

await test("immediates run in order and after microtasks", async () => {
  const seen = [];
  setImmediate(() => seen.push("immediate 1"));
  setImmediate(() => seen.push("immediate 2"));
  queueMicrotask(() => seen.push("microtask"));
  await sleep(2);
  same(seen, ["microtask", "immediate 1", "immediate 2"]);
});

await test("microtasks run between two immediates", async () => {
  const seen = [];
  setImmediate(() => {
    seen.push(1);
    queueMicrotask(() => seen.push(2));
  });
  setImmediate(() => seen.push(3));
  await sleep(2);
  same(seen, [1, 2, 3]);
});

await test("an immediate set by an immediate waits for the next turn", async () => {
  const seen = [];
  await new Promise((resolve) => {
    setImmediate(() => {
      seen.push("outer");
      setImmediate(() => resolve(seen.push("inner")));
    });
    setImmediate(() => seen.push("second"));
  });
  same(seen, ["outer", "second", "inner"]);
});

await test("an immediate that is cleared does not run", async () => {
  let ran = 0;
  clearImmediate(setImmediate(() => ran++));
  setImmediate(() => clearImmediate(second));
  const second = setImmediate(() => ran++);
  await sleep(2);
  equal(ran, 0);
});

await test("immediates without end do not keep a timer from running", async () => {
  let stop = false;
  let turns = 0;
  setImmediate(function again() {
    turns++;
    if (!stop) setImmediate(again);
  });
  await sleep(5);
  stop = true;
  ok(turns > 5, `${turns} turns`);
});

await test("an immediate set while timers run comes before the timers that these set", async () => {
  const seen = [];
  await new Promise((resolve) => {
    setTimeout(() => {
      setTimeout(() => resolve(seen.push("timer")), 0);
      setImmediate(() => seen.push("immediate"));
    }, 0);
  });
  same(seen, ["immediate", "timer"]);
});
