// attack: a stack that is made up
// stopped by: exception Error
const error = new Error("x");
error.stack = "    at evil (file:///etc/passwd:1:1)\n".repeat(1000) + "    at (((((:99999999999999999999:-1\n    at \u001b[2J";
throw error;
