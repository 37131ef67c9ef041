// attack: NUL, very long names, lone surrogates and nothing at all
// stopped by: nothing
(async () => {
  const { readFile } = await import("skerry:fs");
  for (const path of ["", "\0", "/data/file.txt\0", "/data/file.txt\0.png", "/data/\0/../file", "/data/" + "x".repeat(300), "/data/" + "x/".repeat(5000) + "y",
    "/data/" + "../".repeat(10000), "/data/\ud800", "/data/\n", " ", "/data/\u202etxt.elif", "x".repeat(1e6)]) {
    await rejects(() => readFile(path));
  }
  for (const path of [undefined, null, 1, {}, [], Symbol("x"), () => {}]) await rejects(async () => readFile(path));
})();
