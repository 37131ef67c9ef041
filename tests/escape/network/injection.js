// attack: line breaks, credentials and other messages in methods, headers and URLs
// stopped by: nothing
(async () => {
  const url = "http://nobody.invalid/";
  for (const text of ["a\r\nx: y", "a\ny", "a\0", "\r\n\r\nGET / HTTP/1.1", "\u0100"]) {
    await rejects(() => fetch(url, { headers: { x: text } }));
    await rejects(() => fetch(url, { headers: { [text]: "x" } }));
    await rejects(() => fetch(url, { method: text }));
    await rejects(() => fetch(url, { method: "POST", body: "x", headers: [["content-type", text]] }));
  }
  for (const bad of ["http://user:pw@nobody.invalid/", "http://user@nobody.invalid/", "http://nobody.invalid:99999/", "http://nobody.invalid:x/",
    "http://no body.invalid/", "http://[nobody]/", "http://", "https://", "http:///", "http://nobody.invalid\\@127.0.0.1/", "http://nobody.invalid#@127.0.0.1/"]) {
    await rejects(() => fetch(bad));
  }
  for (const method of ["CONNECT", "connect", "TRACE", "TRACK"]) await rejects(() => fetch(url, { method }));
  for (const init of [{ integrity: "sha256-x" }, { cache: "only-if-cached", mode: "same-origin" }, { body: new ReadableStream(), method: "POST" }]) {
    await rejects(() => fetch(url, init));
  }
})();
