// attack: dots that lead out of a granted folder
// stopped by: nothing
(async () => {
  const { readFile } = await import("skerry:fs");
  equal(await readFile("/data/file.txt", "utf-8"), "granted");
  for (const path of ["/data/../secret.txt", "/data/below/../../secret.txt", "../secret.txt", "/data/./../secret.txt", "/data//..//secret.txt",
    "/../secret.txt", "/data/..", "/data/...", "/secret.txt", "secret.txt", "./secret.txt", "/data/below/../../../../../../etc/passwd"]) {
    await rejects(() => readFile(path));
  }
})();
