// attack: a Map without end
// stopped by: limit memory
// after: either
const map = new Map();
for (let i = 0; ; i++) map.set(i, { i });
