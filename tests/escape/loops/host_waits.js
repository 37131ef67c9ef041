// attack: a host function that never answers
// stopped by: limit wall time
(async () => {
  const { forever } = await import("host:tools");
  await forever();
})();
