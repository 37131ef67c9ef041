// attack: causes that are read one way first and another way later
// stopped by: exception Error
let reads = 0;
const error = new Error("x");
Object.defineProperty(error, "cause", { get: () => (reads++ % 2 ? error : new Error("y", { cause: new Proxy({}, { get: () => error }) })) });
throw error;
