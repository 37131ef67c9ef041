import { equal, rejects, same, test } from "../assert.mjs";
import { log } from "./fixtures/tla/log.mjs";
import "./fixtures/tla/after_slow.mjs";
import "./fixtures/tla/fast.mjs";

log.push("entry");

await test("a module waits for the awaits of those that it imports, its siblings do not", () => {
  same(log, ["slow starts", "fast", "slow ends", "after slow", "entry"]);
});

await test("a rejected await rejects the import and every import after it", async () => {
  const first = await rejects(import("./fixtures/tla/rejects.mjs"), RangeError, /after an await/);
  const second = await rejects(import("./fixtures/tla/rejects.mjs"), RangeError);
  equal(second, first);
});

await test("two imports of a module that still waits get the same namespace", async () => {
  const [first, second] = await Promise.all([import("./fixtures/tla/slow.mjs?2"), import("./fixtures/tla/slow.mjs?2")]);
  equal(first, second);
  same(log.slice(-2), ["slow starts", "slow ends"]);
});

const collected = [];
for await (const item of [Promise.resolve(1), 2]) collected.push(item);
const text = `${await "a"} ${await Promise.resolve("b")}`;

await test("for await, await in a block and in a template work at top level", async () => {
  same(collected, [1, 2]);
  equal(text, "a b");
});
