// attack: typed arrays sorted in native code
// stopped by: limit wall time
// after: either
const a = new Float64Array(1e6).map((_, i) => (i * 7919) % 1000003);
for (;;) a.slice().sort();
