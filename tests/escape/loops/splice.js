// attack: an endless stream of the host, piped to the host past the script
// stopped by: limit wall time
(async () => {
  const { reader, writer } = await import("host:tools");
  await reader(2 ** 50).pipeTo(writer());
})();
