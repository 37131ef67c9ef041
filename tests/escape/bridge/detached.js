// attack: bytes that are detached between the reading of two arguments
// stopped by: nothing
(async () => {
  const { echo, add } = await import("host:tools");
  const bytes = new Uint8Array(100);
  const back = echo([bytes, { get a() { structuredClone(null, { transfer: [bytes.buffer] }); return 1; } }]);
  equal(back[0].length, 100);
  equal(bytes.length, 0);
  throws(() => add(bytes, bytes), "TypeError");
})();
