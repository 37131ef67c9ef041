// attack: chunks whose buffer is detached or shrinks while it is on its way
// stopped by: nothing
(async () => {
  const { drain } = await import("host:tools");
  const chunk = new Uint8Array(1000);
  const stream = new ReadableStream({
    pull(c) {
      c.enqueue(chunk);
      structuredClone(null, { transfer: [chunk.buffer] });
      c.close();
    },
  });
  const read = await drain(stream).catch((error) => error.name);
  check(read === 0 || typeof read === "string", String(read));
  const buffer = new ArrayBuffer(64, { maxByteLength: 64 });
  const resized = new ReadableStream({ pull(c) { c.enqueue(new Uint8Array(buffer)); buffer.resize(4); c.close(); } });
  const count = await drain(resized).catch((error) => error.name);
  check(count === 4 || count === 0 || typeof count === "string", String(count));
})();
