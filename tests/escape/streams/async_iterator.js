// attack: an iterator over a host stream that is ended in the middle, many times
// stopped by: nothing
(async () => {
  const { reader } = await import("host:tools");
  for (let i = 0; i < 100; i++) {
    for await (const chunk of reader(1e9)) {
      check(chunk.length > 0);
      break;
    }
  }
})();
