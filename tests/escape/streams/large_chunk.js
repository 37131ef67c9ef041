// attack: one chunk that is much larger than what the host keeps
// stopped by: nothing
(async () => {
  const { drain } = await import("host:tools");
  equal(await drain(new ReadableStream({ start(c) { c.enqueue(new Uint8Array(8 << 20)); c.close(); } })), 16 * 1024);
})();
