import { equal, ok, same, test, throws } from "../assert.mjs";

// A replacer that changes nothing takes the engine's own way, without one ours is taken.
const full = (value) => JSON.stringify(value, (key, value) => value);
const both = (value, text) => {
  equal(JSON.stringify(value), text);
  equal(full(value), text);
};

await test("values of each kind are written as the standard says", () => {
  both([1, -0, 0.5, 1e21, -2147483648, NaN, -Infinity], "[1,0,0.5,1e+21,-2147483648,null,null]");
  both([true, false, null, undefined, Symbol("s"), () => {}], "[true,false,null,null,null,null]");
  both({ a: undefined, b: Symbol("s"), c() {}, d: null }, '{"d":null}');
  both([new String("s"), new Number(1), new Boolean(false), Object(null)], '["s",1,false,{}]');
  both([new Date(0), new Map([[1, 2]]), new Uint8Array([7]), /x/], '["1970-01-01T00:00:00.000Z",{},{"0":7},{}]');
  both([JSON.rawJSON("1e400")], "[1e400]");
  both([[], {}, [[]], [{}], { a: [] }], '[[],{},[[]],[{}],{"a":[]}]');
  for (const nothing of [undefined, Symbol("s"), () => {}]) equal(JSON.stringify(nothing), undefined);
  throws(() => JSON.stringify([1n]), TypeError);
});

await test("texts are quoted as the standard says", () => {
  let all = "";
  for (let unit = 0; unit < 256; unit++) all += String.fromCharCode(unit);
  equal(JSON.stringify(all), full(all));
  equal(JSON.parse(JSON.stringify(all)), all);
  both('\b\t\n\f\r"\\\u0001\u001f\u007f\u00e9', '"\\b\\t\\n\\f\\r\\"\\\\\\u0001\\u001f\u007f\u00e9"');
  both(["", "\"", "é\n€", "\ud83d\ude00", "\ud800", "x\udc00"], '["","\\"","é\\n€","\ud83d\ude00","\\ud800","x\\udc00"]');
  both({ "": 1, "a\"b": 2, "€": 3, "é\n": 4, "\ud800": 5 }, '{"":1,"a\\"b":2,"€":3,"é\\n":4,"\\ud800":5}');
  let rope = "";
  for (let i = 0; i < 2000; i++) rope += "text\n";
  both({ rope }, `{"rope":"${"text\\n".repeat(2000)}"}`);
});

