// attack: a host error with names and properties that would change the error's own
// stopped by: nothing
(async () => {
  const { fail } = await import("host:tools");
  for (const name of ["__proto__", "constructor", "Object", "eval", "toString", "DOMException", "", "TypeError", "\0"]) {
    const error = throws(() => fail(name, "message"));
    check(error instanceof Error, name);
    equal(error.message, "message");
    equal({}.code, undefined);
  }
})();
