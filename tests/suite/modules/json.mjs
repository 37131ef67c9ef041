import { equal, rejects, same, test } from "../assert.mjs";
import data from "./fixtures/data.json" with { type: "json" };
import * as namespace from "./fixtures/data.json" with { type: "json" };

await test("a JSON module has its value as the default export and no other", () => {
  equal(data.name, "data");
  same(data.list, [1, 2.5, null, true, "é"]);
  same(Object.keys(namespace), ["default"]);
});

await test("__proto__ in JSON is a property like any other", () => {
  equal(Object.getOwnPropertyDescriptor(data.nested, "__proto__").value, 1);
  equal(Object.getPrototypeOf(data.nested), Object.prototype);
});

await test("a JSON module is one object, whoever imports it", async () => {
  const again = await import("./fixtures/data.json", { with: { type: "json" } });
  equal(again.default, data);
});

await test("JSON without the attribute is a TypeError that says what to write", async () => {
  await rejects(import("./fixtures/data.json?bare"), TypeError, /with \{ type: "json" \}/);
});

await test("JSON without the attribute is a TypeError although it was imported with it before", async () => {
  await rejects(import("./fixtures/data.json"), TypeError, /type: "json"/);
});

await test("a script that is imported as JSON is a TypeError", async () => {
  await rejects(import("./fixtures/counter.mjs?json", { with: { type: "json" } }), TypeError);
});

await test("broken JSON is a SyntaxError with the file's name", async () => {
  await rejects(import("./fixtures/broken.json", { with: { type: "json" } }), SyntaxError, /broken\.json/);
});
