// attack: an error whose name and message are very long
// stopped by: exception Error or exception of no error or limit memory
const error = new Error("x".repeat(4e6));
error.stack = "y".repeat(4e6);
throw error;
