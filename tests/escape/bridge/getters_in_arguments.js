// attack: arguments whose getters call the same host function again
// stopped by: nothing
(async () => {
  const { echo } = await import("host:tools");
  let depth = 0;
  const nested = () => ({ get a() { return depth++ < 50 ? echo(nested()) : "end"; } });
  let back = echo(nested());
  for (let i = 0; i < 50; i++) back = back.a;
  equal(back.a, "end");
})();
