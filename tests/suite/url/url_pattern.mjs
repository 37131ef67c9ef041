import { equal, ok, same, test, throws } from "../assert.mjs";

await test("a pattern matches URLs and names their parts", () => {
  const pattern = new URLPattern({ pathname: "/books/:id(\\d+)/*" });
  ok(pattern.test("https://example.com/books/12/page"));
  ok(!pattern.test("https://example.com/books/x/page"));
  const { hostname, inputs, pathname } = pattern.exec("/books/7/a/b", "https://example.com");
  same(pathname, { groups: { id: "7", 0: "a/b" }, input: "/books/7/a/b" });
  same([hostname.input, hostname.groups[0], inputs], ["example.com", "example.com", ["/books/7/a/b", "https://example.com"]]);
  equal(pattern.exec("nothing"), null);
  equal(pattern.hasRegExpGroups, true);
});

await test("a text is taken apart as a URL is", () => {
  const pattern = new URLPattern("https://:user@*.example.com:80{80}?/a{/:b}?/?q=*#:hash");
  same([pattern.protocol, pattern.username, pattern.hostname, pattern.port, pattern.search], ["https", ":user", "*.example.com", "80{80}?", "q=*"]);
  same([pattern.pathname, pattern.hash, pattern.password], ["/a/:b?/", ":hash", "*"]);
  same(new URLPattern("/x", "https://a.b/c/").hostname, "a.b");
});

await test("signs that only classes reserve stand for themselves", () => {
  for (const text of ["a-b", "a,,b", "a==b", "a@@b", "a~~b", "--", "a/b"]) ok(new URLPattern({ pathname: "/" + text }).test({ pathname: "/" + text }));
  const pattern = new URLPattern({ pathname: "/(a-b|[[c-e]--d]x{2}|(?-i:f)=={1,2})" });
  for (const text of ["a-b", "cxx", "f=="]) ok(pattern.test({ pathname: "/" + text }), text);
  for (const text of ["a", "dxx", "F=="]) ok(!pattern.test({ pathname: "/" + text }), text);
});

await test("arguments are converted as Web IDL says", () => {
  throws(() => new URLPattern("/x"), TypeError, /base URL/);
  throws(() => new URLPattern({}, "https://a.b"), TypeError, /base URL/);
  throws(() => new URLPattern({ pathname: ":a/:a" }), TypeError, /twice/);
  throws(() => new URLPattern({ pathname: "(\\" }), TypeError);
  throws(() => new URLPattern({ pathname: "([z-a])" }), TypeError);
  throws(() => URLPattern.prototype.test.call({}), TypeError);
  ok(new URLPattern(undefined, { ignoreCase: true }).test());
  ok(new URLPattern({ pathname: "/A" }, { ignoreCase: true }).test({ pathname: "/a" }));
  ok(new URLPattern("/A", "https://a.b", { ignoreCase: true }).test("https://a.b/a"));
  equal(URLPattern.length, 0);
});

await test("what scripts do to built-ins changes nothing", () => {
  const { exec } = RegExp.prototype;
  RegExp.prototype.exec = () => null;
  Object.defineProperty(Object.prototype, "groups", { set() { throw new Error("seen"); }, configurable: true });
  try {
    same(new URLPattern({ pathname: "/:__proto__" }).exec({ pathname: "/x" }).pathname.input, "/x");
  } finally {
    RegExp.prototype.exec = exec;
    delete Object.prototype.groups;
  }
});
