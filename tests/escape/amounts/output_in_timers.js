// attack: output, a message with each timer
// stopped by: limit output
// by: run
setInterval(() => console.table(new Array(100).fill({ a: 1, b: 2 })), 0);
