// attack: a host function called for ever
// stopped by: limit wall time
(async () => {
  const { add } = await import("host:tools");
  for (;;) add(1, 2);
})();
