// attack: a script that catches each refusal and asks again
// stopped by: limit memory
// after: either
const kept = [];
for (;;) try { for (;;) kept.push(new Array(1000).fill(0)); } catch {}
