// attack: members of an error that change while they are read
// stopped by: exception AggregateError
const error = new AggregateError([], "x");
Object.defineProperty(error, "errors", { get: () => new Proxy([], { get: (_, key) => (key === "length" ? 1e9 : new Error(String(key))) }) });
throw error;
