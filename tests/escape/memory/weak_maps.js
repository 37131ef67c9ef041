// attack: a WeakMap whose values hold its keys
// stopped by: limit memory
// after: either
const map = new WeakMap();
const kept = [];
for (;;) {
  const key = {};
  map.set(key, { key });
  kept.push(key);
}
