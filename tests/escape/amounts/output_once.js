// attack: one message that is larger than all output
// stopped by: limit output
console.log("x".repeat(2 ** 20));
