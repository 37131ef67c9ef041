// attack: a power of a bigint
// stopped by: limit wall time or limit memory or exception RangeError
// after: either
let n = 3n;
for (;;) n = n * n;
