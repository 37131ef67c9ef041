// attack: objects that are all of another shape
// stopped by: limit memory
// after: either
const kept = [];
for (let i = 0; ; i++) kept.push({ ["a" + i]: 1, ["b" + i]: 2 });
