// attack: a call that waits for a stream that gives nothing
// stopped by: limit wall time
(async () => {
  const { drain } = await import("host:tools");
  setInterval(() => {}, 1);
  await drain(new ReadableStream({}));
})();
