import { equal, ok, same, test, throws } from "../assert.mjs";
import * as a from "./fixtures/cycle/a.mjs";
import * as b from "./fixtures/cycle/b.mjs";
import defaultFunction, { count, increment } from "./fixtures/counter.mjs";
import * as counter from "./fixtures/counter.mjs";
import * as star from "./fixtures/star.mjs";

await test("a function of a cycle can be called before its module has run", () => equal(b.b, "hoisted"));

await test("a let of a cycle throws a ReferenceError before its module has run", () => {
  ok(b.thrown instanceof ReferenceError);
});

await test("a binding of a cycle is live", () => {
  equal(a.seenThroughB(), "early");
  a.setA("changed");
  equal(a.seenThroughB(), "changed");
  equal(a.a, "changed");
});

await test("an import follows its export and cannot be assigned", () => {
  equal(count, 0);
  increment();
  equal(count, 1);
  throws(() => { counter.count = 5; }, TypeError);
  throws(() => { eval("count"); count = 5; }, TypeError);
});

await test("a namespace has sorted keys, no prototype and the tag Module", () => {
  same(Object.keys(counter), ["count", "default", "increment"]);
  equal(Object.getPrototypeOf(counter), null);
  equal(counter[Symbol.toStringTag], "Module");
  ok(Object.isSealed(counter));
  equal(Object.isExtensible(counter), false);
});

await test("a default export keeps its name", () => equal(defaultFunction.name, "namedDefault"));

await test("export * passes names on but for default, and export * as makes a namespace", () => {
  equal(star.count, count);
  equal(star.one, 1);
  equal(star.all, counter);
  equal("default" in star, false);
});

await test("a module runs once, whoever imports it", async () => {
  equal(await import("./fixtures/counter.mjs"), counter);
  equal(await import("../modules/fixtures/../fixtures/counter.mjs"), counter);
});

await test("a query makes another instance", async () => {
  const other = await import("./fixtures/counter.mjs?other");
  equal(other.count, 0);
  equal(other === counter, false);
});

await test("modules are strict and this is undefined", () => {
  equal((function () { return this; })(), undefined);
  equal(this, undefined);
  throws(() => { undeclared = 1; }, ReferenceError);
});

await test("import.meta tells where the module is and whether it is the entry point", () => {
  ok(import.meta.url.startsWith("file:///") && import.meta.url.endsWith("/modules/linking.mjs"));
  ok(import.meta.filename.endsWith("/modules/linking.mjs"));
  ok(import.meta.dirname.endsWith("/modules"));
  equal(typeof import.meta.main, "boolean");
  const beside = (path) => import.meta.url.replace("linking.mjs", path);
  equal(import.meta.resolve("./fixtures/counter.mjs"), beside("fixtures/counter.mjs"));
  equal(import.meta.resolve("./missing.mjs"), beside("missing.mjs"));
  equal(import.meta.resolve("./not there/\0.mjs?a#b"), beside("not%20there/%00.mjs?a#b"));
  equal(import.meta.resolve("/"), "file:///");
  equal(import.meta.resolve("https://example.org/a/../b"), "https://example.org/b");
  for (const bare of ["missing", "@missing/name", "#missing", ""]) {
    let thrown;
    try { import.meta.resolve(bare); } catch (error) { thrown = error; }
    equal(thrown instanceof TypeError, true, bare);
  }
  equal(Object.getPrototypeOf(import.meta), null);
});
