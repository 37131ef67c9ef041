import { overflows, survives } from "../deep.mjs";

const nested = (depth, wrap, end) => {
  for (let index = 0; index < depth; index++) end = wrap(end);
  return end;
};
const helpers = {
  map: (it) => it.map((x) => x),
  filter: (it) => it.filter(() => true),
  take: (it) => it.take(2),
  drop: (it) => it.drop(0),
  flatMap: (it) => it.flatMap((x) => [x]),
};

for (const depth of [5_000, 20_000, 100_000]) {
  for (const [name, wrap] of Object.entries(helpers)) {
    await overflows(`next of ${depth} iterators of ${name}`, () => nested(depth, wrap, [1].values()).next());
    await overflows(`toArray of ${depth} iterators of ${name}`, () => nested(depth, wrap, [1].values()).toArray());
    await survives(`return of ${depth} iterators of ${name}`, () => nested(depth, wrap, [1].values()).return());
    await survives(`return of ${depth} iterators of ${name} in the middle`, () => {
      const it = nested(depth, wrap, [1, 2].values());
      try { it.next(); } catch {}
      it.return();
    });
  }
  await survives(`next of ${depth} iterators that are wrapped`, () => {
    const bare = (it) => Object.setPrototypeOf(it, { next: it.next, [Symbol.iterator]() { return this; } });
    nested(depth, (it) => Iterator.from(bare(it)), [1].values()).next();
  });
  await survives(`next of ${depth} iterators in a sequence`, () => {
    if (typeof Iterator.concat === "function") nested(depth, (it) => Iterator.concat(it), [1].values()).next();
  });
}
