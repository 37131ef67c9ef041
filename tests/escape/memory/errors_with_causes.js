// attack: errors with causes, one of the other
// stopped by: limit memory
// after: either
let error;
for (;;) error = new Error("x", { cause: error });
