import { survives } from "../deep.mjs";

// Without a name of its own, each bound function would have a longer one.
const bind = (f) => Object.defineProperty(f.bind(null), "name", { value: "" });
const chain = (end) => {
  for (let index = 0; index < 200_000; index++) end = bind(end);
  return end;
};

await survives("new of a long chain of bound functions", () => new (chain(function () {}))());
await survives("Reflect.construct of a long chain of bound functions", () => Reflect.construct(chain(function () {}), []));
