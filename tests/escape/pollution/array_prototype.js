// attack: setters for indexes on Array.prototype
// stopped by: nothing
(async () => {
  const seen = [];
  for (let i = 0; i < 8; i++) {
    Object.defineProperty(Array.prototype, i, { set(value) { seen[seen.length] = value; }, get: () => "evil", configurable: true });
  }
  const { echo, later, callBack, drain } = await import("host:tools");
  const back = echo([1, [2]]);
  equal(Object.getOwnPropertyDescriptor(back, 0).value, 1);
  equal(await callBack((x) => x + 1, 1), 2);
  equal(await drain(new ReadableStream({ start(c) { c.enqueue(new Uint8Array(5)); c.close(); } })), 5);
  console.log("%s %o", "a", [1, 2]);
  check(true);
})();
