// attack: methods of streams and readers replaced before the host reads a stream
// stopped by: nothing
(async () => {
  const { drain, fill, reader } = await import("host:tools");
  const stream = new ReadableStream({ start(c) { c.enqueue(new Uint8Array(5)); c.close(); } });
  const sink = new WritableStream({});
  for (const type of [ReadableStream, WritableStream, ReadableStreamDefaultReader, WritableStreamDefaultWriter, ReadableStreamDefaultController]) {
    for (const name of Object.getOwnPropertyNames(type.prototype)) {
      const { value } = Object.getOwnPropertyDescriptor(type.prototype, name);
      if (typeof value === "function" && name !== "constructor") type.prototype[name] = () => { throw new Error("used " + name); };
    }
  }
  equal(await drain(stream), 5);
  await fill(sink);
  check(true);
})();
