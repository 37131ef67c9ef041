// attack: sources that throw, reject and lie at every step
// stopped by: nothing
(async () => {
  const { drain } = await import("host:tools");
  const fail = () => { throw new Error("x"); };
  await rejects(() => drain(new ReadableStream({ pull: fail })));
  await rejects(() => drain(new ReadableStream({ pull: () => Promise.reject(null) })));
  await rejects(() => drain(new ReadableStream({ start: (c) => c.error(new Proxy({}, { get: fail })) })));
  equal(await drain(new ReadableStream({ start: (c) => c.close() })), 0);
})();
