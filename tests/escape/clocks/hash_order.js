// attack: addresses and seeds that the order of keys gives away
// stopped by: nothing
// twice: same
check(true);
const map = new Map();
const set = new Set();
for (let i = 0; i < 1000; i++) {
  map.set({ i }, i);
  set.add(Symbol(String(i)));
}
[[...map.values()], [...set].map(String)];
