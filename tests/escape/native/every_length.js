// attack: a native loop over the length of a proxy
// stopped by: limit wall time
// after: either
Array.prototype.includes.call(new Proxy({}, { get: (_, key) => (key === "length" ? 2 ** 53 - 1 : 0) }), 1);
