// attack: an iterator whose return method never ends
// stopped by: limit wall time
const iterable = { [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }), return() { for (;;); } }) };
for (const one of iterable) break;
