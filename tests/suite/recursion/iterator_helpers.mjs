import { overflows } from "../deep.mjs";

const chain = (wrap) => {
  let iterator = [1, 2, 3].values();
  for (let index = 0; index < 100_000; index++) iterator = wrap(iterator);
  return iterator;
};

await overflows("a long chain of map", () => [...chain((it) => it.map((x) => x))]);
await overflows("a long chain of filter", () => [...chain((it) => it.filter(() => true))]);
await overflows("a long chain of take", () => chain((it) => it.take(2)).next());
await overflows("a long chain of drop", () => chain((it) => it.drop(0)).next());
await overflows("a long chain of flatMap", () => chain((it) => it.flatMap((x) => [x])).next());
await overflows("a long chain of map that is closed", () => chain((it) => it.map((x) => x)).return());
