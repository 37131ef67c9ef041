// attack: an async function that never waits for anything real
// stopped by: limit wall time
(async () => {
  for (;;) await null;
})();
