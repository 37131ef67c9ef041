import { overflows } from "../deep.mjs";

// Chains that are so long that the machine's own stack would not hold them.
const chain = (length, wrap, end) => {
  for (let index = 0; index < length; index++) end = wrap(end);
  return end;
};
const { bind } = Function.prototype;
const nameless = (f) => Object.defineProperty(bind.call(f, null), "name", { value: "" });
const bare = (f) => Object.setPrototypeOf(nameless(f), null);

const bound = chain(250_000, nameless, class {});
await overflows("a long chain of bound functions that is constructed", () => new bound());
await overflows("a long chain of bound functions that is constructed by Reflect", () => Reflect.construct(bound, [1, 2]));
const unlinked = chain(250_000, bare, class {});
await overflows("instanceof a long chain of bound functions without a prototype", () => ({}) instanceof unlinked);
