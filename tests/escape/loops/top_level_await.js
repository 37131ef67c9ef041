// attack: a module that awaits for ever
// stopped by: limit wall time
// by: module
setInterval(() => {}, 1);
await new Promise(() => {});
