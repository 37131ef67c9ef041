import { equal, ok, rejects, same, test, throws } from "../assert.mjs";
import named, { one, increment } from "./fixtures/cjs/named.cjs";
import * as namespace from "./fixtures/cjs/named.cjs";
import greet, { version } from "./fixtures/cjs/function.cjs";
import text from "./fixtures/cjs/text.cjs";
import nothing from "./fixtures/cjs/null.cjs";
import cycle from "./fixtures/cjs/cycle_a.cjs";
import scope from "./fixtures/cjs/scope.cjs";
import loader from "./fixtures/cjs/load.cjs";

await test("default is module.exports, its keys are named exports", () => {
  equal(named.one, 1);
  equal(one, 1);
  equal(increment(), 2);
  same(Object.keys(namespace), ["default", "increment", "not an identifier", "one"]);
});

await test("module.exports may be a function with properties, a string, null", () => {
  equal(greet("you"), "hello you");
  equal(version, "1.2");
  equal(text, "just text");
  equal(nothing, null);
});

await test("a cycle of require sees what is exported so far", () => {
  equal(cycle.seenByB, "early");
  equal(cycle.late, true);
});

await test("a CommonJS module has its five names, and its own scope", () => {
  same(scope.names, ["function", "object", "object", "scope.cjs", "cjs"]);
  equal(scope.isThis, true);
  equal(scope.resolved, "named.cjs");
  equal(typeof leaked, "undefined");
});

await test("require reads JSON once, and files without their extension", () => {
  equal(scope.data.name, "data");
  equal(scope.again, true);
  equal(scope.withoutExtension, 1);
});

await test("require and import of a CommonJS file share one instance", () => {
  equal(loader.load("./named.cjs"), named);
});

await test("require of a missing file throws with a code", () => {
  equal(throws(() => loader.load("./nowhere"), Error, /nowhere/).code, "ERR_MODULE_NOT_FOUND");
  throws(() => loader.load("./broken.cjs"), Error);
  throws(() => loader.load(1), TypeError);
});

await test("import() works in CommonJS", async () => {
  equal(typeof (await loader.dynamic()).increment, "function");
});

await test("a CommonJS file that throws rejects its import and runs again at the next require", async () => {
  await rejects(import("./fixtures/cjs/throws.cjs"), RangeError, /thrown by CommonJS/);
  throws(() => loader.load("./once.cjs"), Error, /first time/);
  equal(loader.load("./once.cjs").tried, 2);
});

await test("modules have no require, module or exports", () => {
  same([typeof require, typeof module, typeof exports], ["undefined", "undefined", "undefined"]);
});

await test("an import of broken JSON by require is a SyntaxError with the file's name", () => {
  ok(throws(() => loader.load("../broken.json"), SyntaxError).message.includes("broken.json"));
});
