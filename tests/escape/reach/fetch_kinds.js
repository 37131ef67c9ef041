// attack: fetch with every kind of URL and request
// stopped by: nothing
(async () => {
  equal(await (await fetch("data:text/plain,hello")).text(), "hello");
  for (const url of ["http://127.0.0.1:1/", "https://[::1]/", "file:///etc/passwd", "file:///data/file.txt", "blob:null/1", "/etc/passwd", "//host/x", "skerry:fs", "host:tools",
    "about:blank", "data:", "", "http:", "ws://127.0.0.1/", "\0"]) {
    await rejects(() => fetch(url));
    await rejects(async () => fetch(new Request(url)));
  }
  await rejects(() => fetch({ toString() { throw new Error("x"); } }));
  await rejects(() => fetch("http://127.0.0.1/", new Proxy({}, { get() { throw new Error("x"); } })));
})();
