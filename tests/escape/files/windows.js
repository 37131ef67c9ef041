// attack: paths as Windows has them
// stopped by: nothing
(async () => {
  const { readFile } = await import("skerry:fs");
  for (const path of ["C:\\Windows\\win.ini", "c:/secret.txt", "\\\\server\\share", "\\\\?\\C:\\x", "\\\\.\\PhysicalDrive0", "/data\\..\\secret.txt", "/data/..\\secret.txt",
    "/data/file.txt:stream", "/data/CON", "/data/NUL.txt", "/data/file.txt.", "/data/file.txt ", "/DATA/file.txt", "/data/FILE~1.TXT"]) {
    await rejects(() => readFile(path));
  }
})();
