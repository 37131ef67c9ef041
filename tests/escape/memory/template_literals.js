// attack: template objects without end
// stopped by: limit memory
// after: either
const kept = [];
for (let i = 0; ; i++) kept.push(eval("((x) => x)`" + i + "`"));
