// attack: an object of the host with names that mean something
// stopped by: nothing
(async () => {
  const { object } = await import("host:tools");
  Object.defineProperty(Object.prototype, "__proto__", { set() { throw new Error("set"); }, get: () => "evil", configurable: true });
  const back = object();
  equal(Object.getPrototypeOf(back), Object.prototype);
  equal(Object.getOwnPropertyDescriptor(back, "__proto__").value, 1);
  equal(Object.keys(back).length, 5);
})();
