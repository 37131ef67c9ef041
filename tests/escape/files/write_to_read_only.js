// attack: changes in a folder that may only be read
// stopped by: nothing
(async () => {
  const fs = await import("skerry:fs");
  const names = ["writeFile", "appendFile", "mkdir", "makeDir", "remove", "rm", "rename", "copyFile", "copy", "truncate", "symlink", "link", "chmod"];
  for (const name of names) {
    if (typeof fs[name] !== "function") continue;
    await rejects(async () => fs[name]("/data/file.txt", "/data/other.txt"));
    await rejects(async () => fs[name]("/data/new.txt", "x"));
    await rejects(async () => fs[name]("/data/below", { recursive: true }));
  }
  equal(await fs.readFile("/data/file.txt", "utf-8"), "granted");
})();
