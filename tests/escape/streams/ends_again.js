// attack: ends of the host that are closed, aborted and used afterwards
// stopped by: nothing
(async () => {
  const { writer, reader, drain } = await import("host:tools");
  for (let i = 0; i < 50; i++) {
    const sink = writer().getWriter();
    await sink.write(new Uint8Array(10));
    if (i % 2) await sink.close(); else await sink.abort("x");
    await rejects(() => sink.write(new Uint8Array(1)));
    const source = reader(100).getReader();
    await source.read();
    await source.cancel(new Proxy({}, { get() { throw 1; } }));
    equal(await drain(reader(5)), 5);
  }
})();
