import { overflows } from "../deep.mjs";

const nested = (depth, wrap, end) => {
  for (let index = 0; index < depth; index++) end = wrap(end);
  return end;
};

// The engine's check for cycles is quadratic in the depth: once is enough.
await overflows("JSON.stringify of deep arrays", () => JSON.stringify(nested(200_000, (a) => [a], [])), [RangeError], 1);
