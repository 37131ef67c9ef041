// attack: import.meta.resolve for ever
// stopped by: limit wall time
// after: either
// by: module
for (;;) import.meta.resolve("./x");
