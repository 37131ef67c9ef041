import { overflows, survives } from "../deep.mjs";

const nested = (depth, wrap, end) => {
  for (let index = 0; index < depth; index++) end = wrap(end);
  return end;
};
const delegate = (inner) => (function* () { yield* inner; })();

await overflows("next of generators in generators", () => nested(50_000, delegate, [1].values()).next());
await overflows("super calls of a long chain of classes", () => new (nested(100_000, (Base) => class extends Base {}, class {}))());
await survives("async generators in async generators", () => {
  const wrap = (inner) => (async function* () { yield* inner; })();
  nested(20_000, wrap, [1].values()).next().catch(() => {});
});
await survives("spread of a generator of spreads", () => [...nested(2_000, (inner) => (function* () { yield [...inner]; })(), [1])]);
await survives("Iterator.from in Iterator.from", () => nested(50_000, (it) => Iterator.from({ next: () => it.next() }), [1].values()).next());
await survives("Iterator.concat, where it is there", () => {
  if (typeof Iterator.concat === "function") nested(50_000, (it) => Iterator.concat(it), [1].values()).next();
});
await survives("destructuring of nested iterators", () => {
  const [[[[value]]]] = [[[[1]]]];
  const nest = nested(10_000, (array) => [array], []);
  let [next] = nest;
  while (next?.length) [next] = next;
  return value;
});
