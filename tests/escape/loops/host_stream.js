// attack: an endless stream of the host, read for ever
// stopped by: limit wall time
(async () => {
  const { reader } = await import("host:tools");
  for await (const chunk of reader(2 ** 50)) chunk;
})();
