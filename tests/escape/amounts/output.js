// attack: more output than is allowed
// stopped by: limit output
// after: either
for (;;) console.log("x".repeat(1000));
