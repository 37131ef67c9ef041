import { overflows, survives } from "../deep.mjs";

const chain = (length, wrap, end) => {
  for (let index = 0; index < length; index++) end = wrap(end);
  return end;
};

// Without a name of its own, each bound function would have a longer one.
const bind = (f) => Object.defineProperty(f.bind(null), "name", { value: "" });

await overflows("a long chain of bound functions", () => chain(100_000, bind, () => 1)());
await survives("a long chain of proxies: call", () => chain(100_000, (f) => new Proxy(f, {}), () => 1)());
await survives("a long chain of proxies: construct", () => new (chain(100_000, (f) => new Proxy(f, {}), class {}))());
await survives("a long chain of proxies: get", () => chain(100_000, (o) => new Proxy(o, {}), {}).x);
await survives("a long chain of proxies: set", () => { chain(100_000, (o) => new Proxy(o, {}), {}).x = 1; });
await survives("a long chain of proxies: has", () => "x" in chain(100_000, (o) => new Proxy(o, {}), {}));
await survives("a long chain of proxies: delete", () => delete chain(100_000, (o) => new Proxy(o, {}), {}).x);
await survives("a long chain of proxies: keys", () => Object.keys(chain(100_000, (o) => new Proxy(o, {}), {})));
await survives("a long chain of proxies: getPrototypeOf", () => Object.getPrototypeOf(chain(100_000, (o) => new Proxy(o, {}), {})));
await survives("a long chain of proxies: isExtensible", () => Object.isExtensible(chain(100_000, (o) => new Proxy(o, {}), {})));
await survives("a long chain of proxies: defineProperty", () => Object.defineProperty(chain(100_000, (o) => new Proxy(o, {}), {}), "x", { value: 1 }));
await survives("a long chain of proxies: freeze", () => Object.freeze(chain(100_000, (o) => new Proxy(o, {}), {})));
await survives("a long chain of proxies: isArray", () => Array.isArray(chain(100_000, (o) => new Proxy(o, {}), [])));
await survives("a long chain of proxies: typeof", () => typeof chain(100_000, (o) => new Proxy(o, {}), () => 1));
await survives("a long chain of proxies: instanceof", () => ({}) instanceof chain(100_000, (o) => new Proxy(o, {}), class {}));
await survives("a long chain of proxies: printed", () => console.debug(chain(100_000, (o) => new Proxy(o, {}), {})));
await survives("a long chain of proxies: realm of a new object", () => Reflect.construct(Array, [], chain(100_000, (o) => new Proxy(o, {}), class {})));
await survives("a long chain of bound functions: realm of a new object", () => Reflect.construct(Array, [], chain(100_000, bind, class {})));
await survives("a long chain of bound functions: instanceof", () => ({}) instanceof chain(100_000, bind, class {}));
await survives("a long chain of prototypes: a property that is missing", () => chain(100_000, (o) => Object.create(o), {}).missing);
await survives("a long chain of prototypes: for in", () => { for (const key in chain(10_000, (o) => Object.create(o), {})) key; });
await survives("a long chain of promises", () => { chain(100_000, (p) => p.then(() => 1), Promise.resolve()); });
await survives("a long chain of promises that resolve to each other", () => {
  chain(20_000, (p) => new Promise((resolve) => resolve(p)), Promise.resolve(1));
});
await survives("a long chain of causes", () => console.debug(chain(20_000, (cause) => new Error("x", { cause }), new Error("end"))));
await survives("a long chain of string additions", () => chain(200_000, (s) => s + "ab", "").length);
await survives("a long chain of prepends, then flattened", () => chain(100_000, (s) => "a" + s, "").charCodeAt(50_000));
await survives("a tree of string additions", () => chain(18, (s) => s + s, "ab").indexOf("ba"));
