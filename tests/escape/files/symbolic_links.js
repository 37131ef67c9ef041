// attack: symbolic links that lead out of a granted folder
// stopped by: nothing
(async () => {
  const { readFile, stat, readDir, writeFile, remove } = await import("skerry:fs");
  for (const path of ["/data/link.txt", "/data/folder/secret.txt", "/data/folder/data/../secret.txt", "/data/absolute", "/data/loop",
    "/data/proc/environ", "/data/proc/mem", "/out/link.txt", "/out/folder/secret.txt"]) {
    await rejects(() => readFile(path));
  }
  if (writeFile) {
    await rejects(() => writeFile("/out/link.txt", "changed"));
    await rejects(() => writeFile("/out/folder/secret.txt", "changed"));
    await rejects(() => writeFile("/out/folder/new.txt", "new"));
  }
  check(true);
})();
