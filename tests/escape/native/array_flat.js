// attack: arrays within arrays, made flat
// stopped by: limit wall time or limit memory or exception RangeError
// after: either
let a = [1];
for (let i = 0; i < 25; i++) a = [a, a];
a.flat(Infinity);
