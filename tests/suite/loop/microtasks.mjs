import { equal, same, sleep, test } from "../assert.mjs";

await test("microtasks run in the order in which they were queued, whatever queued them", async () => {
  const seen = [];
  queueMicrotask(() => seen.push(1));
  Promise.resolve().then(() => seen.push(2));
  (async () => {
    await null;
    seen.push(3);
  })();
  queueMicrotask(() => seen.push(4));
  await sleep(0);
  same(seen, [1, 2, 3, 4]);
});

await test("all microtasks run before the next timer, those that they queue too", async () => {
  const seen = [];
  await new Promise((resolve) => {
    setTimeout(() => {
      seen.push("timer 1");
      queueMicrotask(() => {
        seen.push("job 1");
        queueMicrotask(() => seen.push("job 2"));
      });
      Promise.resolve().then(() => Promise.resolve()).then(() => seen.push("chain"));
    }, 0);
    setTimeout(() => resolve(seen.push("timer 2")), 0);
  });
  same(seen, ["timer 1", "job 1", "job 2", "chain", "timer 2"]);
});

await test("synchronous code, then microtasks, then timers", async () => {
  const seen = [];
  await new Promise((resolve) => {
    setTimeout(() => resolve(seen.push("timer")), 0);
    queueMicrotask(() => seen.push("microtask"));
    seen.push("script");
  });
  same(seen, ["script", "microtask", "timer"]);
});

await test("await takes one job for a native promise and three for a thenable chain", async () => {
  const seen = [];
  const thenable = { then: (resolve) => resolve() };
  const a = (async () => { await Promise.resolve(); seen.push("native"); })();
  const b = (async () => { await thenable; seen.push("thenable"); })();
  const c = Promise.resolve().then(() => seen.push("1")).then(() => seen.push("2")).then(() => seen.push("3"));
  await Promise.all([a, b, c]);
  same(seen, ["native", "1", "thenable", "2", "3"]);
});

await test("a microtask gets no arguments and its result is ignored", async () => {
  const counts = [];
  queueMicrotask((...args) => {
    counts.push(args.length);
    return Promise.reject;
  });
  await sleep(0);
  same(counts, [0]);
});

await test("ten thousand microtasks that queue each other run in one turn", async () => {
  let count = 0;
  let timer = false;
  setTimeout(() => (timer = true), 0);
  await new Promise((resolve) => {
    queueMicrotask(function next() {
      if (++count === 10_000) resolve();
      else queueMicrotask(next);
    });
  });
  equal(count, 10_000);
  equal(timer, false);
});

await test("queueMicrotask returns undefined", () => equal(queueMicrotask(() => {}), undefined));

await test("async iteration and generators keep their order", async () => {
  const seen = [];
  async function* count(name) {
    for (let index = 0; index < 3; index++) {
      await null;
      yield `${name}${index}`;
    }
  }
  const read = async (name) => {
    for await (const item of count(name)) seen.push(item);
  };
  await Promise.all([read("a"), read("b")]);
  same(seen, ["a0", "b0", "a1", "b1", "a2", "b2"]);
});
