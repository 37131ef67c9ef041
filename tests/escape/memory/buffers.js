// attack: buffers without end
// stopped by: limit memory
// after: either
const kept = [];
for (;;) kept.push(new ArrayBuffer(1 << 20));
