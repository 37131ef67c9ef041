// attack: a stream for the host that gives everything but bytes
// stopped by: nothing
(async () => {
  const { drain } = await import("host:tools");
  for (const chunk of [1, null, undefined, {}, [1], Symbol("x"), new Proxy(new Uint8Array(1), {}), Object.create(Uint8Array.prototype)]) {
    await rejects(() => drain(new ReadableStream({ start(c) { c.enqueue(chunk); c.close(); } })));
  }
})();
