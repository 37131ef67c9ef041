// attack: a property called __proto__ that crosses to the host and back
// stopped by: nothing
(async () => {
  const { echo } = await import("host:tools");
  const back = echo(JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": 1}}'));
  equal(back.polluted, undefined);
  equal({}.polluted, undefined);
  check(Object.hasOwn(back, "__proto__"));
  equal(Object.getPrototypeOf(back), Object.prototype);
  return back;
})();
