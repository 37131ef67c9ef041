import { equal, ok, same, test, throws } from "../assert.mjs";

await test("a URL is taken apart and put together again", () => {
  const url = new URL("HTTPS://me:pa%20ss@Example.COM:8443/a/./b/../c?x=1&y=2#top");
  equal(url.href, "https://me:pa%20ss@example.com:8443/a/c?x=1&y=2#top");
  same(
    [url.protocol, url.username, url.password, url.host, url.hostname, url.port, url.pathname, url.search, url.hash, url.origin],
    ["https:", "me", "pa%20ss", "example.com:8443", "example.com", "8443", "/a/c", "?x=1&y=2", "#top", "https://example.com:8443"],
  );
});

await test("a relative URL needs a base", () => {
  throws(() => new URL("/a"), TypeError, /Invalid URL: '\/a'/);
  equal(new URL("../x?q", "http://h/a/b/c").href, "http://h/a/x?q");
  equal(URL.canParse("/a"), false);
  equal(URL.canParse("/a", "http://h"), true);
  equal(URL.parse("/a"), null);
  equal(URL.parse("b", "file:///C|/a").href, "file:///C:/b");
});

await test("setters change what they may and nothing else", () => {
  const url = new URL("http://h/p");
  url.port = "80";
  url.protocol = "ftp";
  url.hash = "é";
  url.host = "";
  equal(url.href, "ftp://h/p#%C3%A9");
  const opaque = new URL("data:text/plain,x");
  opaque.pathname = "/y";
  opaque.host = "h";
  equal(opaque.href, "data:text/plain,x");
});

await test("the parameters of a URL follow it and lead it", () => {
  const url = new URL("http://h/?a=1&b=2");
  const params = url.searchParams;
  ok(params === url.searchParams);
  params.append("c", "ä b");
  equal(url.href, "http://h/?a=1&b=2&c=%C3%A4+b");
  url.search = "?z=9";
  equal(params.get("z"), "9");
  params.delete("z");
  equal(url.href, "http://h/");
});

await test("hosts are domains and addresses as the standard writes them", () => {
  const host = (text) => new URL("http://" + text).hostname;
  same(
    ["0x7f.1", "[1:0:0:0:2:0:0:3]", "faß.ExAmPlE", "%65x.a", "[::ffff:1.2.3.4]"].map(host),
    ["127.0.0.1", "[1::2:0:0:3]", "xn--fa-hia.example", "ex.a", "[::ffff:102:304]"],
  );
  for (const bad of ["a b", "1.2.3.256", "[1::2::3]", "a:65536", "[1", "%00"]) throws(() => host(bad), TypeError);
});

await test("what is serialized parses to itself", () => {
  const parts = ["a", "/", "//", "\\", ":", "@", "?", "#", ".", "..", "%2e", "C|", "file:", "http:", "x:", " ", "[", "]", "é", "\t", "8"];
  let state = 1;
  const next = () => (state = (state * 48271) % 2147483647);
  for (let i = 0; i < 4000; i++) {
    let text = "";
    for (let n = next() % 9; n >= 0; n--) text += parts[next() % parts.length];
    const url = URL.parse(text, ["http://u:p@h:1/a/b?c#d", "file:///C:/a", "x:/y/z", "x:opaque"][next() % 4]);
    if (url === null) continue;
    equal(new URL(url.href).href, url.href);
  }
});

await test("lone surrogates become U+FFFD", () => {
  equal(new URL("http://h/\ud800?\udc00#\ud800").href, "http://h/%EF%BF%BD?%EF%BF%BD#%EF%BF%BD");
});
