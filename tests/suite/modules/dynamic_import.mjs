import { equal, ok, rejects, same, test } from "../assert.mjs";

await test("an import is a promise of the namespace", async () => {
  const promise = import("./fixtures/counter.mjs");
  ok(promise instanceof Promise);
  equal(typeof (await promise).increment, "function");
});

await test("a specifier is converted to a string, and a throw in that rejects", async () => {
  equal(typeof (await import({ toString: () => "./fixtures/counter.mjs" })).increment, "function");
  await rejects(import({ toString() { throw new RangeError("mine"); } }), RangeError, /mine/);
});

await test("a module that is not found rejects with its specifier and a code", async () => {
  const error = await rejects(import("./fixtures/nowhere.mjs"), Error, /nowhere\.mjs/);
  equal(error.code, "ERR_MODULE_NOT_FOUND");
  await rejects(import("./fixtures/missing_import.mjs"), Error, /nowhere\.mjs/);
});

await test("a bare specifier that is not installed rejects", async () => {
  await rejects(import("not-installed"), Error, /not-installed/);
});

await test("a syntax error rejects with a SyntaxError, each time", async () => {
  await rejects(import("./fixtures/syntax_error.mjs"), SyntaxError);
  await rejects(import("./fixtures/syntax_error.mjs"), SyntaxError);
});

await test("a name that is not exported rejects with a SyntaxError that says which", async () => {
  await rejects(import("./fixtures/missing_name.mjs"), SyntaxError, /missing/);
});

await test("a module that throws runs once and rejects with the same error again", async () => {
  const first = await rejects(import("./fixtures/throws.mjs"), RangeError, /while evaluating/);
  const second = await rejects(import("./fixtures/throws.mjs"), RangeError);
  equal(second, first);
  equal(globalThis.evaluations, 1);
});

await test("an import works from code of eval and new Function", async () => {
  const { increment } = await eval('import("./fixtures/counter.mjs")');
  equal(typeof increment, "function");
});

await test("unknown import attributes reject with a TypeError", async () => {
  await rejects(import("./fixtures/data.json", { with: { type: "css" } }), TypeError, /css/);
  await rejects(import("./fixtures/data.json", { with: { kind: "json" } }), TypeError, /kind/);
});

await test("a failed import leaves the modules that work alone", async () => {
  await rejects(import("./fixtures/syntax_error.mjs"), SyntaxError);
  same(Object.keys(await import("./fixtures/counter.mjs")), ["count", "default", "increment"]);
});

for (const specifier of ["", "./\0", "http://example.org/x.js", "node:fs", "./fixtures", "file:///etc/passwd", "./x\\y.js"]) {
  await test(`import(${JSON.stringify(specifier)}) rejects and the script goes on`, async () => {
    await rejects(import(specifier), Error);
  });
}
