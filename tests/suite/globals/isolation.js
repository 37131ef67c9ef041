// A classic script: what it declares is global, and it can import.
"use strict";
var declared = 1;
import("../assert.mjs").then(async ({ equal, ok, same, test }) => {
  await test("var and function of a script are properties of the global object", () => {
    equal(globalThis.declared, 1);
    equal(globalThis.hoisted, hoisted);
  });
  await test("nothing of the engine's own is a global", () => {
    for (const name of ["std", "os", "bjson", "print", "scriptArgs", "gc", "native", "__loadScript", "require"]) {
      equal(typeof globalThis[name], "undefined");
    }
  });
  await test("the globals are those of the standards and ours", () => {
    const standard = /^(Abort|Array|Async|Big|Blob|Boolean|Byte|Compression|Count|Crypto|Subtle|Data|Custom|Date|Decompression|Disposable|Error|Eval|Event|Extendable|Fetch|File|Finalization|Form|Float|Function|Headers|Int|Iterator|Map|Message|Navigator|Number|Object|Promise|Proxy|Quota|Range|Readable|Reference|Reg|Request|Response|Set|Shared|String|Suppressed|Symbol|Syntax|Text|Transform|Type|URI|URL|Uint|Weak|Writable|Internal|Performance|Aggregate|Dom|DOM|Call)/;
    const names = Object.getOwnPropertyNames(globalThis).filter((name) => !standard.test(name));
    same(names.filter((name) => !["declared", "hoisted"].includes(name)).sort(), [
      "Infinity", "JSON", "Math", "NaN", "Reflect", "atob", "btoa", "clearImmediate", "clearInterval", "clearTimeout", "console", "crypto",
      "decodeURI", "decodeURIComponent", "encodeURI", "encodeURIComponent", "escape", "eval", "fetch", "globalThis", "isFinite",
      "isNaN", "navigator", "onerror", "onrejectionhandled", "onunhandledrejection", "parseFloat", "parseInt", "performance", "process",
      "queueMicrotask", "reportError", "self", "setImmediate", "setInterval", "setTimeout", "structuredClone", "undefined", "unescape",
    ]);
  });
  await test("this of a script is the global object", () => ok(scriptThis === globalThis));
});
const scriptThis = this;
function hoisted() {}
