// attack: a proxy of an array whose length lies
// stopped by: convert or nothing or exception RangeError or limit memory or limit wall time
// after: either
check(true);
new Proxy([], { get: (target, key) => (key === "length" ? 2 ** 53 - 1 : 1), ownKeys: () => ["length"] });
