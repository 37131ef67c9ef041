// attack: functions compiled and kept
// stopped by: limit memory
// after: either
const kept = [];
for (let i = 0; ; i++) kept.push(new Function("a" + i, "return a" + i + " + " + i));
