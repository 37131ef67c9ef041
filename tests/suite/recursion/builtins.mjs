import { overflows, survives } from "../deep.mjs";

const nested = (depth, wrap, end) => {
  for (let index = 0; index < depth; index++) end = wrap(end);
  return end;
};

await overflows("sort callbacks", () => { const dive = () => [1, 2].sort(dive); dive(); });
await overflows("toSorted callbacks", () => { const dive = () => [1, 2].toSorted(dive); dive(); });
await overflows("sort of a typed array", () => { const dive = () => new Uint8Array(2).sort(dive); dive(); });
await overflows("map callbacks", () => { const dive = () => [1].map(dive); dive(); });
await overflows("reduce callbacks", () => { const dive = () => [1, 2].reduce(dive); dive(); });
await overflows("forEach of a Map", () => { const map = new Map([[1, 1]]); const dive = () => map.forEach(dive); dive(); });
await overflows("forEach of a Set", () => { const set = new Set([1]); const dive = () => set.forEach(dive); dive(); });
await overflows("Array.from", () => { const dive = () => Array.from([1], dive); dive(); });
await overflows("Object.groupBy", () => { const dive = () => Object.groupBy([1], dive); dive(); });
await overflows("replace callbacks", () => { const dive = () => "a".replace(/a/, dive); dive(); });
await overflows("replaceAll callbacks", () => { const dive = () => "a".replaceAll("a", dive); dive(); });
await overflows("Symbol.replace", () => { const o = { [Symbol.replace]: () => "a".replace(o, "") }; "a".replace(o, ""); });
await overflows("Object.assign with getters", () => { const o = { get x() { return Object.assign({}, o); } }; Object.assign({}, o); });
await overflows("Array.prototype.flat", () => nested(100_000, (a) => [a], []).flat(Infinity));
await overflows("Array.prototype.flat of an array in itself", () => { const a = []; a.push(a); a.flat(Infinity); });
await overflows("flatMap callbacks", () => { const dive = () => [1].flatMap(dive); dive(); });
await survives("structures that are nested deeply are freed", () => { nested(300_000, (a) => [a], []); });
await survives("objects that are nested deeply are freed", () => { nested(300_000, (x) => ({ x }), {}); });
await survives("closures that are nested deeply are freed", () => { nested(100_000, (f) => () => f, () => 1); });
await survives("maps and sets that are nested deeply are freed", () => {
  nested(50_000, (s) => new Set([s]), new Set());
  nested(50_000, (m) => new Map([[m, m]]), new Map());
});
await survives("generators that are nested deeply are freed", () => {
  nested(20_000, (g) => (function* () { yield* g; })(), [1].values());
});
await survives("console.log of a deep structure", () => console.debug(nested(100_000, (a) => [a], [])));
await survives("console.dir of a deep structure at full depth", () => console.dir(nested(500, (x) => ({ x }), {}), { depth: Infinity }));
await survives("structuredClone, where it is there, of a deep structure", () => {
  if (typeof structuredClone === "function") structuredClone(nested(100_000, (a) => [a], []));
});
await survives("a deep comparison by String", () => nested(1_000, (a) => [a], []) == "");
