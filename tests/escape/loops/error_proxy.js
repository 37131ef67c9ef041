// attack: a thrown proxy, each of whose traps is endless
// stopped by: limit wall time or exception of no error
const endless = () => {
  for (;;);
};
throw new Proxy(new Error("x"), { get: endless, getOwnPropertyDescriptor: endless, getPrototypeOf: endless, has: endless });
