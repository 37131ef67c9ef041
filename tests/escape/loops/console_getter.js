// attack: a getter that never ends, met while the console shows an object
// stopped by: limit wall time or nothing
// after: usable
console.log({ get [Symbol.toStringTag]() { for (;;); } });
check(true);
