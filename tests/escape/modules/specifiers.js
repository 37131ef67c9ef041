// attack: specifiers that lead out of the loader's folder
// stopped by: nothing
(async () => {
  equal(typeof (await import("/app/counter.mjs")).more, "function");
  for (const name of ["/app/../secret.mjs", "/secret.mjs", "../secret.mjs", "/app/link.mjs", "/app/folder/secret.mjs", "/app/%2e%2e/secret.mjs", "/app/..%2fsecret.mjs",
    "file:///etc/passwd", "file:///app/../secret.mjs", "file://localhost/secret.mjs", "file:secret.mjs", "/data/file.txt", "", " ", "\0", "/app/counter.mjs\0", ".", "..", "/",
    "//app/counter.mjs", "\\app\\counter.mjs", "C:\\x.mjs", "/app/" + "x".repeat(5000), "/app/" + "../".repeat(5000), "\ud800", "#private", "node_modules/x", "../node_modules/x"]) {
    await rejects(() => import(name));
  }
})();
