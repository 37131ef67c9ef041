// attack: promises that nobody settles
// stopped by: limit memory
// after: either
const kept = [];
for (;;) kept.push(new Promise(() => {}).then(() => {}));
