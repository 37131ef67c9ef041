import { equal, same, test, throws } from "../assert.mjs";

await test("parameters are made of texts, records, and pairs", () => {
  equal(new URLSearchParams("?a=1&a=2&b").toString(), "a=1&a=2&b=");
  equal(new URLSearchParams({ a: 1, "b c": "&" }).toString(), "a=1&b+c=%26");
  equal(new URLSearchParams([["a", "1"], ["b", "2"]]).toString(), "a=1&b=2");
  equal(new URLSearchParams(new Map([["x", "y"]])).toString(), "x=y");
  throws(() => new URLSearchParams([["a"]]), TypeError, /not a name and a value/);
});

await test("names may occur several times", () => {
  const params = new URLSearchParams("a=1&b=2&a=3");
  same(params.getAll("a"), ["1", "3"]);
  equal(params.get("c"), null);
  equal(params.has("a", "3"), true);
  params.delete("a", "1");
  params.set("b", "x");
  params.append("a", "4");
  equal(params.toString(), "b=x&a=3&a=4");
  params.sort();
  equal(params.toString(), "a=3&a=4&b=x");
  equal(params.size, 3);
});

await test("an iterator sees what is deleted while it runs", () => {
  const params = new URLSearchParams("a=1&b=2&c=3");
  const seen = [];
  for (const [name] of params) {
    seen.push(name);
    params.delete(name);
  }
  same(seen, ["a", "c"]);
  same(Object.prototype.toString.call(params.keys()), "[object URLSearchParams Iterator]");
});

await test("what a script does to Array.prototype changes nothing", () => {
  const { push } = Array.prototype;
  Array.prototype.push = () => {
    throw new Error("pushed");
  };
  Object.defineProperty(Array.prototype, "0", { configurable: true, set() { throw new Error("set") } });
  try {
    const params = new URLSearchParams("a=1&b=2");
    params.append("c", "3");
    same([params.getAll("a").length, params.toString()].join(), "1,a=1&b=2&c=3");
  } finally {
    Array.prototype.push = push;
    delete Array.prototype[0];
  }
});
