// attack: buffers of BYOB readers that are too small, shared, detached and enormous
// stopped by: nothing
(async () => {
  const { reader } = await import("host:tools");
  const byob = reader(1e6).getReader({ mode: "byob" });
  await rejects(async () => byob.read(new Uint8Array(0)));
  const { value } = await byob.read(new Uint8Array(4 << 20));
  check(value.length > 0 && value.every((byte) => byte === 7));
  const gone = new Uint8Array(10);
  structuredClone(null, { transfer: [gone.buffer] });
  await rejects(async () => byob.read(gone));
  await byob.cancel();
})();
