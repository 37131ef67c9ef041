// attack: signals that depend on one that lives
// stopped by: limit memory
// after: either
const controller = new AbortController();
const kept = [];
for (;;) kept.push(AbortSignal.any([controller.signal]));
