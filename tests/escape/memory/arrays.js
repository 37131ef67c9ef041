// attack: arrays without end
// stopped by: limit memory
// after: either
const kept = [];
for (;;) kept.push(new Array(1000).fill(1));
