// attack: streams and their tees without end
// stopped by: limit memory or limit wall time
// after: either
let kept = [new ReadableStream({ pull: (c) => c.enqueue("x".repeat(1000)) })];
for (;;) kept = kept.concat(kept.pop().tee());
