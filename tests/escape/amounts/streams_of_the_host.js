// attack: streams of the host that are asked for and never read
// stopped by: nothing
(async () => {
  const { reader } = await import("host:tools");
  const kept = [];
  const error = throws(() => {
    for (;;) kept.push(reader(1e9));
  }, "TypeError");
  check(kept.length <= 8, String(kept.length));
  check(error.message.includes("streams"), error.message);
})();
