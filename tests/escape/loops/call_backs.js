// attack: host and script that call each other for ever
// stopped by: limit wall time
(async () => {
  const { callBack } = await import("host:tools");
  for (;;) await callBack((x) => x, 1);
})();
