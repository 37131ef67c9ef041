const first = setTimeout(() => {}, 0);
import { equal, ok, same, sleep, test } from "../assert.mjs";

await test("the first timer of a runtime has the id 1", () => equal(first, 1));

await test("ids are integers, grow and are shared by timeouts and intervals", () => {
  const ids = [setTimeout(() => {}, 0), setInterval(() => {}, 1000), setTimeout(() => {}, 0)];
  same(ids, [2, 3, 4]);
  ids.forEach(clearTimeout);
});

await test("the id of a cleared timer is not given out again", () => {
  const id = setTimeout(() => {}, 0);
  clearTimeout(id);
  ok(setTimeout(() => {}, 0) > id);
});

const soon = async (delay) => {
  const start = performance.now();
  await new Promise((resolve) => setTimeout(resolve, delay));
  return performance.now() - start < 200;
};

for (const delay of [-1, -Infinity, Infinity, NaN, -0, "", "x", {}, [], false, 2 ** 31, 2 ** 32, 1e300, 0.9, "0x1"]) {
  await test(`a delay of ${typeof delay} ${String(delay)} is soon`, async () => ok(await soon(delay)));
}

await test("a delay is converted as Web IDL's long: modulo 2^32", async () => {
  ok(await soon(2 ** 32 + 1));
  ok(await soon(-(2 ** 32)));
});

await test("a delay of 2^31-1 waits", async () => {
  let ran = false;
  const ids = [2 ** 31 - 1, "2147483647", [1e9]].map((delay) => setTimeout(() => (ran = true), delay));
  await sleep(5);
  ids.forEach(clearTimeout);
  equal(ran, false);
});

await test("a delay is converted once, when the timer is set", async () => {
  let conversions = 0;
  await new Promise((resolve) => setTimeout(resolve, { valueOf: () => (conversions++, 1) }));
  equal(conversions, 1);
});

await test("the fraction of a delay is cut off", async () => {
  const seen = [];
  setTimeout(() => seen.push("2.9"), 2.9);
  setTimeout(() => seen.push("2.1"), 2.1);
  setTimeout(() => seen.push("2"), 2);
  await sleep(8);
  same(seen, ["2.9", "2.1", "2"]);
});

await test("timers work after built-ins were replaced", async () => {
  const { push } = Array.prototype;
  const { call, apply } = Function.prototype;
  const seen = [];
  setTimeout((value) => (seen[0] = value), 0, "kept");
  Array.prototype.push = Function.prototype.call = Function.prototype.apply = () => { throw new Error("patched"); };
  try {
    await new Promise((resolve) => setTimeout(resolve, 2));
  } finally {
    Object.assign(Array.prototype, { push });
    Object.assign(Function.prototype, { call, apply });
  }
  equal(seen[0], "kept");
});
