// attack: a message that never ends being read, on the error that ends the call
// stopped by: limit wall time
throw Object.defineProperty(new Error("x"), "message", { get() { for (;;); } });
