// attack: tags, primitives and instances of everything lie
// stopped by: nothing
(async () => {
  Object.prototype[Symbol.toPrimitive] = () => "evil";
  Object.prototype.toString = () => "[object Map]";
  Object.defineProperty(Object.prototype, Symbol.toStringTag, { value: "Promise" });
  const { echo, later } = await import("host:tools");
  equal(echo({ a: 1 }).a, 1);
  equal(await later(2), 2);
})();
