// attack: objects of web APIs whose prototypes were patched, as a result
// stopped by: nothing or convert
check(true);
for (const type of [Blob, Headers, URL, URLSearchParams, Request, Response]) {
  for (const name of Object.getOwnPropertyNames(type.prototype)) {
    try {
      Object.defineProperty(type.prototype, name, { get() { throw new Error("read " + name); } });
    } catch {}
  }
}
[new Blob(["x"]), new Headers(), new URL("http://a/"), new URLSearchParams("a=1"), new Response("x")];
