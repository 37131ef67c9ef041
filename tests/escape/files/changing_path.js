// attack: a path that is another one each time it is read
// stopped by: nothing
(async () => {
  const { readFile } = await import("skerry:fs");
  let reads = 0;
  const path = { toString: () => (reads++ ? "/etc/passwd" : "/data/file.txt"), [Symbol.toPrimitive]: () => (reads++ ? "/etc/passwd" : "/data/file.txt") };
  const text = await readFile(path, "utf-8").catch((error) => error.name);
  check(text === "granted" || text === "TypeError", String(text));
  const options = { get encoding() { return reads++ % 2 ? "utf-8" : {}; } };
  await readFile("/data/file.txt", options).catch(() => {});
})();
