// attack: a clone of what holds itself many times
// stopped by: limit memory or limit wall time or exception RangeError
// after: either
let value = [new Array(1000).fill(1)];
for (;;) value = structuredClone([value, structuredClone(value)]);
