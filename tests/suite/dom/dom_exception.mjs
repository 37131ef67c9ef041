import { equal, ok, same, test, throws } from "../assert.mjs";

await test("names have their legacy codes", () => {
  same(["AbortError", "DataCloneError", "QuotaExceededError", "Mine"].map((name) => new DOMException("", name).code), [20, 25, 22, 0]);
  same([DOMException.ABORT_ERR, DOMException.prototype.DATA_CLONE_ERR], [20, 25]);
});

await test("it is an error with a stack of its own", () => {
  const error = new DOMException("text", "SyntaxError");
  ok(Error.isError(error) && error instanceof Error);
  equal(String(error), "SyntaxError: text");
  ok(error.stack.includes("dom_exception.mjs"));
  same(Object.getOwnPropertyNames(error).filter((name) => name !== "stack"), []);
  class Mine extends DOMException {}
  ok(new Mine("x") instanceof Mine && new Mine("x").message === "x");
});

await test("getters refuse other objects, and the class cannot be called", () => {
  const { get } = Object.getOwnPropertyDescriptor(DOMException.prototype, "name");
  throws(() => get.call(new Error("x")), TypeError);
  throws(() => DOMException("x"), TypeError);
  throws(() => new DOMException(Symbol()), TypeError);
});

await test("atob and btoa throw it", () => {
  equal(throws(() => atob("*"), DOMException).name, "InvalidCharacterError");
  equal(throws(() => btoa("€"), DOMException).code, 5);
  throws(() => atob(), TypeError);
  equal(atob(btoa("abc\u00ff")), "abc\u00ff");
});

await test("a quota that is exceeded is an exception with amounts", () => {
  const error = new QuotaExceededError("full", { quota: 5, requested: 7.5 });
  same([error.name, error.message, error.code, error.quota, error.requested], ["QuotaExceededError", "full", 22, 5, 7.5]);
  ok(error instanceof DOMException && Error.isError(error));
  same([new QuotaExceededError().quota, QuotaExceededError.length], [null, 0]);
  const clone = structuredClone(error);
  same([clone.constructor === QuotaExceededError, clone.quota], [true, 5]);
  throws(() => new QuotaExceededError("", { quota: -1 }), RangeError);
  throws(() => new QuotaExceededError("", { quota: 2, requested: 1 }), RangeError);
  throws(() => new QuotaExceededError("", { quota: NaN }), TypeError);
  const { get } = Object.getOwnPropertyDescriptor(QuotaExceededError.prototype, "quota");
  throws(() => get.call(new DOMException("", "QuotaExceededError")), TypeError);
});
