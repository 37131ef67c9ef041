// attack: files read for ever
// stopped by: limit wall time
(async () => {
  const { readFile } = await import("skerry:fs");
  for (;;) await readFile("/data/file.txt");
})();
