// attack: the decimal digits of a large bigint
// stopped by: limit wall time
// after: either
const n = 1n << 900000n;
for (;;) n.toString();
