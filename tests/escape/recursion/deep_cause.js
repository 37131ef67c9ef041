// attack: an error with a very long chain of causes
// stopped by: exception Error
let error = new Error("first");
for (let i = 0; i < 1e5; i++) error = new Error("x", { cause: error });
throw error;
