// attack: the granted folder itself removed, replaced and renamed
// stopped by: nothing
(async () => {
  const fs = await import("skerry:fs");
  for (const name of ["remove", "rm", "rmdir", "removeDir", "unlink"]) {
    if (typeof fs[name] !== "function") continue;
    for (const path of ["/out", "/out/", "/out/.", "/out/below/..", "/", "/data"]) await fs[name](path, { recursive: true }).catch(() => {});
  }
  if (fs.rename) await rejects(async () => fs.rename("/out", "/out/below"));
  if (fs.writeFile) {
    await fs.writeFile("/out/a.txt", "still here");
    equal(await fs.readFile("/out/a.txt", "utf-8"), "still here");
  }
  check(true);
})();
