// attack: host functions that are begun without end
// stopped by: nothing
(async () => {
  const { forever } = await import("host:tools");
  const all = [];
  for (let i = 0; i < 1000; i++) all.push(forever().catch((error) => error.name));
  equal(await Promise.race(all), "RangeError");
})();
