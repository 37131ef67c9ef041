// attack: iterators of all collections replaced before a result is encoded
// stopped by: nothing
const values = [[1, 2], new Map([[1, 2]]), new Set([1]), "text", new Uint8Array(3)];
const evil = function* () { yield "evil"; };
for (const type of [Array, Map, Set, String, Uint8Array]) type.prototype[Symbol.iterator] = evil;
Object.getPrototypeOf(Object.getPrototypeOf([].values())).next = () => ({ done: true });
Map.prototype.forEach = Map.prototype.entries = Set.prototype.values = Array.prototype.entries = evil;
check(true);
values;
