import { equal, same, test, throws } from "../assert.mjs";

await test("names are in lower case, sorted, and their values joined", () => {
  const headers = new Headers([["X-B", "1"], ["x-a", " 2\t"], ["X-b", "3"], ["Set-Cookie", "a=1"], ["set-cookie", "b=2"]]);
  same([...headers], [["set-cookie", "a=1"], ["set-cookie", "b=2"], ["x-a", "2"], ["x-b", "1, 3"]]);
  same(headers.getSetCookie(), ["a=1", "b=2"]);
  equal(headers.get("X-B"), "1, 3");
  equal(headers.get("none"), null);
});

await test("names and values that no header has are refused", () => {
  const headers = new Headers();
  for (const name of ["", "a b", "a:", "é", "\0"]) throws(() => headers.append(name, "x"), TypeError);
  for (const value of ["a\nb", "a\rb", "a\0b", "\u0100"]) throws(() => headers.set("a", value), TypeError);
  throws(() => new Headers(null), TypeError);
  throws(() => new Headers([["a"]]), TypeError);
});

await test("headers are made of records and of headers", () => {
  const headers = new Headers(new Headers({ a: 1, b: "2" }));
  headers.set("a", "3");
  headers.delete("B");
  equal(JSON.stringify([...headers]), '[["a","3"]]');
});

await test("headers of a redirect cannot be changed", () => {
  throws(() => Response.redirect("http://a/").headers.set("a", "b"), TypeError, /cannot be changed/);
});
