// attack: a Map that grows while it is walked
// stopped by: limit wall time or limit memory
// after: either
const map = new Map([[0, 0]]);
map.forEach((_, key) => {
  map.delete(key);
  map.set(key + 1, 0);
});
