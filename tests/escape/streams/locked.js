// attack: streams that are locked, given away twice, and read while the host reads
// stopped by: nothing
(async () => {
  const { drain } = await import("host:tools");
  const stream = new ReadableStream({ start(c) { c.enqueue(new Uint8Array(5)); c.close(); } });
  const first = drain(stream);
  await rejects(async () => drain(stream));
  throws(() => stream.getReader(), "TypeError");
  equal(await first, 5);
})();
