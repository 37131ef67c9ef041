// attack: a proxy is thrown, each of whose traps throws
// stopped by: exception of no error
const fail = () => {
  throw proxy;
};
const proxy = new Proxy(new Error("x"), { get: fail, has: fail, ownKeys: fail, getPrototypeOf: fail, getOwnPropertyDescriptor: fail });
throw proxy;
