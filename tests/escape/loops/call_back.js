// attack: a function that the host calls back, which never ends
// stopped by: limit wall time
(async () => {
  const { callBack } = await import("host:tools");
  await callBack(() => { for (;;); }, 1);
})();
