// attack: typed arrays copied within themselves
// stopped by: limit wall time
// after: either
const a = new Uint8Array(8e6);
for (;;) a.copyWithin(1, 0);
