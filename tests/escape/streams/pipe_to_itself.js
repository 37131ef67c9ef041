// attack: pipes from a stream to itself and around
// stopped by: nothing or stalled
(async () => {
  const both = new TransformStream();
  both.readable.pipeTo(both.writable).catch(() => {});
  const { reader, writer } = await import("host:tools");
  const from = reader(10);
  await rejects(() => from.pipeTo(from), "TypeError");
  await from.pipeTo(writer());
  check(true);
})();
