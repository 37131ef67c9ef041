// attack: a rejection whose reason cannot be read
// stopped by: rejection of no error
// by: run
Promise.reject(new Proxy(() => {}, { get() { throw 1; }, getPrototypeOf() { throw 2; } }));
0;
