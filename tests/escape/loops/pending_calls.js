// attack: calls under way and an endless loop beside them
// stopped by: limit wall time
(async () => {
  const { forever } = await import("host:tools");
  for (let i = 0; i < 30; i++) forever();
  for (;;);
})();
