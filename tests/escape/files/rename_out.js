// attack: files moved and copied out of and into the granted folders
// stopped by: nothing
(async () => {
  const fs = await import("skerry:fs");
  for (const name of ["rename", "copyFile", "copy"]) {
    if (typeof fs[name] !== "function") continue;
    for (const [from, to] of [["/data/file.txt", "/out/../secret.txt"], ["/out/link.txt", "/out/x"], ["/out/folder/secret.txt", "/out/y"], ["/etc/passwd", "/out/z"],
      ["/data/link.txt", "/out/w"]]) {
      if (name === "rename" && from === "/out/link.txt") continue;
      await rejects(async () => fs[name](from, to));
    }
  }
  check(true);
})();
