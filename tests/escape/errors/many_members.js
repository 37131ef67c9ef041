// attack: an error with a million members, each with causes
// stopped by: exception AggregateError or limit memory
throw new AggregateError(Array.from({ length: 1e5 }, () => new Error("x", { cause: new Error("y") })));
