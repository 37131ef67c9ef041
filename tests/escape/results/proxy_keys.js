// attack: a proxy with keys that are not there, twice there, and of the wrong type
// stopped by: exception TypeError or convert or nothing
check(true);
new Proxy({}, { ownKeys: () => ["a", "a", 1, Symbol("x")], getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }) });
