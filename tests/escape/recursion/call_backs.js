// attack: host and script that call each other within each other
// stopped by: nothing
(async () => {
  const { callBack } = await import("host:tools");
  let depth = 0;
  const dive = async () => {
    depth++;
    await callBack(dive, 1);
  };
  await rejects(dive);
  check(depth >= 30 && depth < 100, String(depth));
})();
