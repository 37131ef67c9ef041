// attack: the console shows something deep, wide and cyclic
// stopped by: limit output
let deep = {};
deep.self = deep;
for (let i = 0; i < 1e5; i++) deep = { deep, self: deep };
console.log(deep, [deep], new Map([[deep, deep]]));
console.dir(deep, { depth: Infinity });
check(true);
