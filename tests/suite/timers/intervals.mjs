import { equal, ok, same, sleep, test } from "../assert.mjs";

await test("an interval runs until it is cleared", async () => {
  let ran = 0;
  await new Promise((resolve) => {
    const id = setInterval(() => {
      if (++ran === 5) {
        clearInterval(id);
        resolve();
      }
    }, 1);
  });
  await sleep(8);
  equal(ran, 5);
});

await test("an interval with a delay of 0 lets other timers run", async () => {
  let ran = 0;
  const id = setInterval(() => ran++, 0);
  await sleep(10);
  clearInterval(id);
  ok(ran >= 2 && ran <= 12, `${ran} calls in 10 ms`);
});

await test("the calls of an interval never overlap or pile up after a busy callback", async () => {
  const starts = [];
  await new Promise((resolve) => {
    const id = setInterval(() => {
      starts.push(performance.now());
      if (starts.length === 1) {
        const until = performance.now() + 12;
        while (performance.now() < until);
      }
      if (starts.length === 4) {
        clearInterval(id);
        resolve();
      }
    }, 3);
  });
  ok(starts[3] - starts[1] >= 3, `calls 2 to 4 came within ${starts[3] - starts[1]} ms`);
});

await test("an interval that throws nothing keeps its id", async () => {
  const ids = [];
  await new Promise((resolve) => {
    const id = setInterval(() => {
      ids.push(id);
      if (ids.length === 3) {
        clearInterval(id);
        resolve();
      }
    }, 1);
  });
  same(new Set(ids).size, 1);
});

await test("two intervals with the same delay take turns", async () => {
  const seen = [];
  const first = setInterval(() => seen.push("a"), 2);
  const second = setInterval(() => seen.push("b"), 2);
  await sleep(15);
  clearInterval(first);
  clearInterval(second);
  ok(/^(ab)+a?$/.test(seen.join("")), seen.join(""));
});

await test("an interval survives being cleared and set again in its own callback", async () => {
  let ran = 0;
  await new Promise((resolve) => {
    let id = setInterval(function again() {
      clearInterval(id);
      if (++ran === 3) return resolve();
      id = setInterval(again, 1);
    }, 1);
  });
  equal(ran, 3);
});
