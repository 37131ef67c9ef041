// attack: a module that throws what cannot be read
// stopped by: exception of no error
// by: module
throw Object.create(null, { message: { get() { throw 1; } }, name: { value: Symbol() } });
