// attack: a Map that grows while it is encoded
// stopped by: nothing
check(true);
const map = new Map();
let n = 0;
const grow = { get a() { map.set({}, grow); map.set(n++, grow); return 1; } };
map.set(0, grow);
map;
