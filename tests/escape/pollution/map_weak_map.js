// attack: methods of Map, Set and WeakMap replaced by ones that keep what they see
// stopped by: nothing
(async () => {
  const { fail, echo } = await import("host:tools");
  let stolen = 0;
  for (const type of [Map, Set, WeakMap, WeakSet]) {
    for (const name of ["get", "set", "has", "add", "delete"]) {
      if (type.prototype[name]) type.prototype[name] = function () { stolen++; };
    }
  }
  throws(() => fail("TypeError", "x"));
  equal(echo(1), 1);
  new AbortController().signal.addEventListener("abort", () => {});
  new ReadableStream().getReader();
  equal(stolen, 0);
})();
