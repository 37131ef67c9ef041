// attack: a search in a large array, again and again
// stopped by: limit wall time
// after: either
const a = new Array(1e6).fill(0);
for (;;) a.indexOf(1);
