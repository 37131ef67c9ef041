// attack: errors of files that tell what lies on the host
// stopped by: nothing
(async () => {
  const { readFile } = await import("skerry:fs");
  for (const path of ["/data/missing.txt", "/data/link.txt", "/data/below", "/etc/passwd", "/data/loop", "/data/folder/missing"]) {
    const error = await rejects(() => readFile(path));
    const text = error.message + error.stack + JSON.stringify(error);
    check(!text.includes("target/") && !text.includes("/work/") && !text.includes("/home/") && !text.includes("tmp/."), text);
  }
  const there = await rejects(() => readFile("/etc/passwd"));
  const missing = await rejects(() => readFile("/etc/missing"));
  equal(there.message.replace("passwd", ""), missing.message.replace("missing", ""));
})();
