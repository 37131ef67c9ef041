import { equal, ok, rejects, same, test, throws } from "../assert.mjs";
import { count } from "./fixtures/required/default.mjs";
import requiring from "./fixtures/required/requires.cjs";

export const exported = "of the importer";
const { load } = requiring;

await test("require of a module gives its exports, which stay live", () => {
  const { first, again } = requiring;
  ok(first === again);
  same(Object.keys(first), ["__esModule", "count", "default", "increment"]);
  equal(first.default.name, "Shape");
  first.increment();
  same([first.count, count], [2, 2]);
  same(Object.keys(load("./named.mjs")), ["one"]);
});

await test("require and import share one instance", async () => {
  const imported = await import("./fixtures/required/default.mjs");
  ok(imported.default === requiring.first.default);
});

await test("the export module.exports is what require gives", () => {
  same(load("./whole.mjs"), { own: true });
});

await test("a module that awaits at its top level cannot be required", () => {
  equal(throws(() => load("./awaits.mjs"), Error, /import\(/).code, "ERR_REQUIRE_ASYNC_MODULE");
});

await test("what a required module throws is thrown each time", () => {
  throws(() => load("./throws.mjs"), RangeError, /thrown inside/);
  throws(() => load("./throws.mjs"), RangeError, /thrown inside/);
});

await test("a module cannot be required while what it imports is being loaded", () => {
  equal(requiring.whileLoading, "ERR_REQUIRE_CYCLE_MODULE");
});

await test("modules of a cycle that could not be loaded fail again when they are imported again", async () => {
  for (const name of ["a", "b", "a", "b"]) {
    await rejects(import("./fixtures/broken_cycle/" + name + ".mjs"), Error, /missing\.mjs/);
  }
});