await test("keys are the enumerable names of the object itself, in the standard's order", () => {
  const object = Object.create({ inherited: 1 }, { hidden: { value: 1 }, shown: { value: 2, enumerable: true } });
  Object.assign(object, { b: 3, 10: "ten", 9: "nine", [Symbol("s")]: 4, "-1": "minus", 4294967295: "large" });
  both(object, '{"9":"nine","10":"ten","shown":2,"b":3,"-1":"minus","4294967295":"large"}');
  class Point { #hidden = 1; x = 1; get y() { return 2 } }
  both(new Point(), '{"x":1}');
  both(Object.assign(Object.create(null), { a: 1 }), '{"a":1}');
  delete object.b;
  object.b = 5;
  both(object, '{"9":"nine","10":"ten","shown":2,"-1":"minus","4294967295":"large","b":5}');
});

await test("arrays are written by their length", () => {
  both([1, , 3], "[1,null,3]");
  both(Object.assign([1], { extra: 2 }), "[1]");
  both(Object.assign([], { length: 3 }), "[null,null,null]");
  const inherits = [1, , 3];
  Object.setPrototypeOf(inherits, Object.assign(Object.create(Array.prototype), { 1: "inherited" }));
  both(inherits, '[1,"inherited",3]');
  class List extends Array {}
  both(List.of(1, 2), "[1,2]");
  both(new Proxy([1, 2], {}), "[1,2]");
  both([new Proxy({ a: 1 }, {})], '[{"a":1}]');
  both((function () { return arguments })(1, 2), '{"0":1,"1":2}');
});

await test("keys are taken first, and each value is read in its turn", () => {
  const build = () => ({
    a: { toJSON() { delete this.self.c; this.self.d = "changed"; this.self.e = "late"; return "a" }, self: undefined },
    b: 1, c: 2, d: 3,
  });
  for (const write of [JSON.stringify, full]) {
    const object = build();
    object.a.self = object;
    equal(write(object), '{"a":"a","b":1,"d":"changed"}');
  }
  const seen = [];
  const proxy = new Proxy({ a: 1, b: { toJSON: () => 2 } }, {
    ownKeys: (target) => (seen.push("keys"), Reflect.ownKeys(target)),
    get: (target, name) => (seen.push(String(name)), target[name]),
  });
  equal(JSON.stringify([proxy]), '[{"a":1,"b":2}]');
  equal(seen.join(), "toJSON,keys,a,b");
  const list = [{ toJSON() { list.length = 1; return 0 } }, 1, 2];
  equal(JSON.stringify(list), "[0,null,null]");
  const grown = [{ toJSON() { grown.push(1); return 0 } }];
  equal(JSON.stringify(grown), "[0]");
  let count = 0;
  both({ get a() { return (count++, "got") } }, '{"a":"got"}');
  equal(count, 2);
});

await test("toJSON is asked with the key, of objects and big integers alone", () => {
  const tell = { toJSON(key) { return `${typeof key} ${key}` } };
  both({ name: tell, 7: tell, list: [tell, tell] }, '{"7":"string 7","name":"string name","list":["string 0","string 1"]}');
  both(tell, '"string "');
  BigInt.prototype.toJSON = function (key) { return `${this}n at ${key}` };
  String.prototype.toJSON = Number.prototype.toJSON = () => "never";
  both([1n, "text", 1], '["1n at 0","text",1]');
  delete BigInt.prototype.toJSON;
  delete String.prototype.toJSON;
  delete Number.prototype.toJSON;
  both({ toJSON: () => undefined }, undefined);
  both([{ toJSON: () => () => {} }, { toJSON: 1 }], '[null,{"toJSON":1}]');
  throws(() => JSON.stringify({ a: [{ toJSON() { throw new RangeError("no") } }] }), RangeError);
  throws(() => JSON.stringify({ a: 1, get b() { throw new RangeError("no") } }), RangeError);
  both({ toJSON: () => ({ toJSON: () => 1, a: 2 }) }, '{"a":2}');
});

await test("cycles and depth are errors that can be caught", () => {
  const cycle = { list: [{}] };
  cycle.list[0].back = cycle;
  throws(() => JSON.stringify(cycle), TypeError, /circular/);
  const list = [];
  list.push([list]);
  throws(() => JSON.stringify(list), TypeError, /circular/);
  const shared = { a: 1 };
  both([shared, shared, { shared }], '[{"a":1},{"a":1},{"shared":{"a":1}}]');
  let deep = {};
  for (let i = 0; i < 200_000; i++) deep = i % 2 ? [deep] : { deep };
  throws(() => JSON.stringify(deep), RangeError);
  let fits = "";
  for (let i = 0; i < 500; i++) fits = i % 2 ? [fits] : { fits };
  equal(JSON.stringify(JSON.parse(JSON.stringify(fits))), JSON.stringify(fits));
  equal(JSON.stringify([1]), "[1]");
});

await test("a replacer, a list of names and indentation are heeded at each level", () => {
  const value = { b: [1, { a: 2, b: 3 }], a: "x" };
  equal(JSON.stringify(value, ["a", "b"]), '{"a":"x","b":[1,{"a":2,"b":3}]}');
  equal(JSON.stringify(value, null, 1), '{\n "b": [\n  1,\n  {\n   "a": 2,\n   "b": 3\n  }\n ],\n "a": "x"\n}');
  equal(JSON.stringify(value, (key, value) => (key === "a" ? undefined : value)), '{"b":[1,{"b":3}]}');
  equal(JSON.stringify(value, null, ""), '{"b":[1,{"a":2,"b":3}],"a":"x"}');
});
