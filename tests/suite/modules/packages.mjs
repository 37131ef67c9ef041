import { equal, rejects, same, test } from "../assert.mjs";
import { load } from "./fixtures/packages.mjs";

await test("a package with __esModule: its names are exports, default is module.exports as in Node", async () => {
  const flag = await load("es-module-flag");
  equal(flag.named, "the name");
  equal(flag.default.default, "the default");
});

await test("a package whose module.exports is a function can be called", async () => {
  equal((await load("function-export")).default(), "called");
});

await test("exports of package.json decide by condition, pattern and null", async () => {
  equal((await load("exports-map")).how, "imported");
  equal((await load("exports-map/sub/x")).sub, "inner");
  await rejects(load("exports-map/hidden"), Error, /hidden/);
  await rejects(load("exports-map/inner/x.js"), Error, /inner/);
});

await test("require takes the condition require", async () => {
  const { default: required } = await import("./fixtures/requires_package.cjs");
  same(required, { how: "required" });
});
