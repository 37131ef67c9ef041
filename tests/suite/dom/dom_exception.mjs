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
