import { applyPatches, createDraft, current, enableMapSet, enablePatches, finishDraft, freeze, isDraft, original, produce, produceWithPatches } from "immer";
import { print, thrown } from "../print.js";

enableMapSet();
enablePatches();
const base = { list: [1, 2, 3], map: new Map([["a", { n: 1 }]]), set: new Set([1]), deep: { er: { x: 1 } }, same: {} };
const next = produce(base, (draft) => {
  draft.list.push(4);
  draft.list.splice(0, 1);
  draft.map.get("a").n++;
  draft.set.add(2).delete(1);
  delete draft.deep.er.x;
});
print("a new value", next);
print("the old one", base);
print("what is shared", [next.same === base.same, next.list === base.list, Object.isFrozen(next.deep)]);
print("patches", produceWithPatches(base, (draft) => {
  draft.list.length = 1;
  draft.map.set("b", { n: 2 });
  draft.set.add(9);
}));
const [, patches, inverse] = produceWithPatches(base, (draft) => void draft.list.sort((a, b) => b - a));
print("patches applied", [applyPatches(base, patches).list, applyPatches(applyPatches(base, patches), inverse).list]);
const draft = createDraft(base);
draft.deep.er.y = 5;
print("a draft", [isDraft(draft.deep), current(draft).deep, original(draft).deep, finishDraft(draft).deep]);
class Point {
  x = 1;
}
print("a class is not drafted", produce({ p: new Point() }, (d) => void (d.p.x = 2)).p.x);
print("frozen", thrown(() => freeze({ a: { b: 1 } }, true).a.b++).split(":")[0]);
