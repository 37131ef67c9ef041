// attack: very many reads of files at once
// stopped by: nothing
(async () => {
  const { readFile } = await import("skerry:fs");
  const all = [];
  for (let i = 0; i < 5000; i++) all.push(readFile("/data/file.txt", "utf-8").catch((error) => error.name));
  const seen = new Set(await Promise.all(all));
  check(seen.has("granted"));
  equal(await readFile("/data/file.txt", "utf-8"), "granted");
})();
