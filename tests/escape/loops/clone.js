// attack: structured clones for ever
// stopped by: limit wall time
for (;;) structuredClone({ a: [new Map([[1, new Date()]])] });
