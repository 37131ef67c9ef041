// attack: a large array that is written as JSON
// stopped by: limit wall time or limit memory
// after: either
const a = new Array(3e5).fill(1.5);
for (;;) JSON.stringify(a);
