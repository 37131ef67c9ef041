import { overflows } from "../deep.mjs";

// Without a name of its own, each bound function would have a longer one.
const bind = (f) => Object.defineProperty(f.bind(null), "name", { value: "" });
const chain = (end) => {
  for (let index = 0; index < 100_000; index++) end = bind(end);
  return end;
};

await overflows("new of a long chain of bound functions", () => new (chain(class {}))());
await overflows("Reflect.construct of a long chain of bound functions", () => Reflect.construct(chain(class {}), []));
await overflows("super of a long chain of bound functions", () => new (class extends chain(class {}) {})());
