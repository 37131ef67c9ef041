// attack: a stream for the host that never ends; the host reads what it wants
// stopped by: nothing
(async () => {
  const { drain } = await import("host:tools");
  let pulled = 0;
  const stream = new ReadableStream({ pull(c) { pulled++; c.enqueue(new Uint8Array(4096)); } });
  equal(await drain(stream), 16 * 1024);
  check(pulled < 200, String(pulled));
})();
