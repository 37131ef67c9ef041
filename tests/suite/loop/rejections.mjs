import { equal, rejects, sleep, test } from "../assert.mjs";

await test("a rejection that is handled within the same turn is no error", async () => {
  const promise = Promise.reject(new Error("late handler"));
  queueMicrotask(() => promise.catch(() => {}));
  await sleep(1);
});

await test("a rejection that Promise.race and allSettled take is handled", async () => {
  const late = new Promise((_, reject) => setTimeout(reject, 1, new Error("lost the race")));
  equal(await Promise.race([late, Promise.resolve("won")]), "won");
  const [result] = await Promise.allSettled([Promise.reject(new Error("settled"))]);
  equal(result.status, "rejected");
  await sleep(3);
});

await test("finally and catch pass on as they should", async () => {
  let cleaned = false;
  await rejects(Promise.reject(new TypeError("kept")).finally(() => (cleaned = true)), TypeError, /kept/);
  equal(cleaned, true);
});

await test("Promise.any rejects with an AggregateError of all reasons", async () => {
  const error = await rejects(Promise.any([Promise.reject(1), Promise.reject(2)]), AggregateError);
  equal(error.errors.join(), "1,2");
});

await test("Promise.withResolvers and Promise.try are there", async () => {
  const { promise, resolve } = Promise.withResolvers();
  setTimeout(resolve, 0, 7);
  equal(await promise, 7);
  await rejects(Promise.try(() => { throw new RangeError("tried"); }), RangeError, /tried/);
});
