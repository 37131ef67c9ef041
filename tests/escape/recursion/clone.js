// attack: a clone of something deep
// stopped by: nothing
let deep = [];
for (let i = 0; i < 1e5; i++) deep = [deep];
throws(() => structuredClone(deep));
